import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { checkSetup } from '../../../src/activities/check-setup.ts'
import { isUsername } from '../../../src/activities/name-salesforce-user.ts'
import { isUnread } from '../../../src/activities/salesforce-setup.ts'
import { type Person, personId } from '../../../src/people/person.ts'
import { SECOND } from '../../../src/time/instant.ts'
import { peopleInSetup } from '../../people-in-setup.ts'
import type { Services } from '../../services.ts'
import { withinAll } from '../../within.ts'
import { isId, show } from './desk.ts'
import { field, type Problems, type Sent } from './form.ts'
import { salesforceView, type TypedDelegate } from './salesforce.view.ts'

type Asked = { Params: { person: string }; Querystring: Record<string, unknown>; Body: Sent }

/** So many people are checked for one page: each is a sign-in and a question to Salesforce. */
const PEOPLE_AT_MOST = 25

/** So long a page waits for Salesforce; what has not answered by then is not known. */
const CHECK_LIMIT = 20 * SECOND

const path = '/console/administration/salesforce'

/** For administrators: does Salesforce work for everybody here, and if not, why; and delegates with a user of their own. */
export async function salesforcePage(app: FastifyInstance, { services }: { services: Services }) {
  const { administrators, salesforceUsers, directory, auditLog, clock } = services
  const desk = services.salesforceDesk
  const signedIn = { config: { access: 'signed in' as const } }

  app.get<Asked>('/administration/salesforce', signedIn, async (request, reply) =>
    (await administrators.has(request.actor)) ? page(request, reply) : reply.callNotFound()
  )

  app.post<Asked>('/administration/salesforce/delegates', signedIn, async (request, reply) => {
    if (!desk || !(await administrators.has(request.actor))) return reply.callNotFound()
    const typed = { address: field(request.body, 'address'), username: field(request.body, 'username') }
    const person = await directory.byAddress(typed.address).catch(() => 'unknown' as const)
    const problems = await problemsWith(typed, person)
    if (problems.address || problems.username || !person || person === 'unknown')
      return page(request, reply.code(422), { typed, problems })
    await salesforceUsers.note(person, typed.username)
    await note(request.actor, person, 'name Salesforce user', typed.username)
    return reply.redirect(`${path}?said=named#delegates`, 303)
  })

  app.post<Asked>('/administration/salesforce/delegates/:person/removal', signedIn, async (request, reply) => {
    if (!desk || !(await administrators.has(request.actor))) return reply.callNotFound()
    const { id } = request.actor
    const noted = isId(request.params.person)
      ? (await salesforceUsers.all()).find(
          ({ person }) => person.id === personId(id.slice(0, id.indexOf('/')), request.params.person)
        )
      : undefined
    if (!noted || desk.fixedBy(noted.person.address) === 'SALESFORCE_USERS') return reply.callNotFound()
    await salesforceUsers.forget(noted.person.id)
    await note(request.actor, noted.person, 'name Salesforce user', 'nobody')
    return reply.redirect(`${path}?said=removed#delegates`, 303)
  })

  async function note(actor: Person, about: Person, act: string, result: string) {
    const entry = { at: clock(), actor: actor.id, actorName: actor.name, organizer: about.id, right: 'administrator' }
    await auditLog.append({ ...entry, act, object: `${about.name} <${about.address}>`, result })
  }

  async function problemsWith(typed: TypedDelegate, person: Person | undefined | 'unknown'): Promise<Problems> {
    if (!typed.address) return { address: 'Write the address of a colleague.' }
    if (person === 'unknown') return { address: 'The directory does not answer. Try again in a few minutes.' }
    if (!person) return { address: 'The directory does not know this address. Write that of a colleague.' }
    if (desk?.fixedBy(person.address) === 'SALESFORCE_USERS')
      return { address: 'The setting SALESFORCE_USERS says which Salesforce user this is. Change it there.' }
    if (!isUsername(typed.username))
      return {
        username: 'A Salesforce username looks like an e-mail address, such as dana@acme.example.sf.'
      }
    const users = (await desk?.setup.users({ usernames: [typed.username], ids: [] })) ?? []
    if (isUnread(users)) return {} // the check will tell
    return users.length > 0
      ? {}
      : { username: 'Salesforce has no user with this username. Look it up under Setup › Users.' }
  }

  async function page(
    request: FastifyRequest<Asked>,
    reply: FastifyReply,
    sent: { typed?: TypedDelegate; problems?: Problems } = {}
  ) {
    const people = await peopleInSetup(services)
    const from = Math.min(Math.max(Number.parseInt(field(request.query, 'from'), 10) || 0, 0), people.length)
    const shown = people.slice(from, from + PEOPLE_AT_MOST)
    const inTime = withinAll(CHECK_LIMIT)
    const found = desk ? await checkSetup(shown, people, { setup: desk.setup, inTime }) : undefined
    const view = salesforceView({
      ...{ desk, found, people, from, atMost: PEOPLE_AT_MOST, said: field(request.query, 'said') },
      typed: sent.typed ?? { address: '', username: '' },
      problems: sent.problems ?? {}
    })
    return show(request, reply, 'console/salesforce', view)
  }
}
