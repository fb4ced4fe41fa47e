// Sign-in with Entra ID: the endpoints of one tenant that a confidential web app uses.
import { tenants } from '../directory.ts'
import type { Answered, Asked, Face, Ground } from '../face.ts'
import { refusals, refuseAsJson, refuseAsPage } from './aadsts.ts'
import { authorize, choosePerson } from './authorize.ts'
import { issuerOf, openIdConfiguration } from './discovery.ts'
import { logout } from './logout.ts'
import { publicKeys } from './signing.ts'
import { answerToken } from './token-endpoint.ts'

type Route = (asked: Asked, ground: Ground) => Answered

const routes: Record<string, Route> = {
  'GET oauth2/v2.0/authorize': authorize,
  'POST oauth2/v2.0/authorize': choosePerson,
  'POST oauth2/v2.0/token': (asked, ground) => answerToken(asked, issuerOf(ground, asked.origin), ground),
  'GET oauth2/v2.0/logout': logout,
  'POST oauth2/v2.0/logout': logout,
  'GET discovery/v2.0/keys': (_, ground) => ({ status: 200, body: { keys: publicKeys(ground) } }),
  'GET v2.0/.well-known/openid-configuration': ({ origin }, ground) => ({
    status: 200,
    body: openIdConfiguration(ground, origin)
  })
}

const owned = /^\/([^/]+)\/(oauth2\/v2\.0\/[^/]+|discovery\/v2\.0\/keys|v2\.0\/\.well-known\/openid-configuration)$/

export function createEntraFace(ground: Ground): Face {
  return {
    cloud: 'entra',
    owns: (path) => owned.test(path),
    answer(asked) {
      const [, tenant = '', endpoint = ''] = owned.exec(asked.path) ?? []
      if (!isOurTenant(tenant, ground)) {
        const refusal = refusals.noSuchTenant(tenant)
        return endpoint.endsWith('/authorize') ? refuseAsPage(refusal) : refuseAsJson(refusal, ground.now())
      }
      const route = routes[`${asked.method} ${endpoint}`]
      if (route) return route(asked, ground)
      const known = Object.keys(routes).some((name) => name.endsWith(` ${endpoint}`))
      return { status: known ? 405 : 404 }
    }
  }
}

function isOurTenant(named: string, { world }: Ground): boolean {
  const { id, domain } = tenants[world]
  return [id, domain, 'common', 'organizations'].includes(named.toLowerCase())
}
