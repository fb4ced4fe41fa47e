// learn.microsoft.com/entra/identity-platform/v2-protocols-oidc
import { tenants } from '../directory.ts'
import type { Ground } from '../face.ts'

export const issuerOf = ({ world }: Ground, origin: string) => `${origin}/${tenants[world].id}/v2.0`

export function openIdConfiguration(ground: Ground, origin: string) {
  const tenant = `${origin}/${tenants[ground.world].id}`
  return {
    issuer: issuerOf(ground, origin),
    authorization_endpoint: `${tenant}/oauth2/v2.0/authorize`,
    token_endpoint: `${tenant}/oauth2/v2.0/token`,
    jwks_uri: `${tenant}/discovery/v2.0/keys`,
    end_session_endpoint: `${tenant}/oauth2/v2.0/logout`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    response_types_supported: ['code'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'nonce', 'preferred_username', 'name', 'tid', 'ver', 'email'],
    tenant_region_scope: 'EU'
  }
}
