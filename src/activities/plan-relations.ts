import { isContact } from '../links/chosen-record.ts'
import { MINUTE } from '../time/instant.ts'
import type { ActivityLog, WritesAs } from './activity-log.ts'
import type { ActivityRules } from './activity-settings.ts'
import type { Leg } from './leg.ts'
import type { Duties } from './leg-store.ts'
import type { Subject } from './leg-subject.ts'
import { type Known, type Relations, relationsOf } from './relations.ts'
import { isTrouble, type Trouble } from './trouble.ts'
import { type Candidate, type Matches, personToCreate, whichRecord } from './which-record.ts'

export type PlanNeeds = {
  activities: ActivityLog
  duties: Duties
  rules: ActivityRules
  clock(): number
  newId(): string
}

type On = Extract<Subject, { state: 'on' }>

/** A creation whose answer was lost may still arrive: for so long nobody makes another person with this address. */
const MAKING_FOR = 1 * MINUTE

/**
 * Whom and what the Event is related to. A person's choice stands, and so does who it was written with before; otherwise
 * everybody is looked up by address. A search that failed creates nobody.
 */
export async function planRelations(
  leg: Pick<Leg, 'choice' | 'written'>,
  subject: On,
  isPrivate: boolean,
  as: WritesAs,
  needs: PlanNeeds
): Promise<Relations | { review: readonly Candidate[] } | Trouble> {
  const none = { main: null, others: [], mainReply: 'New', chosen: null, usual: null } as const
  if (isPrivate) return relationsOf({ ...none, private: true })

  const { attendees, record } = subject
  const found = attendees.length > 0 ? await needs.activities.matches(attendees.map(({ address }) => address)) : []
  if (isTrouble(found)) return found
  // Where a person has said whom a saved meeting is with, nobody of those who come stands for that one.
  const isChosen = subject.who !== undefined
  const [first] = isChosen ? [] : attendees
  const [matches] = found
  const notes: string[] = []
  let main: string | null = null
  if (subject.who !== undefined) main = subject.who
  else if (leg.choice) main = leg.choice.who
  else if (leg.written?.who) main = leg.written.who
  else if (first && matches) {
    const match = whichRecord(matches, needs.rules.unknownInvitee)
    const person = 'create' in match ? await createOnce(match.create, first, as, needs) : match
    if (isTrouble(person) || 'review' in person) return person
    if ('who' in person) main = person.who
    else notes.push('Nobody in Salesforce has the invitee’s address.')
  }

  const usual =
    record || isChosen || !main || !isContact(main)
      ? null
      : (leg.written?.what ?? (await needs.activities.usualRecord(main)))
  if (isTrouble(usual)) return usual
  const others = attendees.flatMap(({ reply }, index): Known[] => {
    if (index === 0 && !isChosen) return []
    if (subject.who === null) return [] // nobody, on purpose
    const match = whichRecord(found[index] as Matches, 'leave') // nobody is made, or chosen, for a further one
    return 'who' in match ? [{ id: match.who, reply }] : []
  })
  const herOwn = isChosen ? others.find(({ id }) => isSameRecord(id, main)) : first
  const relations = relationsOf({
    main,
    others,
    mainReply: herOwn?.reply ?? 'New',
    chosen: record,
    usual,
    private: false
  })
  return { ...relations, notes: [...notes, ...relations.notes] }
}

const isSameRecord = (a: string, b: string | null) => a.slice(0, 15) === b?.slice(0, 15)

/** Of two bookings of an unknown person one makes her, and the other finds her. */
async function createOnce(
  kind: 'contact' | 'lead',
  { name, address }: { name: string; address: string },
  as: WritesAs,
  { activities, duties, rules, clock, newId }: PlanNeeds
): Promise<{ who: string } | { none: string } | { review: readonly Candidate[] } | Trouble> {
  const duty = `person ${address.toLowerCase()}`
  const holder = newId()
  const now = clock()
  if (!(await duties.take(duty, holder, now + MAKING_FOR, now)))
    return { trouble: 'again', said: 'This person is being made in Salesforce at this moment.', unclear: false }

  const again = await activities.matches([address])
  if (isTrouble(again)) return giveBack(again)
  const match = whichRecord(again[0] as Matches, rules.unknownInvitee)
  if (!('create' in match)) return giveBack(match)

  const person = personToCreate(name, address)
  const made = await activities.createPerson(as, kind, person)
  if (isTrouble(made)) return made.trouble === 'again' && made.unclear ? made : giveBack(made)
  if ('id' in made) return giveBack({ who: made.id })
  const [only, another] = made.duplicates
  if (only && !another) return giveBack({ who: only })
  const candidates = made.duplicates.map((id) => ({
    id,
    kind: isContact(id) ? ('contact' as const) : ('lead' as const),
    name,
    company: null
  }))
  return giveBack({ review: candidates })

  async function giveBack<T>(answer: T): Promise<T> {
    await duties.giveBack(duty, holder)
    return answer
  }
}
