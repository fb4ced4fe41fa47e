// What stands between a booking and its record in Salesforce, found before anybody misses one.
import { judgeOrganization } from './judge-organization.ts'
import { isSameUser, judgePerson, type PersonSeen } from './judge-person.ts'
import { isUnread, type SalesforceSetup, type Unread } from './salesforce-setup.ts'
import type { PersonInSetup, SetupFindings } from './setup-finding.ts'

export type SetupNeeds = {
  setup: SalesforceSetup
  /** Asks, or answers `late` when the time for the whole check is over. */
  inTime<T>(ask: () => Promise<T>, late: T): Promise<T>
}

/** People are asked about a few at a time: each is a sign-in and a question. */
const PEOPLE_AT_ONCE = 4

const late: Unread = { unread: 'no answer', said: 'There was no answer in time.' }

/**
 * `people`: whose findings are wanted. `everybody`: all who have a username here, for telling whether two share one. One
 * sign-in and one description for each person, and seven questions for the organization. Nothing is written.
 */
export async function checkSetup(
  people: readonly PersonInSetup[],
  everybody: readonly PersonInSetup[],
  { setup, inTime }: SetupNeeds
): Promise<SetupFindings> {
  const asking = <T>(ask: () => Promise<T>) => inTime<T | Unread>(ask, late)
  const app = await asking(() => setup.letIn('integration'))
  const lookup = 'userId' in app ? app.userId : null
  const wanted = people.filter(({ mode, username }) => mode !== 'off' && username !== null)
  const usernames = [...new Set(wanted.flatMap(({ username }) => username ?? []))]

  const [organization, shape, users, sees, multiday, sharing, requests] = await Promise.all([
    asking(setup.organization),
    asking(() => setup.shape('integration')),
    asking(() => setup.users({ usernames, ids: lookup ? [lookup] : [] })),
    lookup ? asking(() => setup.seesEverything(lookup)) : isUnread(app) ? app : notLetIn,
    asking(setup.multiday),
    asking(setup.sharing),
    asking(setup.requests)
  ])
  const seen = new Map<PersonInSetup, PersonSeen>()
  await someAtOnce(wanted, async (person) => {
    const username = person.username ?? ''
    const connection = await asking(() => setup.letIn({ username }))
    const described = 'userId' in connection ? await asking(() => setup.shape({ username })) : null
    seen.set(person, { connection, shape: described })
  })
  const keySeenBySomebody = [...seen.values()].some((each) => each.shape && !isUnread(each.shape) && each.shape.key)

  return {
    organization: judgeOrganization({
      ...{ app, organization, shape, users, sees, multiday, sharing, requests, keySeenBySomebody }
    }),
    people: people.map((person) => ({
      person,
      findings: judgePerson(person, seen.get(person) ?? null, users, twinOf(person, everybody))
    }))
  }
}

const notLetIn: Unread = { unread: 'not let in', said: '' }

/** Two organizers with one Salesforce user: the Events of both stand in one calendar. */
const twinOf = (person: PersonInSetup, everybody: readonly PersonInSetup[]) =>
  person.mode === undefined
    ? undefined
    : everybody.find(
        (other) => other.mode !== undefined && other.id !== person.id && isSameUser(other.username, person.username)
      )

async function someAtOnce<Item>(items: readonly Item[], act: (item: Item) => Promise<void>) {
  const waiting = items.values()
  const work = async () => {
    for (const item of waiting) await act(item)
  }
  await Promise.all(Array.from({ length: Math.min(PEOPLE_AT_ONCE, items.length) }, work))
}
