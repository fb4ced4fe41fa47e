import type { Leg } from '../../../src/activities/leg.ts'
import type { NotDone } from '../../../src/activities/leg-acts.ts'
import { tellOutcome } from '../../wording/outcomes.ts'
import { field } from './form.ts'

/** Pages on which an activity can be acted on, by what their forms call them. Others go to the page of the meeting. */
export const backPaths: Record<string, string> = {
  activities: '/console/activities',
  outbox: '/console/outbox'
}

const dids = ['chosen', 'tried', 'recreated', 'ended', 'moved-on', 'not-among', 'not-connected', 'no-reason'] as const

/** What the last click came to, as the address of the next page tells it. */
export type Did = (typeof dids)[number]

export const didOf: Record<NotDone | 'no reason', Did> = {
  'no such activity': 'moved-on',
  'moved on': 'moved-on',
  'not among those who fit': 'not-among',
  organizer_sync_disabled: 'not-connected',
  'no reason': 'no-reason'
}

/** Which leg was acted on, and how; null: none was. */
export function saidIn(query: Record<string, unknown>): { key: string; did: Did } | null {
  const key = field(query, 'leg', 64)
  const did = dids.find((each) => each === field(query, 'did', 16))
  return key && did ? { key, did } : null
}

export type LegSaid = { text: string; more: string; tone: 'good' | 'wait' | 'stop' }

/** What came of it, by how the activity stands now: a click that was not enough says so. */
export function legSaid(did: Did, leg: Leg, organizer: { name: string; salesforceUsername: string | null }): LegSaid {
  switch (did) {
    case 'moved-on':
      return {
        text: 'It had moved on.',
        more: 'Somebody else, or OnBehalf itself, was faster than your click. Nothing was done twice; this is how it stands now.',
        tone: 'wait'
      }
    case 'not-among':
      return { text: 'Nobody was chosen.', more: 'Choose one of those who are listed, or none of them.', tone: 'stop' }
    case 'no-reason':
      return {
        text: 'Say why in a few words.',
        more: 'Whoever asks later reads it. Nothing was changed.',
        tone: 'stop'
      }
    case 'not-connected': {
      const username = organizer.salesforceUsername ?? ''
      const told = tellOutcome({ code: 'organizer_sync_disabled', username, said: '' }, { organizer: organizer.name })
      return { text: told.sentence, more: `${told.remedy} ${told.next}`, tone: 'stop' }
    }
    case 'ended':
      return { text: 'Nothing more is written about it.', more: 'Your name is kept with it.', tone: 'good' }
    default:
      return afterwards(leg, organizer.name)
  }
}

function afterwards({ state, outcome }: Leg, organizer: string): LegSaid {
  switch (state) {
    case 'written':
      return { text: 'It is in Salesforce now.', more: '', tone: 'good' }
    case 'taken out':
      return { text: 'It is taken out of Salesforce.', more: '', tone: 'good' }
    case 'withheld':
      return { text: 'It is not written.', more: 'A setting says so: see below.', tone: 'wait' }
    case 'review':
      return { text: 'Several people fit now.', more: 'Choose who it is.', tone: 'stop' }
    case 'waiting':
      return outcome
        ? { text: 'It was tried, and waits again.', more: tellOutcome(outcome, { organizer }).sentence, tone: 'wait' }
        : { text: 'It is on its way.', more: 'Reload the page in a moment to see what came of it.', tone: 'wait' }
    default:
      return {
        text: 'It was tried, and stopped again.',
        more: outcome ? tellOutcome(outcome, { organizer }).sentence : '',
        tone: 'stop'
      }
  }
}
