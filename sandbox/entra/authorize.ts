// The authorization endpoint. A person says who she is by pressing a button; there are no passwords here.
import { randomUUID } from 'node:crypto'
import { tenants } from '../directory.ts'
import type { Answered, Asked, Ground } from '../face.ts'
import { type Refusal, refusals, refuseAsPage } from './aadsts.ts'
import { clientInfo } from './client-info.ts'
import { issueCode } from './codes.ts'
import { findPerson } from './people.ts'
import { replyToApp } from './reply.ts'
import { type AuthorizationRequest, type ReplyTo, readAuthorizationRequest } from './request.ts'
import { signInPage } from './sign-in-page.ts'

/** GET: who are you? With prompt=none nobody can be asked, so the hint has to do. */
export function authorize(asked: Asked, ground: Ground): Answered {
  const reading = readAuthorizationRequest(asked, ground)
  if ('refusal' in reading) return refuseAuthorization(reading)

  const { request } = reading
  if (request.prompt !== 'none') return signInPage(asked, request, ground)
  return request.loginHint ? signIn(request.loginHint, request, ground) : sendBack(refusals.nobodySignedIn, request)
}

/** POST of that page: `as` is a person, `cancel` is there when nobody wanted to sign in. */
export function choosePerson(asked: Asked, ground: Ground): Answered {
  const reading = readAuthorizationRequest(asked, ground)
  if ('refusal' in reading) return refuseAuthorization(reading)

  const choice = new URLSearchParams(asked.body)
  if (choice.has('cancel')) return sendBack(refusals.declined, reading.request)
  const chosen = choice.get('as')
  return chosen ? signIn(chosen, reading.request, ground) : signInPage(asked, reading.request, ground)
}

function signIn(said: string, request: AuthorizationRequest, ground: Ground): Answered {
  const person = findPerson(ground, said)
  if (!person) return refuseAsPage(refusals.noSuchUser(said, tenants[ground.world].name))
  if (!person.accountEnabled) return refuseAsPage(refusals.disabled)

  const reply = replyToApp(request, {
    code: issueCode(ground, person.id, request),
    ...(request.clientInfo ? { client_info: clientInfo(person.id, ground) } : {}),
    session_state: randomUUID()
  })
  return { ...reply, actor: person.userPrincipalName }
}

function refuseAuthorization({ refusal, replyTo }: { refusal: Refusal; replyTo?: ReplyTo }): Answered {
  return replyTo ? sendBack(refusal, replyTo) : refuseAsPage(refusal)
}

function sendBack({ error, number, message }: Refusal, replyTo: ReplyTo): Answered {
  return replyToApp(replyTo, { error, error_description: `AADSTS${number}: ${message}` })
}
