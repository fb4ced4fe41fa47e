import { isContact, isLead, type RecordKind } from '../links/chosen-record.ts'
import type { Person } from '../people/person.ts'
import type { ActivityLog } from './activity-log.ts'
import type { Attendee } from './leg-subject.ts'
import type { MaySave } from './may-save.ts'
import { outsidersOf } from './meeting-subjects.ts'
import { type ReaderNeeds, readerOf, type SalesforceReader } from './reader.ts'
import type { ChosenFor } from './saved-meeting.ts'
import { isTrouble, type Trouble } from './trouble.ts'
import { type Matches, whichRecord } from './which-record.ts'

export type PreviewNeeds = ReaderNeeds & {
  activities: Pick<ActivityLog, 'user' | 'readable' | 'matches' | 'usualRecord' | 'record' | 'search'>
}

/** A record of Salesforce as this reader may know it. `name` null: it is there, and she may not see it. */
export type SeenRecord = { id: string; object: RecordKind; name: string | null; about: string | null }

export type MeetingPreview = {
  /** Who comes from outside, each with whoever in Salesforce has the address. */
  people: { attendee: Attendee; matches: SeenRecord[] }[]
  /** What meetings with these people are about: the open opportunity, or the account. Only what the reader may see. */
  abouts: SeenRecord[]
  preselected: { who: string | null; record: string | null }
  /** False: no Salesforce user of the reader is known, so nothing is named and nothing can be looked for. */
  reads: boolean
}

/** Nobody looks through more names than that; the rest are only invited. */
const PEOPLE_AT_MOST = 50
const ABOUTS_AT_MOST = 5

/**
 * Whom and what an Event of this meeting could be with, before it is saved: matched by address, shown as far as the reader's own
 * rights in Salesforce reach. The first of those who come whom exactly one record stands for is preselected.
 */
export async function previewMeeting(
  { authority: { actor, organizer }, said }: MaySave,
  needs: PreviewNeeds
): Promise<MeetingPreview | Trouble> {
  const attendees = outsidersOf(said, organizer.address).slice(0, PEOPLE_AT_MOST)
  const [reader, found] = await Promise.all([
    readerOf(actor, needs),
    attendees.length > 0 ? needs.activities.matches(attendees.map(({ address }) => address)) : []
  ])
  if (isTrouble(reader)) return reader
  if (isTrouble(found)) return found

  const listed = found.map(listedOf)
  const seen = await seenBy(
    reader,
    listed.flat().map(({ id }) => id)
  )
  if (isTrouble(seen)) return seen
  const people = attendees.map((attendee, index) => ({
    attendee,
    matches: (listed[index] ?? []).map((each) => (seen.has(each.id) ? each : { ...each, name: null, about: null }))
  }))
  const who = found.flatMap((matches) => {
    const match = whichRecord(matches, 'leave')
    return 'who' in match ? [match.who] : []
  })[0]
  const contacts = [...new Set([...(who ? [who] : []), ...listed.flat().map(({ id }) => id)])].filter(
    (id) => isContact(id) && seen.has(id)
  )
  const abouts = await aboutsOf(contacts.slice(0, ABOUTS_AT_MOST), reader, needs)
  if (isTrouble(abouts)) return abouts
  return {
    people: await named(people, needs),
    abouts: abouts.map(({ record }) => record),
    preselected: { who: who ?? null, record: abouts.find(({ contact }) => contact === who)?.record.id ?? null },
    reads: reader !== 'nobody'
  }
}

/** Contacts, leads, accounts and open opportunities by name, or by address; only what the reader may see. */
export async function searchForMeeting(
  { authority: { actor } }: MaySave,
  text: string,
  needs: PreviewNeeds
): Promise<SeenRecord[] | Trouble> {
  const reader = await readerOf(actor, needs)
  if (isTrouble(reader)) return reader
  if (reader === 'nobody') return []
  const found = await needs.activities.search(text)
  if (isTrouble(found)) return found
  const seen = await reader.sees(found.map(({ id }) => id))
  return isTrouble(seen) ? seen : found.filter(({ id }) => seen.has(id))
}

export type ChoiceRefused = 'no such person' | 'no such record' | 'lead goes alone'

/**
 * What was sent, looked up before it counts: somebody who comes to the meeting, or a record that the reader and the organizer, as
 * whom the Event is written, may both see. What was chosen before may stay as it is.
 */
export async function chooseForMeeting(
  may: MaySave,
  { who, record }: { who: string | null; record: string | null },
  needs: PreviewNeeds
): Promise<ChosenFor | { refused: ChoiceRefused } | Trouble> {
  const { authority, said, saved } = may
  const { organizer } = authority
  const both = await eyesOf([authority.actor, organizer], needs)
  if (isTrouble(both)) return both

  const wasWho = saved?.chosen.who
  if (who !== null && !same(who, wasWho)) {
    if (!isContact(who) && !isLead(who)) return { refused: 'no such person' }
    const addresses = outsidersOf(said, organizer.address).slice(0, PEOPLE_AT_MOST)
    const matches = await needs.activities.matches(addresses.map(({ address }) => address))
    if (isTrouble(matches)) return matches
    if (!matches.flatMap(listedOf).some(({ id }) => same(id, who))) {
      const found = await visible(who, both, needs)
      if (isTrouble(found)) return found
      if (!found) return { refused: 'no such person' }
    }
  }
  if (record === null) return { who, record: null }
  if (who !== null && isLead(who)) return { refused: 'lead goes alone' }
  if (same(record, saved?.chosen.record?.id)) return { who, record: saved?.chosen.record ?? null }
  const found = await visible(record, both, needs)
  if (isTrouble(found)) return found
  if (!found || isContact(found.id) || isLead(found.id)) return { refused: 'no such record' }
  return { who, record: { id: found.id, object: found.object as RecordKind, name: found.name } }
}

/** By whichever id Salesforce names it: 15 characters, or 18. */
const same = (a: string, b: string | null | undefined) => a.slice(0, 15) === b?.slice(0, 15)

async function eyesOf(people: readonly Person[], needs: PreviewNeeds) {
  const readers: Exclude<SalesforceReader, 'nobody'>[] = []
  for (const person of new Map(people.map((each) => [each.id, each])).values()) {
    const reader = await readerOf(person, needs)
    if (isTrouble(reader)) return reader
    if (reader === 'nobody') return []
    readers.push(reader)
  }
  return readers
}

/** Undefined: it is not there, or one of them may not see it, which to her is the same. */
async function visible(id: string, readers: Exclude<SalesforceReader, 'nobody'>[], { activities }: PreviewNeeds) {
  if (readers.length === 0) return undefined
  const found = await activities.record(id)
  if (found === null || isTrouble(found)) return found ?? undefined
  for (const reader of readers) {
    const seen = await reader.sees([found.id])
    if (isTrouble(seen)) return seen
    if (!seen.has(found.id)) return undefined
  }
  return found
}

const seenBy = (reader: SalesforceReader, ids: readonly string[]): Promise<Set<string> | Trouble> =>
  reader === 'nobody' || ids.length === 0 ? Promise.resolve(new Set<string>()) : reader.sees(ids)

/** Everybody with one address, contacts first; a converted lead is the contact that it became. */
function listedOf({ contacts, leads, convertedTo }: Matches): SeenRecord[] {
  const known: SeenRecord[] = [...contacts, ...leads].map(({ id, kind, name, company }) => ({
    id,
    object: kind === 'contact' ? 'Contact' : 'Lead',
    name,
    about: company
  }))
  const became = [...new Set(convertedTo.filter((id) => id !== null))]
  const others = became.filter((id) => !known.some((each) => same(each.id, id)))
  return [...known, ...others.map((id): SeenRecord => ({ id, object: 'Contact', name: '', about: null }))]
}

/** What a converted lead became has no name in the answer that told of it. */
async function named(
  people: MeetingPreview['people'],
  { activities }: PreviewNeeds
): Promise<MeetingPreview['people']> {
  const nameOf = async (record: SeenRecord): Promise<SeenRecord> => {
    if (record.name !== '') return record
    const found = await activities.record(record.id)
    return found && !isTrouble(found) ? { ...record, name: found.name } : record
  }
  return Promise.all(
    people.map(async ({ attendee, matches }) => ({ attendee, matches: await Promise.all(matches.map(nameOf)) }))
  )
}

async function aboutsOf(
  contacts: readonly string[],
  reader: SalesforceReader,
  { activities }: PreviewNeeds
): Promise<{ contact: string; record: SeenRecord }[] | Trouble> {
  const abouts: { contact: string; record: SeenRecord }[] = []
  for (const contact of contacts) {
    const usual = await activities.usualRecord(contact)
    if (isTrouble(usual)) return usual
    const found = usual === null ? null : await activities.record(usual)
    if (isTrouble(found)) return found
    if (!found || abouts.some(({ record }) => same(record.id, found.id))) continue
    abouts.push({
      contact,
      record: { id: found.id, object: found.object as RecordKind, name: found.name, about: null }
    })
  }
  const seen = await seenBy(
    reader,
    abouts.map(({ record }) => record.id)
  )
  return isTrouble(seen) ? seen : abouts.filter(({ record }) => seen.has(record.id))
}
