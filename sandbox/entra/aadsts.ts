// Entra's refusals: an OAuth error, an AADSTS number for people to look up, and ids for their support.
// learn.microsoft.com/entra/identity-platform/reference-error-codes
import { randomUUID } from 'node:crypto'
import type { Answered } from '../face.ts'
import { html } from '../html.ts'
import { page } from '../page.ts'

/** `status` is that of a JSON answer; a browser is shown a page or sent back to the app instead. */
export type Refusal = { error: string; number: number; message: string; status?: number }

export function refuseAsJson({ error, number, message, status = 400 }: Refusal, now: number): Answered {
  const [trace, correlation] = [randomUUID(), randomUUID()]
  const timestamp = `${new Date(now).toISOString().slice(0, 19).replace('T', ' ')}Z`
  return {
    status,
    headers: { 'cache-control': 'no-store, no-cache', pragma: 'no-cache' },
    body: {
      error,
      error_description: `AADSTS${number}: ${message} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
      error_codes: [number],
      timestamp,
      trace_id: trace,
      correlation_id: correlation,
      error_uri: `https://login.microsoftonline.com/error?code=${number}`
    }
  }
}

export function refuseAsPage({ number, message }: Refusal): Answered {
  const body = html`<div class="narrow"><h1>Sorry, but we’re having trouble signing you in.</h1><p>AADSTS${number}: ${message}</p></div>`
  return page('Sign in to your account', body, 400)
}

export const refusals = {
  missing: (parameter: string): Refusal => ({
    error: 'invalid_request',
    number: 900144,
    message: `The request body must contain the following parameter: '${parameter}'.`
  }),
  noSuchTenant: (tenant: string): Refusal => ({
    error: 'invalid_request',
    number: 90002,
    message: `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`
  }),
  noSuchApp: (clientId: string, tenant: string): Refusal => ({
    error: 'unauthorized_client',
    number: 700016,
    message: `Application with identifier '${clientId}' was not found in the directory '${tenant}'.`
  }),
  wrongSecret: (clientId: string): Refusal => ({
    error: 'invalid_client',
    number: 7000215,
    message: `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
    status: 401
  }),
  noSecret: {
    error: 'invalid_client',
    number: 7000218,
    message: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    status: 401
  },
  badAssertion: {
    error: 'invalid_client',
    number: 700027,
    message: 'The client assertion failed validation: it is malformed, expired, or not about this application.',
    status: 401
  },
  badReplyAddress: (address: string): Refusal => ({
    error: 'invalid_request',
    number: 50011,
    message: `The redirect URI '${address}' specified in the request does not match the redirect URIs configured for the application.`
  }),
  otherReplyAddress: (given: string, asked: string): Refusal => ({
    error: 'invalid_grant',
    number: 500112,
    message: `The reply address '${given}' does not match the reply address '${asked}' provided when requesting Authorization code.`
  }),
  badResponseType: (type: string): Refusal => ({
    error: 'unsupported_response_type',
    number: 700054,
    message: `response_type '${type}' is not enabled for the application.`
  }),
  badResponseMode: (mode: string): Refusal => ({
    error: 'invalid_request',
    number: 90023,
    message: `Invalid request: response_mode '${mode}' is not supported.`
  }),
  badChallengeMethod: {
    error: 'invalid_request',
    number: 501491,
    message: 'The code_challenge_method parameter is not supported. Use S256.'
  },
  unknownScope: (scope: string): Refusal => ({
    error: 'invalid_client',
    number: 650053,
    message: `The application asked for scope '${scope}' that doesn't exist on the resource '00000003-0000-0000-c000-000000000000'. Contact the app vendor.`
  }),
  scopeNotDefault: (scope: string): Refusal => ({
    error: 'invalid_scope',
    number: 1002012,
    message: `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`
  }),
  nobodySignedIn: {
    error: 'login_required',
    number: 50058,
    message: 'A silent sign-in request was sent but no user is signed in.'
  },
  noSuchUser: (name: string, tenant: string): Refusal => ({
    error: 'invalid_grant',
    number: 50034,
    message: `The user account ${name} does not exist in the ${tenant} directory. To sign into this application, the account must be added to the directory.`
  }),
  disabled: { error: 'invalid_grant', number: 50057, message: 'The user account is disabled.' },
  declined: { error: 'access_denied', number: 65004, message: 'User declined to consent to access the app.' },
  badGrantType: (type: string): Refusal => ({
    error: 'unsupported_grant_type',
    number: 70003,
    message: `The app requested an unsupported grant type '${type}'.`
  }),
  malformedGrant: {
    error: 'invalid_grant',
    number: 9002313,
    message: 'Invalid request. Request is malformed or invalid.'
  },
  grantExpired: {
    error: 'invalid_grant',
    number: 70008,
    message:
      'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.'
  },
  alreadyRedeemed: {
    error: 'invalid_grant',
    number: 54005,
    message:
      'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.'
  },
  otherClient: {
    error: 'invalid_grant',
    number: 700005,
    message: 'Provided Authorization Code is intended to use against other tenant or application, thus rejected.'
  },
  verifierMissing: {
    error: 'invalid_grant',
    number: 50148,
    message: 'The code_verifier does not match the code_challenge supplied in the authorization request for PKCE.'
  },
  verifierWrong: {
    error: 'invalid_grant',
    number: 501481,
    message: 'The Code_Verifier does not match the code_challenge supplied in the authorization request.'
  }
} satisfies Record<string, Refusal | ((...words: string[]) => Refusal)>
