import type { ActivitySettings } from '../../../src/activities/activity-settings.ts'
import type { Leg } from '../../../src/activities/leg.ts'
import type { MeetingPreview, SeenRecord } from '../../../src/activities/preview-meeting.ts'
import { isSomebodyInOutlook, type MeetingSaid, type SavedMeeting } from '../../../src/activities/saved-meeting.ts'
import type { RecordKind } from '../../../src/links/chosen-record.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import type { Instant } from '../../../src/time/instant.ts'
import { dateAt } from '../../../src/time/wall-clock.ts'
import { zoneNamed } from '../../../src/time/zones.ts'
import { whyNotSaved } from '../../wording/saving.ts'
import { dayText, isoText, shortWhen, spanText, zoneText } from '../../wording/when.ts'
import { organizerPath, type Page } from './desk.ts'
import { utc } from './organizer.view.ts'

/** What the form says: an id, `nobody`, `nothing`, or '' where nothing is ticked. */
export type Chosen = { who: string; record: string }

/** `silent`: Salesforce does not answer, and so nothing can be chosen. */
export type Looked = { preview: MeetingPreview; found: readonly SeenRecord[] } | 'silent'

/** What came of what was sent. */
export type Told = { text: string; more: string; code: string | null }

type Option = { id: string; value: string; text: string; hint: string; chosen: boolean }

type SavingForm = {
  action: string
  search: string
  item: string
  seen: number
  /** Empty: the Event is related to nobody, and `note` says why. */
  who: Option[]
  record: Option[]
  note: string | null
  /** Attendees whom nobody in Salesforce stands for. */
  strangers: string[]
  words: string
  /** What the search came to; null: nothing was looked for. */
  searched: string | null
  /** Why nothing can be looked for. */
  cannotSearch: string | null
  button: string
  /** It is saved already: the form steps back, unless something was sent. */
  folded: boolean
  open: boolean
  /** Whom and what it is about as it was saved. */
  now: string | null
}

export type MeetingView = Page & {
  organizer: { name: string; week: string }
  blank: string | null
  meeting: {
    subject: string
    day: string
    time: string
    zone: string
    iso: string
    place: string | null
    host: string | null
    private: boolean
    people: { name: string; address: string; reply: string }[]
  } | null
  told: Told | null
  /** How it is followed; null: it was never saved. */
  followed: {
    text: string
    stop: { action: string; key: string; seen: number; item: string; removes: boolean } | null
  } | null
  form: SavingForm | null
}

type Known = {
  organizer: Organizer
  item: string
  blank: string | null
  said?: MeetingSaid | undefined
  saved?: SavedMeeting | undefined
  leg?: Leg | undefined
  settings?: ActivitySettings
  looked?: Looked | undefined
  /** Is there a Salesforce to write to? */
  connected?: boolean
  now?: Instant
  chosen?: Chosen | null
  words?: string
  told?: Told
}

const replies = {
  none: 'has not answered',
  accepted: 'accepted',
  tentative: 'tentative',
  declined: 'declined'
} as const

export function meetingView(known: Known): MeetingView {
  const { organizer, said, saved, now = 0, told = null } = known
  const zone = (said && zoneNamed(said.zone)) ?? utc
  const reader = { zone, now }
  const week = said ? `?week=${dateAt(zone, said.start)}` : ''
  const why = known.blank ? null : whyNoForm(known)
  return {
    title: said?.subject || 'A meeting',
    here: null,
    organizer: { name: organizer.name, week: `${organizerPath(organizer)}${week}` },
    blank: known.blank ?? why,
    meeting: said
      ? {
          subject: said.subject || 'No title',
          day: dayText(said.start, reader),
          time: said.allDay ? 'all day' : spanText(said, reader),
          zone: zoneText(zone),
          iso: isoText(said.start),
          place: said.place || (said.joinUrl ? 'Microsoft Teams' : null),
          host: said.host ? said.host.name || said.host.address : null,
          private: said.private,
          people: said.attendees.map(({ name, address, response }) => ({
            name: name || address,
            address,
            reply: replies[response]
          }))
        }
      : null,
    told,
    followed: saved ? followedView(saved, known, reader) : null,
    form: known.blank || why || !said ? null : formOf(known)
  }
}

/** What can be said before anything is sent; null: nothing is in the way. */
function whyNoForm({ organizer, said, settings, looked, connected }: Known): string | null {
  if (!connected) return 'No Salesforce is set up here, so meetings cannot be saved.'
  const sentence = (reason: Parameters<typeof whyNotSaved>[0]) => {
    const { text, more } = whyNotSaved(reason, organizer)
    return `${text} ${more}`
  }
  if (organizer.salesforceUsername === null) return sentence('organizer_sync_disabled')
  if (settings?.mode === 'off') return sentence('switched off')
  if ((said?.private || settings?.allPrivate) && settings?.privateMeetings === 'withheld')
    return sentence('private withheld')
  if (looked === 'silent')
    return 'Salesforce does not answer right now, so nobody can say whom this meeting is with. Try again in a minute.'
  return null
}

function followedView(
  saved: SavedMeeting,
  { organizer, item, leg }: Known,
  reader: { zone: typeof utc; now: Instant }
) {
  const { state, savedBy, lastBy, at, key, version } = saved
  const when = shortWhen(at, reader)
  const texts: Record<SavedMeeting['state'], string> = {
    followed: `Saved by ${isSomebodyInOutlook(savedBy) ? 'its category in Outlook' : savedBy.name}${lastBy.id === savedBy.id ? '' : `, last changed by ${lastBy.name}`}. What happens to the meeting in Outlook, the Event follows.`,
    over: 'The meeting is over or gone from the calendar, and its Event with it.',
    kept: `${lastBy.name} stopped it, ${when}: the Event stays as it is, whatever happens to the meeting.`,
    removed: `${lastBy.name} stopped it, ${when}, and the Event is taken out.`
  }
  const isNothing = state === 'kept' && !leg?.written
  const isEnded = state === 'followed' && leg?.state === 'given up'
  const canStop = isEnded || state === 'kept' ? Boolean(leg?.written) : state === 'followed'
  return {
    text: isNothing
      ? 'It was not saved: nothing stands in Salesforce.'
      : isEnded
        ? 'Somebody has ended it: nothing more is written, until it is saved again.'
        : texts[state],
    stop: canStop
      ? {
          action: `${organizerPath(organizer)}/meetings/stopping`,
          ...{ key, item, seen: version, removes: isEnded || state === 'kept' }
        }
      : null
  }
}

const kindText: Record<RecordKind, string> = {
  Contact: 'Contact',
  Lead: 'Lead',
  Account: 'Account',
  Opportunity: 'Opportunity',
  Case: 'Case'
}

function formOf({ organizer, item, said, saved, leg, settings, looked, chosen, words = '' }: Known): SavingForm {
  const path = `${organizerPath(organizer)}/meetings`
  const isFollowed = saved?.state === 'followed' && leg?.state !== 'given up'
  const { preview, found } = looked as Exclude<Looked, 'silent'>
  const isPrivate = said?.private || settings?.allPrivate || false
  const people = found.filter(isPerson)
  const things = found.filter((record) => !isPerson(record))
  const before = saved?.chosen
  const standing = before && {
    who: before.who === undefined ? (leg?.written?.who ?? '') : (before.who ?? 'nobody'),
    record: before.record?.id ?? 'nothing'
  }
  const foreseen = { who: preview.preselected.who ?? '', record: preview.preselected.record ?? 'nothing' }
  const preselected = chosen ?? standing ?? foreseen
  const who = [
    ...preview.people.flatMap(({ attendee, matches }) =>
      matches.map((record, index) => optionOf(record, attendee.address, index, matches.length))
    ),
    ...people.map((record) => optionOf(record, '', 0, 1))
  ]
  const record = [...preview.abouts, ...things].map((each) => optionOf(each, '', 0, 1))
  // What was chosen before stays among the choices, whoever looks.
  if (before?.who && !who.some(({ value }) => same(value, before.who as string)))
    who.push({ id: '', value: before.who, text: 'Whom it is with now', hint: '', chosen: false })
  if (before?.record && !record.some(({ value }) => same(value, before.record?.id ?? '')))
    record.push({
      id: '',
      value: before.record.id,
      text: before.record.name,
      hint: kindText[before.record.object],
      chosen: false
    })
  who.push({
    ...{ id: '', value: 'nobody', text: 'Nobody', chosen: false },
    hint: `Then only ${organizer.name} can change the Event in Salesforce, unless it is about something.`
  })
  record.push({ id: '', value: 'nothing', text: 'Nothing in particular', hint: '', chosen: false })
  return {
    action: `${path}/saving`,
    search: `${path}/search`,
    item,
    seen: saved?.version ?? 0,
    who: isPrivate ? [] : ticked('who', unique(who), preselected.who),
    record: isPrivate ? [] : ticked('record', unique(record), preselected.record),
    note: isPrivate
      ? 'The Event is marked private, and related to nobody: Salesforce allows no relations of private Events.'
      : settings?.mode === 'link'
        ? 'Another sync writes the Event; OnBehalf finds it and relates it.'
        : null,
    strangers: preview.people.flatMap(({ attendee, matches }) => (matches.length === 0 ? [attendee.address] : [])),
    words,
    searched: words === '' ? null : searchedText(words, found.length),
    cannotSearch: preview.reads
      ? null
      : 'No Salesforce user of yours is known here, so records are not named and nothing can be looked for. Ask an administrator to enter your Salesforce user.',
    button: isFollowed ? 'Save the change' : 'Save to Salesforce',
    folded: isFollowed,
    open: chosen !== undefined && chosen !== null,
    now: standing ? nowText(who, record, standing) : null
  }
}

function nowText(who: readonly Option[], record: readonly Option[], { who: person, record: thing }: Chosen): string {
  const textOf = (options: readonly Option[], value: string) =>
    options.find((option) => same(option.value, value))?.text
  const whom = person === '' || person === 'nobody' ? 'With nobody' : `With ${textOf(who, person) ?? 'somebody'}`
  return thing === 'nothing' ? `${whom}, about nothing in particular.` : `${whom}, about ${textOf(record, thing)}.`
}

const searchedText = (words: string, found: number) =>
  words.length < 2
    ? 'Write two letters at least.'
    : found === 0
      ? `Nothing that you can see in Salesforce is called “${words}”.`
      : `${found === 1 ? 'One record was' : `${found} records were`} found for “${words}”.`

const isPerson = ({ object }: SeenRecord) => object === 'Contact' || object === 'Lead'

const same = (a: string, b: string) => a.slice(0, 15) === b.slice(0, 15)

function optionOf(record: SeenRecord, address: string, index: number, of: number): Option {
  const hidden = record.name === null
  const kind = kindText[record.object]
  return {
    id: '',
    value: record.id,
    text: hidden
      ? `A ${kind.toLowerCase()} that you cannot see in Salesforce${of > 1 ? ` (${index + 1} of ${of})` : ''}`
      : record.name || record.id,
    hint: [hidden ? null : kind, record.about, address].filter(Boolean).join(' · '),
    chosen: false
  }
}

const unique = (options: readonly Option[]): Option[] =>
  [...new Map(options.toReversed().map((each) => [each.value.slice(0, 15), each])).values()].toReversed()

/** Exactly one of them; none where several would do as well. */
function ticked(name: string, options: readonly Option[], chosen: string): Option[] {
  return options.map((option, index) => ({
    ...option,
    id: index === 0 ? name : `${name}-${index}`,
    chosen: same(option.value, chosen) && chosen !== ''
  }))
}
