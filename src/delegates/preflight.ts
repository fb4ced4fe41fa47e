import type { Organizer } from '../people/organizer.ts'
import type { Person } from '../people/person.ts'
import { judge } from './authority.ts'
import type { CalendarList, Unreadable } from './calendar-list.ts'
import type { Footing } from './footing.ts'
import type { Delivery } from './meeting-messages.ts'
import { isUnknown, type Reason } from './reason.ts'
import type { ChosenSeen, ConnectionSeen, RecordSeen, UserSeen, Way } from './salesforce-standing.ts'

/** The chain from the offer to the Event, in its order. */
export const checks = [
  'folder right',
  'delegate',
  'private items',
  'meeting responses',
  'editors',
  'permission sets',
  'salesforce connection',
  'salesforce user',
  'record'
] as const
export type Check = (typeof checks)[number]

/** problem: something will not work · warning: it works, and not as people expect · unknown: nobody could tell, which is neither. */
export type PreflightState = 'ok' | 'warning' | 'problem' | 'unknown'

/** What is wrong, or not known, besides the reasons of reason.ts. Words: server/wording/preflight.ts and docs/errors.md. */
export const preflightCodes = [
  'not_listed_as_delegate',
  'responses_not_to_organizer',
  'responses_to_others',
  'responses_unknown',
  'several_editors',
  'list_unknown',
  'conflicting_permission_sets',
  'full_access_not_checked',
  'no_salesforce_username',
  'organizer_not_connected',
  'salesforce_user_inactive',
  'salesforce_user_not_found',
  'salesforce_unknown',
  'several_match',
  'nobody_matches',
  'invitee_not_known',
  'related_to_nobody',
  'chosen_record_gone'
] as const
export type PreflightCode = (typeof preflightCodes)[number]

/** What is in order, for the sentence of a green row. */
export type Fine =
  | 'own calendar'
  | 'may offer'
  | 'listed'
  | 'sees private items'
  | 'nobody is a delegate'
  | 'organizer is told'
  | 'one editor at most'
  | 'one permission set'
  | 'Salesforce is not used'
  | 'nothing is written'
  | 'connected'
  | 'active'
  | 'related'
  | 'whoever books is related'

/** `about`: a name, names, or what a cloud said. */
export type Row = { check: Check; about?: string } & (
  | { state: 'ok'; code: Fine }
  | { state: 'warning' | 'problem' | 'unknown'; code: PreflightCode | Reason }
)

/** Everything that was asked, each answered or unknown by itself. `person`: whose right carries the link. */
export type Facts = {
  person: Person
  organizer: Organizer
  act: 'make availability link' | 'make time-slot link'
  footing: Footing
  list: CalendarList | Unreadable
  messages: { delivery: Delivery } | { unknown: string }
  /** undefined: this installation writes nothing to Salesforce. */
  salesforce:
    | {
        connection: ConnectionSeen
        user: UserSeen
        record: RecordSeen | 'not asked'
        /** What was chosen on the link, and how it stands today; null: nothing was. */
        chosen: { name: string; seen: ChosenSeen } | null
        way: Way
      }
    | undefined
}

/** One row for each check, whatever is known. Pure. */
export function preflight(facts: Facts): Row[] {
  return [
    folderRight(facts),
    delegateFlag(facts),
    privateItems(facts),
    responses(facts),
    editors(facts),
    permissionSets(facts),
    connection(facts),
    user(facts),
    record(facts)
  ]
}

function folderRight({ act, person, organizer, footing }: Facts): Row {
  const check = 'folder right'
  if (footing === 'organizer') return { check, state: 'ok', code: 'own calendar' }
  const judged = judge(act, person, organizer, footing, person.id)
  if ('right' in judged) return { check, state: 'ok', code: 'may offer' }
  const { refused } = judged
  return { check, state: isUnknown(refused) ? 'unknown' : 'problem', code: refused }
}

function delegateFlag({ footing }: Facts): Row {
  const check = 'delegate'
  if (footing === 'organizer') return { check, state: 'ok', code: 'own calendar' }
  if ('unknown' in footing) return unknownStanding(check, footing)
  return footing.delegate
    ? { check, state: 'ok', code: 'listed' }
    : { check, state: 'warning', code: 'not_listed_as_delegate' }
}

function privateItems({ footing }: Facts): Row {
  const check = 'private items'
  if (footing === 'organizer') return { check, state: 'ok', code: 'own calendar' }
  if ('unknown' in footing) return unknownStanding(check, footing)
  return footing.privateItems
    ? { check, state: 'ok', code: 'sees private items' }
    : { check, state: 'warning', code: 'private_hidden' }
}

/** The setting means nothing while there are no delegates. Who is no delegate gets no answers in any case. */
function responses({ footing, list, messages }: Facts): Row {
  const check = 'meeting responses'
  if ('unknown' in messages) return { check, state: 'unknown', code: 'responses_unknown', about: messages.unknown }
  if (messages.delivery !== 'delegates only') return { check, state: 'ok', code: 'organizer is told' }
  if ('unknown' in list) return { check, state: 'unknown', code: 'responses_unknown', about: list.unknown }
  const delegates = list.listed.filter(({ delegate }) => delegate)
  if (delegates.length === 0) return { check, state: 'ok', code: 'nobody is a delegate' }
  const about = namesOf(delegates)
  if (footing === 'organizer') return { check, state: 'warning', code: 'responses_not_to_organizer', about }
  if ('unknown' in footing) return { check, state: 'unknown', code: 'responses_unknown', about: footing.unknown }
  const code = footing.delegate ? 'responses_not_to_organizer' : 'responses_to_others'
  return { check, state: 'warning', code, about }
}

function editors({ list }: Facts): Row {
  const check = 'editors'
  if ('unknown' in list) return { check, state: 'unknown', code: 'list_unknown', about: list.unknown }
  const several = list.listed.filter(({ delegate, folder }) => delegate && folder === 'editor')
  return several.length > 1
    ? { check, state: 'warning', code: 'several_editors', about: namesOf(several) }
    : { check, state: 'ok', code: 'one editor at most' }
}

/** Full access beside delegate rights: two sets that two tools have granted, and Outlook goes by either. */
function permissionSets({ footing }: Facts): Row {
  const check = 'permission sets'
  if (footing === 'organizer') return { check, state: 'ok', code: 'own calendar' }
  if ('unknown' in footing) return unknownStanding(check, footing)
  if (footing.fullAccess === 'not checked') return { check, state: 'unknown', code: 'full_access_not_checked' }
  const listed = footing.folder !== 'none' || footing.delegate || footing.sendOnBehalf === 'yes'
  return footing.fullAccess === 'found' && listed
    ? { check, state: 'warning', code: 'conflicting_permission_sets' }
    : { check, state: 'ok', code: 'one permission set' }
}

function connection({ salesforce, organizer }: Facts): Row {
  const check = 'salesforce connection'
  if (!salesforce) return { check, state: 'ok', code: 'Salesforce is not used' }
  if (salesforce.way.written === 'nothing') return { check, state: 'ok', code: 'nothing is written' }
  if (organizer.salesforceUsername === null) return { check, state: 'problem', code: 'no_salesforce_username' }
  const seen = salesforce.connection
  if (seen === 'works') return { check, state: 'ok', code: 'connected', about: organizer.salesforceUsername }
  if ('unknown' in seen) return { check, state: 'unknown', code: 'salesforce_unknown', about: seen.unknown }
  return { check, state: 'problem', code: 'organizer_not_connected', about: seen.refused }
}

function user({ salesforce, organizer }: Facts): Row {
  const check = 'salesforce user'
  if (!salesforce) return { check, state: 'ok', code: 'Salesforce is not used' }
  if (salesforce.way.written === 'nothing') return { check, state: 'ok', code: 'nothing is written' }
  const about = organizer.salesforceUsername
  if (about === null) return { check, state: 'problem', code: 'no_salesforce_username' }
  switch (salesforce.user) {
    case 'active':
      return { check, state: 'ok', code: 'active', about }
    case 'inactive':
      return { check, state: 'problem', code: 'salesforce_user_inactive', about }
    case 'not found':
      return { check, state: 'problem', code: 'salesforce_user_not_found', about }
    default:
      return { check, state: 'unknown', code: 'salesforce_unknown', about: salesforce.user.unknown }
  }
}

/** An Event that is related to nobody can be changed by nobody but whoever created it, which is the organizer. */
function record({ salesforce }: Facts): Row {
  const check = 'record'
  if (!salesforce) return { check, state: 'ok', code: 'Salesforce is not used' }
  const { way, chosen } = salesforce
  if (way.written === 'nothing') return { check, state: 'ok', code: 'nothing is written' }
  if (way.written === 'private') return { check, state: 'warning', code: 'related_to_nobody' }
  if (chosen) return chosenRecord(chosen)
  switch (salesforce.record) {
    case 'not asked':
      return way.strangersAreMade
        ? { check, state: 'ok', code: 'whoever books is related' }
        : { check, state: 'warning', code: 'invitee_not_known' }
    case 'nobody':
      return { check, state: 'warning', code: 'nobody_matches' }
    case 'several':
      return { check, state: 'warning', code: 'several_match' }
    default:
      return 'unknown' in salesforce.record
        ? { check, state: 'unknown', code: 'salesforce_unknown', about: salesforce.record.unknown }
        : { check, state: 'ok', code: 'related', about: salesforce.record.name }
  }
}

function chosenRecord({ name, seen }: { name: string; seen: ChosenSeen }): Row {
  const check = 'record'
  if (seen === 'not there') return { check, state: 'problem', code: 'chosen_record_gone', about: name }
  return 'unknown' in seen
    ? { check, state: 'unknown', code: 'salesforce_unknown', about: seen.unknown }
    : { check, state: 'ok', code: 'related', about: seen.name }
}

const unknownStanding = (check: Check, { unknown }: { unknown: string }): Row => ({
  check,
  state: 'unknown',
  code: 'standing_unknown',
  about: unknown
})

const namesOf = (people: readonly { name: string }[]) => people.map(({ name }) => name).join(', ')
