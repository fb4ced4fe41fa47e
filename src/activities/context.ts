import { type ChosenRecord, isContact, isLead } from '../links/chosen-record.ts'
import type { Organizers } from '../people/organizer.ts'
import type { Person } from '../people/person.ts'
import type { Clock, Instant } from '../time/instant.ts'
import type { ActivityLog } from './activity-log.ts'
import type { SalesforceUsers } from './activity-settings.ts'
import type { Leg } from './leg.ts'
import { isTrouble, type Trouble } from './trouble.ts'

type Named = { id: string; name: string }

export type AroundPerson = Named & {
  kind: 'contact' | 'lead'
  title: string | null
  /** Of a lead; a contact has an account. */
  company: string | null
  account: string | null
}
/** `closes`: the day on which it is to close, as Salesforce writes it: 2026-12-31. */
export type AroundOpportunity = Named & { stage: string; closes: string | null }
export type AroundActivity = { id: string; subject: string; start: Instant; owner: string | null }

/** What stands in Salesforce about whom a meeting is with. */
export type Around = {
  people: readonly AroundPerson[]
  accounts: readonly Named[]
  /** Open ones, soonest to close first. */
  opportunities: readonly AroundOpportunity[]
  /** Latest first. */
  past: readonly AroundActivity[]
  /** Soonest first. */
  coming: readonly AroundActivity[]
}

/** Whom and what a meeting is about: addresses that are looked up, and records that are known already. */
export type About = {
  addresses: readonly string[]
  records: readonly string[]
  /** The Event of this very meeting, which is told elsewhere; null: not known. */
  own: string | null
}

/**
 * PORT, for the console. What the integration user sees, at most some of each: nothing of it is shown to anybody before
 * Salesforce has said what that person may read. Private Events are left out.
 */
export type Surroundings = { around(about: About, now: Instant): Promise<Around | Trouble> }

/** What one reader may see of it. */
export type Context =
  | { shown: Around; username: string; activitiesTold: boolean }
  /** Nothing is shown, because nobody can tell what Salesforce would show to this reader. */
  | { hidden: 'no username' | 'no such user' | 'inactive user'; username: string | null }
  | { unknown: string }

export type ContextNeeds = {
  organizers: Pick<Organizers, 'find'>
  salesforceUsers: Pick<SalesforceUsers, 'usernameOf'>
  activities: Pick<ActivityLog, 'user' | 'readable'>
  surroundings: Surroundings
  clock: Clock
}

/** Of each kind so many are shown; more are asked for, as the reader may not see all of them. */
export const SHOWN_AT_MOST = 5

/**
 * What Salesforce shows this reader about whom a meeting is with: what she could open there herself, by UserRecordAccess.
 * Whoever has no Salesforce user sees nothing. What is hidden from her looks as if it were not there.
 */
export async function contextFor(reader: Person, about: About, needs: ContextNeeds): Promise<Context> {
  const { activities, surroundings, clock } = needs
  const username =
    (await needs.organizers.find(reader.id))?.salesforceUsername ?? (await needs.salesforceUsers.usernameOf(reader.id))
  if (!username) return { hidden: 'no username', username: null }
  const user = await activities.user(username)
  if (isTrouble(user)) return { unknown: user.said }
  if (!user) return { hidden: 'no such user', username }
  if (!user.active) return { hidden: 'inactive user', username }

  const around = await surroundings.around(about, clock())
  if (isTrouble(around)) return { unknown: around.said }
  const { people, accounts, opportunities, past, coming } = around
  // Whether Salesforce tells this of Events depends on the organization, so they are asked about apart.
  const [records, seen] = await Promise.all([
    activities.readable(user.id, idsOf([...people, ...accounts, ...opportunities])),
    activities.readable(user.id, idsOf([...past, ...coming]))
  ])
  if (isTrouble(records)) return { unknown: records.said }
  const may = <T extends { id: string }>(all: readonly T[], readable: ReadonlySet<string>) =>
    all.filter(({ id }) => readable.has(id)).slice(0, SHOWN_AT_MOST)
  const told = isTrouble(seen) ? new Set<string>() : seen
  const isAnother = ({ id }: AroundActivity) => id.slice(0, 15) !== about.own?.slice(0, 15)
  const shown = {
    people: may(people, records),
    accounts: may(accounts, records),
    opportunities: may(opportunities, records),
    past: may(past.filter(isAnother), told),
    coming: may(coming.filter(isAnother), told)
  }
  // Whose contact is hidden is not told by way of an account that is not: that the two belong together is hidden, too.
  const named = [...shown.accounts, ...shown.opportunities].some(({ id }) => about.records.includes(id))
  const isReached = shown.people.length > 0 || named
  return { shown: isReached ? shown : nothing, username, activitiesTold: !isTrouble(seen) }
}

const nothing: Around = { people: [], accounts: [], opportunities: [], past: [], coming: [] }

const idsOf = (all: readonly { id: string }[]) => [...new Set(all.map(({ id }) => id))]

/** People who come to one meeting and are looked up: a panel is no address book. */
const LOOKED_UP_AT_MOST = 10

/** Whom the Event is with, where that is known; else everybody with these addresses. */
export function aboutMeeting(
  addresses: readonly string[],
  leg: Pick<Leg, 'written' | 'choice'> | undefined,
  chosen: ChosenRecord | null | undefined
): About {
  const who = leg?.choice ? leg.choice.who : (leg?.written?.who ?? null)
  const records = [who, leg?.written?.what, chosen?.id].filter((id): id is string => typeof id === 'string')
  const known = records.some((id) => isContact(id) || isLead(id))
  return {
    addresses: addresses.slice(known ? 1 : 0, LOOKED_UP_AT_MOST),
    records: [...new Set(records)],
    own: leg?.written?.recordId ?? null
  }
}
