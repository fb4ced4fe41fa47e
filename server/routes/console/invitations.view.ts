import type { SeenEntry } from '../../../src/delegates/see-week.ts'
import { signature } from '../../../src/invitations/answer-invitation.ts'
import type { KeptAnswer } from '../../../src/invitations/given-answer.ts'
import { type Answer, answers } from '../../../src/invitations/invitation.ts'
import { LOOKED_AHEAD, type Waiting, type WaitingInvitation } from '../../../src/invitations/waiting-invitations.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import type { Person } from '../../../src/people/person.ts'
import { DAY, type Instant } from '../../../src/time/instant.ts'
import type { Span } from '../../../src/time/span.ts'
import type { Zone } from '../../../src/time/zones.ts'
import { answerButtons, answeredNotice, answerWords } from '../../wording/invitations.ts'
import type { StateWords } from '../../wording/link-state.ts'
import { dayText, isoText, type Reader, shortDayText, shortWhen, spanText, zoneText } from '../../wording/when.ts'
import { organizerPath, type Page } from './desk.ts'
import { utc } from './organizer.view.ts'
import { counted } from './words.ts'

/** So many of the entries that are in the way are named. */
const NAMED_AT_MOST = 5

type Row = {
  id: string
  at: string
  form: string
  title: string
  from: { name: string; address: string }
  when: string
  iso: string
  repeats: string | null
  place: string
  private: boolean
  tentative: boolean
  wantsAnswer: boolean
  before: string
  times: string
  inTheWay: { lead: string; others: string[]; more: string | null } | null
  buttons: { answer: Answer; text: string; quiet: boolean }[]
}

type LateRow = {
  title: string
  when: string
  iso: string
  state: StateWords
  by: string
  at: string
  atIso: string
}

export type InvitationsView = Page & {
  organizer: string
  back: string
  action: string
  zone: string
  notice: { tone: 'good' | 'wait'; lead: string; text: string } | null
  delivery: string | null
  unread: boolean
  ahead: string
  rows: Row[]
  hidden: string | null
  lately: LateRow[]
  /** What the sender reads below the comment; '' where the organizer answers herself. */
  signature: string
}

type Known = {
  organizer: Organizer
  actor: Person
  zone: Zone | undefined
  now: Instant
  waiting: Waiting | { unknown: string }
  /** On their way, or of the last days; newest first. */
  lately: readonly KeptAnswer[]
  answered: KeptAnswer | undefined
  /** Why nothing came of the answer that was just sent. */
  problem: string | null
  delivery: string | null
  formFor(item: string): string
}

export function invitationsView(known: Known): InvitationsView {
  const { organizer, actor, waiting, now } = known
  const reader: Reader = { zone: known.zone ?? utc, now }
  const path = organizerPath(organizer)
  const underway = new Set(known.lately.filter(({ state }) => state === 'wanted').map(({ item }) => item))
  const hidden = 'hidden' in waiting ? waiting.hidden : 0
  return {
    title: `Invitations to ${organizer.name}`,
    here: null,
    organizer: organizer.name,
    back: path,
    action: `${path}/invitations/answers`,
    zone: zoneText(reader.zone),
    notice: known.problem
      ? { tone: 'wait', lead: 'Nothing was sent.', text: known.problem }
      : known.answered
        ? answeredNotice(known.answered, organizer.name)
        : null,
    delivery: known.delivery,
    unread: 'unknown' in waiting,
    ahead: `${Math.round(LOOKED_AHEAD / DAY)} days`,
    rows:
      'unknown' in waiting
        ? []
        : waiting.invitations
            .filter(({ id }) => !underway.has(id))
            .map((invitation, index) => rowOf(invitation, index, reader, known.formFor)),
    hidden:
      hidden === 0
        ? null
        : `${counted(hidden, 'private invitation')} ${hidden === 1 ? 'waits' : 'wait'}, too. Only ${organizer.name} and delegates who may see private items can answer ${hidden === 1 ? 'it' : 'them'}.`,
    lately: known.lately.map((answer) => lateRow(answer, reader)),
    signature: signature(actor, organizer)
  }
}

function rowOf(invitation: WaitingInvitation, index: number, reader: Reader, formFor: Known['formFor']): Row {
  const { id, occurrences, series, allDay, response, title, from, place, wantsAnswer, times } = invitation
  const [next = { start: reader.now, end: reader.now }] = occurrences
  const tentative = response === 'tentative'
  return {
    ...{ id, from, place, wantsAnswer, times, tentative, private: invitation.private },
    at: `invitation-${index}`,
    form: formFor(id),
    title: title || '(no title)',
    when: whenText(next, allDay, reader),
    iso: isoText(next.start),
    repeats: series ? repeatsText(occurrences.length) : null,
    before: response,
    inTheWay: inTheWayText(invitation, reader),
    buttons: answers
      .filter((answer) => answer !== 'tentative' || !tentative)
      .map((answer) => ({ answer, text: answerButtons[answer], quiet: answer !== 'accept' }))
  }
}

/** A day whole, or from when to when. */
function whenText(span: Span, allDay: boolean, reader: Reader): string {
  if (!allDay) return `${dayText(span.start, reader)}, ${spanText(span, reader)}`
  const [first, last] = [dayText(span.start, reader), dayText(span.end - 1, reader)]
  return first === last ? `${first}, all day` : `${first} to ${last}, all day`
}

const repeatsText = (times: number) =>
  times === 1
    ? 'A series; this is the only time of it in the next half year. The answer is for the whole series.'
    : `A series: ${times} times in the next half year, the next one is this. The answer is for the whole series.`

function inTheWayText({ inTheWay, series, occurrences }: WaitingInvitation, reader: Reader): Row['inTheWay'] {
  const { others, times } = inTheWay
  if (others.length === 0) return null
  const named = others.slice(0, NAMED_AT_MOST)
  return {
    lead: series && occurrences.length > 1 ? `In the way at ${times} of ${occurrences.length} times:` : 'In the way:',
    others: named.map((entry) => entryText(entry, series, reader)),
    more: others.length > named.length ? `and ${others.length - named.length} more` : null
  }
}

function entryText(entry: SeenEntry, withDay: boolean, reader: Reader): string {
  const { title, status, allDay } = entry
  const name = title === 'private' || title === 'hidden' ? 'Private appointment' : title.text || '(no title)'
  const day = withDay ? `${shortDayText(entry.start, reader)}, ` : ''
  const time = allDay ? 'all day' : spanText(entry, reader)
  return `${name}, ${day}${time}${status === 'tentative' ? ' (tentative)' : ''}`
}

function lateRow(answer: KeptAnswer, reader: Reader): LateRow {
  return {
    title: answer.title || 'Private appointment',
    when: shortWhen(answer.start, reader),
    iso: isoText(answer.start),
    state: answerWords(answer),
    by: answer.actor.name,
    at: shortWhen(answer.state === 'wanted' ? answer.at : answer.since, reader),
    atIso: isoText(answer.since)
  }
}
