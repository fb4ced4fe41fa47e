import type { Person, PersonId } from '../people/person.ts'
import { type Clock, type Instant, MINUTE, SECOND } from '../time/instant.ts'
import { overlap, type Span, same } from '../time/span.ts'
import type { EverybodysBusyTimes, Reading } from './busy-time.ts'

/** How old an answer may be that is shown as it is; a booking is never decided on it. A page that was made of it may be shown for a second more. */
export const SHOWN_FOR = 29 * SECOND

/** How old an answer may be that is shown, and marked as old, while Exchange gives no newer one. */
export const SHOWN_STALE_FOR = 10 * MINUTE

/** How long a page waits for Exchange while it has an older answer that may be shown. */
export const PATIENCE = 2 * SECOND

/**
 * What did not come in so long is not waited for twice by the same person: who hears that nothing was booked has waited for it
 * once, and no connection lasts for ever. For as long after it a page waits no longer than its patience.
 */
const IN_VAIN = 5 * SECOND

/** What is remembered stays bounded: questions for each organizer (answered, and others), the newest first, and organizers. */
const QUESTIONS_AT_MOST = 6
const ORGANIZERS_AT_MOST = 500

/** One question that was put to Exchange, about these people and this span. */
type Question = {
  at: Instant
  span: Span
  people: ReadonlySet<PersonId>
  answers: Promise<Map<PersonId, Reading>>
  /** The answers, once they are there. */
  said?: Map<PersonId, Reading>
  /** When it came to nothing, having been waited for in vain. */
  failedAt?: Instant
  /** We have changed one of these calendars since. */
  outdated: boolean
}

/**
 * The same port with at most one question in flight for each organizer and span; a longer span answers for a shorter one.
 * Whoever wants it fresh while one is under way shares the next one: two hundred people in the same second ask twice, not
 * two hundred times. `forget` is called when a calendar was changed by our own hand.
 */
export function recentBusyTimes(
  busyTimes: EverybodysBusyTimes,
  clock: Clock,
  { wait = sleeping, learned = () => {} }: { wait?(milliseconds: number): Promise<void>; learned?(): void } = {}
): EverybodysBusyTimes & { forget(person: PersonId): void } {
  const asked = new Map<PersonId, Question[]>()
  const next = new Map<string, Promise<Map<PersonId, Reading>>>()

  return {
    async read(organizer, span, freshness) {
      const [reading] = (await readAll([organizer], span, freshness)).values()
      return reading ?? { unknown: 'no answer for this calendar' }
    },
    readAll,
    forget(person) {
      for (const questions of asked.values())
        for (const question of questions) if (question.people.has(person)) question.outdated = true
      learned()
    }
  }

  async function readAll(people: readonly Person[], span: Span, freshness: 'fresh' | 'recent') {
    const readings = await (freshness === 'fresh' ? readFresh(people, span) : readRecent(people, span))
    return new Map(people.map(({ id }) => [id, readings.get(id) ?? { unknown: 'no answer for this calendar' }]))
  }

  async function readFresh(people: readonly Person[], span: Span): Promise<Map<PersonId, Reading>> {
    const underWay = questionsOf(people).find(
      (question) => !question.said && covers(question.span, span) && people.every(({ id }) => question.people.has(id))
    )
    if (!underWay) return ask(people, span).answers

    const key = `${people.map(({ id }) => id)} ${span.start} ${span.end}`
    const askNext = () => {
      next.delete(key)
      return ask(people, span).answers
    }
    const shared = next.get(key) ?? underWay.answers.then(askNext, askNext)
    next.set(key, shared)
    return shared
  }

  async function readRecent(people: readonly Person[], span: Span): Promise<Map<PersonId, Reading>> {
    const found = new Map(people.map(({ id }) => [id, questionsOf(people).find((each) => isRecent(each, id, span))]))
    const missing = people.filter(({ id }) => !found.get(id))
    const question = missing.length > 0 ? ask(withFirst(people, missing), span) : undefined
    const readings = people.map(async ({ id }): Promise<[PersonId, Reading]> => {
      const from = found.get(id) ?? question
      const silent = 'Exchange has not answered yet'
      const late =
        from && !from.said && (stale(people, id, span, silent) ?? (waitedInVain(people) && { unknown: silent }))
      if (late && (await Promise.race([from.answers, wait(PATIENCE)])) === undefined) return [id, late]
      const reading = (await from?.answers)?.get(id) ?? { unknown: 'no answer for this calendar' }
      if ('unknown' in reading) return [id, stale(people, id, span, reading.unknown) ?? reading]
      return [id, from ? cut(reading, from.span, span) : reading]
    })
    return new Map(await Promise.all(readings))
  }

  function ask(people: readonly Person[], span: Span): Question {
    const question: Question = {
      at: clock(),
      span,
      people: new Set(people.map(({ id }) => id)),
      answers: busyTimes.readAll(people, span, 'fresh').then(
        (readings) => {
          question.said = readings
          const now = clock()
          if (now - question.at >= IN_VAIN && ![...readings.values()].every(isKnown)) question.failedAt = now
          learned()
          return readings
        },
        (fault) => {
          question.said = new Map() // a fault of ours is told to whoever asked, and kept for nobody
          learned()
          throw fault
        }
      ),
      outdated: false
    }
    remember(people, question)
    learned()
    return question
  }

  function remember(people: readonly Person[], question: Question) {
    const organizer = people[0]?.id ?? ''
    const others = questionsOf(people).filter(({ at }) => question.at - at <= SHOWN_STALE_FOR)
    asked.delete(organizer) // and back at the end: the first in the map is the one that nobody has asked about for longest
    asked.set(organizer, bounded([question, ...others]))
    if (asked.size > ORGANIZERS_AT_MOST) for (const first of [...asked.keys()].slice(0, 1)) asked.delete(first)
  }

  function questionsOf(people: readonly Person[]): Question[] {
    return asked.get(people[0]?.id ?? '') ?? []
  }

  function isRecent(question: Question, id: PersonId, span: Span): boolean {
    if (question.outdated || clock() - question.at >= SHOWN_FOR) return false
    if (!question.people.has(id) || !covers(question.span, span)) return false
    return !question.said || isKnown(question.said.get(id)) // a failure is not worth showing again
  }

  function waitedInVain(people: readonly Person[]): boolean {
    return questionsOf(people).some(({ failedAt }) => failedAt !== undefined && clock() - failedAt < IN_VAIN)
  }

  /** The newest good answer that is not too old, with the reason why there is none newer. */
  function stale(people: readonly Person[], id: PersonId, span: Span, why: string): Reading | undefined {
    for (const question of questionsOf(people)) {
      const reading = question.said?.get(id)
      if (!isKnown(reading) || !covers(question.span, span)) continue
      if (clock() - reading.readAt > SHOWN_STALE_FOR) continue
      return { ...cut(reading, question.span, span), stale: why }
    }
    return undefined
  }
}

/** Those without a good answer are counted apart: while Exchange is silent they must not push out the last good one. */
function bounded(questions: readonly Question[]): Question[] {
  let good = 0
  let others = 0
  return questions.filter((each) => (isGood(each) ? ++good : ++others) <= QUESTIONS_AT_MOST)
}

const isGood = ({ said }: Question) => said !== undefined && said.size > 0 && [...said.values()].every(isKnown)

const sleeping = (milliseconds: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, milliseconds).unref()
  })

type Known = Exclude<Reading, { unknown: string }>

const isKnown = (reading: Reading | undefined): reading is Known => reading !== undefined && 'items' in reading

const covers = (wide: Span, span: Span) => wide.start <= span.start && span.end <= wide.end

/** The same part of the same answer is the same list again: who has made something of it sees that nothing is new. */
function cut(reading: Known, had: Span, span: Span): Known {
  if (same(had, span)) return reading
  const last = cuts.get(reading)
  if (last && same(last.span, span)) return last.part
  const part = { ...reading, items: reading.items.filter((item) => overlap(item, span)) }
  cuts.set(reading, { span, part })
  return part
}

const cuts = new WeakMap<Known, { span: Span; part: Known }>()

/** Whoever is asked about, the organizer comes first: it is her mailbox that asks. */
const withFirst = (people: readonly Person[], some: readonly Person[]): readonly Person[] =>
  people[0] && some[0] !== people[0] ? [people[0], ...some] : some
