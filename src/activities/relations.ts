import { type ChosenRecord, isContact, isLead } from '../links/chosen-record.ts'

/** With Shared Activities an Event is related to at most so many contacts, or to one lead. …/sforce_api_objects_event.htm */
export const CONTACTS_AT_MOST = 50

/** Invitees of one Event. …/sforce_api_objects_eventrelation.htm */
export const INVITEES_AT_MOST = 1000

export type Reply = 'New' | 'Accepted' | 'Declined'

/** A contact or lead who comes along. Users of the organization are never among them. */
export type Known = { id: string; reply: Reply }

/** Whom and what an Event is related to, within what Salesforce allows. */
export type Relations = {
  who: string | null
  /** `who` first; only used where the organization shares activities. */
  whoIds: readonly string[]
  what: string | null
  invitees: readonly Known[]
  notes: readonly string[]
}

type Wanted = {
  /** The person the meeting is with. */
  main: string | null
  others: readonly Known[]
  mainReply: Reply
  chosen: ChosenRecord | null
  /** What goes with the main contact where nothing was chosen: its one open opportunity, or its account. */
  usual: string | null
  private: boolean
}

/** Pure. A private Event is related to nobody; a lead goes alone; everything else is cut to the limits, and said. */
export function relationsOf({ main, others, mainReply, chosen, usual, private: isPrivate }: Wanted): Relations {
  if (isPrivate) return { who: null, whoIds: [], what: null, invitees: [], notes: [] }
  const notes: string[] = []
  const chosenPerson = chosen && (isLead(chosen.id) || isContact(chosen.id)) ? chosen.id : null
  const who = chosenPerson ?? main
  const people = unique(
    [
      ...(who ? [{ id: who, reply: who === main ? mainReply : ('New' as const) }] : []),
      ...(main && main !== who ? [{ id: main, reply: mainReply }] : []),
      ...others
    ].filter(({ id }) => isContact(id) || isLead(id))
  )
  const alone = who !== null && isLead(who)
  const contacts = alone ? [who] : people.map(({ id }) => id).filter(isContact)
  if (contacts.length > CONTACTS_AT_MOST)
    notes.push(
      `Salesforce relates an Event to ${CONTACTS_AT_MOST} contacts at most: ${contacts.length - CONTACTS_AT_MOST} are only listed as invited.`
    )
  if (people.length > INVITEES_AT_MOST)
    notes.push(
      `Salesforce takes ${INVITEES_AT_MOST} invitees at most: ${people.length - INVITEES_AT_MOST} are left out.`
    )

  const wantedWhat = chosen && !chosenPerson ? chosen.id : usual
  if (alone && chosen && !chosenPerson)
    notes.push(`An Event with a lead cannot be about another record: it is not related to ${chosen.name}.`)
  return {
    who,
    whoIds: contacts.slice(0, CONTACTS_AT_MOST),
    what: alone ? null : wantedWhat,
    invitees: people.slice(0, INVITEES_AT_MOST),
    notes
  }
}

const unique = (people: readonly Known[]): Known[] =>
  [...new Map(people.toReversed().map((each) => [each.id.slice(0, 15), each])).values()].toReversed()
