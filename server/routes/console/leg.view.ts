import type { Leg } from '../../../src/activities/leg.ts'
import { mayBeRecreated, mayBeTried, mayEnd } from '../../../src/activities/leg-acts.ts'
import { changedThereText, legState } from '../../wording/legs.ts'
import { type ToldOutcome, tellOutcome } from '../../wording/outcomes.ts'
import type { Reader } from '../../wording/when.ts'

/** A leg as a person finds it who looks after it: how it stands, why, and what she can do. */
export type LegView = {
  key: string
  state: { text: string; tone: 'good' | 'wait' | 'stop' | 'over' }
  /** What happened, what to do, what happens next; null where nothing is in the way. */
  told: Pick<ToldOutcome, 'sentence' | 'remedy' | 'next'> | null
  notes: string[]
  /** What Salesforce said, line by line. */
  evidence: readonly string[]
  /** It is what somebody has to be shown. */
  evidenceFirst: boolean
  /** The Event in Salesforce; null where there is none, or where Salesforce is to be found is not known. */
  record: string | null
  choice: { action: string; address: string; candidates: CandidateView[] } | null
  tryAgain: { action: string; button: string } | null
  recreate: string | null
  /** One click, where the state says why. */
  stop: string | null
  giveUp: { action: string; summary: string; meaning: string } | null
  /** Where the reader may look and not act: why. */
  cannot: string | null
}

export type CandidateView = { who: string; name: string; about: string; href: string | null }

export type LegGiven = {
  organizer: { name: string; salesforceUsername: string | null }
  /** null: she may act. */
  refusal: string | null
  /** Where Salesforce is to be found. */
  origin: string | null
  /** Whose address several people have. */
  address: string | null
}

export function legView(leg: Leg, { organizer, refusal, origin, address }: LegGiven, reader: Reader): LegView {
  const { key, state, outcome, written } = leg
  const path = `/console/activities/${key}`
  const { text, tone } = legState(leg, organizer, reader)
  const told =
    outcome && isOpen(leg)
      ? tellOutcome(outcome, { organizer: organizer.name, username: organizer.salesforceUsername })
      : null
  const changed = changedThereText(leg, reader)
  const pageOf = (id: string | null | undefined) => (origin && id ? `${origin}/${id}` : null)
  const may = refusal === null
  const recreates = mayBeRecreated(leg)
  return {
    key,
    state: { text, tone },
    told,
    // of an earlier write, while something else is in the way
    notes: told || state === 'review' ? [] : [...(changed ? [changed] : []), ...leg.notes],
    evidence: told ? told.evidence : [],
    evidenceFirst: told?.code === 'sf_rejected',
    record: state === 'taken out' ? null : pageOf(written?.recordId),
    choice:
      state === 'review' && may
        ? {
            action: `${path}/choice`,
            address: address ?? '',
            candidates: leg.candidates.map(({ id, kind, name, company }) => ({
              who: id,
              name: name || id,
              about: [kind === 'contact' ? 'Contact' : 'Lead', company].filter(Boolean).join(', '),
              href: pageOf(id)
            }))
          }
        : null,
    tryAgain:
      may && !recreates && mayBeTried.includes(state) && !(state === 'waiting' && (!outcome || leg.dueAt <= reader.now))
        ? { action: `${path}/attempts`, button: tryAgainButton(leg) }
        : null,
    recreate: may && recreates ? `${path}/recreation` : null,
    stop: may && state === 'removed there' ? `${path}/abandonment` : null,
    giveUp:
      may && mayEnd.includes(state) && state !== 'removed there' && state !== 'withheld'
        ? { action: `${path}/abandonment`, ...givingUp(leg) }
        : null,
    cannot: isOpen(leg) ? refusal : null
  }
}

const isOpen = ({ state }: Leg) =>
  state === 'waiting' || state === 'review' || state === 'parked' || state === 'removed there'

const tryAgainButton = ({ state }: Leg) =>
  state === 'given up' ? 'Write it after all' : state === 'withheld' ? 'Look again' : 'Try again now'

const givingUp = ({ written }: Leg) =>
  written
    ? {
        summary: 'Write nothing more',
        meaning:
          'The Event in Salesforce stays as it is, whatever happens to the meeting. The meeting itself stays, too.'
      }
    : {
        summary: 'Give it up',
        meaning: 'No Event is written about this meeting. The meeting itself stays in the calendar.'
      }
