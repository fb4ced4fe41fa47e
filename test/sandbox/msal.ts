// MSAL as the app configures it, and a browser that does what a person does on the sign-in page.
import { ConfidentialClientApplication, CryptoProvider } from '@azure/msal-node'
import { expect } from 'vitest'
import type { Sandbox } from '../../sandbox/start.ts'
import { sendForm } from './asking.ts'

export const redirectUri = 'http://127.0.0.1:3000/auth/callback'
export const scopes = ['openid', 'profile', 'email', 'offline_access', 'User.Read']

export function msalFor({ settings }: Pick<Sandbox, 'settings'>, clientSecret = settings.ENTRA_CLIENT_SECRET ?? '') {
  const tenant = settings.ENTRA_TENANT_ID ?? ''
  const base = `${settings.ENTRA_AUTHORITY}/${tenant}`
  return new ConfidentialClientApplication({
    auth: {
      clientId: settings.ENTRA_CLIENT_ID ?? '',
      clientSecret,
      authority: `https://sandbox.localhost/${tenant}`,
      knownAuthorities: ['sandbox.localhost'],
      authorityMetadata: JSON.stringify({
        issuer: `${base}/v2.0`,
        authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
        token_endpoint: `${base}/oauth2/v2.0/token`,
        jwks_uri: `${base}/discovery/v2.0/keys`,
        end_session_endpoint: `${base}/oauth2/v2.0/logout`
      })
    }
  })
}

export type SignIn = { code: string; verifier: string; location: URL }

/** Opens the page, chooses the person, and stops where the browser would go back to the app. */
export async function signIn(app: ConfidentialClientApplication, person: string): Promise<SignIn> {
  const { verifier, challenge } = await new CryptoProvider().generatePkceCodes()
  const url = new URL(
    await app.getAuthCodeUrl({
      scopes,
      redirectUri,
      state: 'where she was',
      nonce: 'n-1',
      codeChallenge: challenge,
      codeChallengeMethod: 'S256'
    })
  )
  const page = await (await fetch(url)).text()
  expect(page).toContain(`value="${person}"`)
  const action = /action="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? ''

  const back = await sendForm(url.origin, action, { as: person })
  expect(back.status).toBe(302)
  const location = new URL(back.headers.get('location') ?? '')
  return { code: location.searchParams.get('code') ?? '', verifier, location }
}
