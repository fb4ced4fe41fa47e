// What the outbox's messages do, the worker that delivers them, and the waiting of those who want to know what came of it.
import type { Logger } from 'pino'
import { letRequestLapse } from '../../src/bookings/approve.ts'
import type { BookingId } from '../../src/bookings/booking.ts'
import { cancelMeeting } from '../../src/bookings/cancel-meeting.ts'
import { createMeeting, removeMeeting } from '../../src/bookings/create-meeting.ts'
import { moveMeeting } from '../../src/bookings/move-meeting.ts'
import { removeTwins } from '../../src/bookings/remove-twins.ts'
import { tellingChanges } from '../../src/bookings/telling-changes.ts'
import type { AuthorityNeeds } from '../../src/delegates/authority.ts'
import type { Graph } from '../../src/exchange/graph-client.ts'
import { meetings } from '../../src/exchange/meetings.ts'
import { type DeliverNeeds, deliverDue, deliverNow, type Handlers } from '../../src/outbox/deliver.ts'
import type { Message } from '../../src/outbox/message.ts'
import type { PersonId } from '../../src/people/person.ts'
import type { Storage } from '../../src/storage/database.ts'
import type { Config } from '../config.ts'
import { politeWaiting } from '../polite-wait.ts'
import { startWorkerLoop } from '../worker-loop.ts'

type Given = {
  config: Config
  log: Logger
  storage: Storage
  graph: Graph
  authority: AuthorityNeeds
  /** What was read of this person's calendar is old. */
  forget(person: PersonId): void
  /** Messages that have nothing to do with meetings. */
  others: Pick<Handlers, 'ask for approval' | 'tell people' | 'write activity'>
}

export function composeMeetings({ config, log, storage, graph, authority, forget, others }: Given) {
  const { bookings, links, organizers, outbox } = storage
  const needs = {
    ...authority,
    ...{ bookings, links, organizers, outbox },
    settles: config.meetingSettles,
    meetings: tellingChanges(meetings(graph), forget)
  }
  const delivery: DeliverNeeds = {
    outbox,
    handlers: {
      ...others,
      'create meeting': (taken, isAwaited) => createMeeting(taken, needs, isAwaited),
      'keep one meeting': (taken) => removeTwins(taken, needs),
      'remove meeting': (taken) => removeMeeting(taken, needs),
      'move meeting': (taken, isAwaited) => moveMeeting(taken, needs, isAwaited),
      'cancel meeting': (taken) => cancelMeeting(taken, needs),
      'let request lapse': (taken) => letRequestLapse(taken, needs)
    },
    clock: authority.clock,
    random: Math.random,
    report: ({ kind, bookingId, attempt }, outcome, err) =>
      log.warn({ kind, bookingId, attempt, outcome, err }, 'not delivered')
  }
  const waiting = politeWaiting()
  const worker = config.worker
    ? startWorkerLoop(
        (limit) => deliverDue(limit, delivery),
        (err) => log.error({ err }, 'the outbox could not be read')
      )
    : undefined
  const ringWorker = () => worker?.ring()

  return {
    services: {
      ringWorker,
      async deliverMeeting(id: BookingId, kind: Message['kind'], lease?: string) {
        await waiting.wait((isAwaited) => deliverNow(id, kind, delivery, isAwaited, lease))
        ringWorker()
      },
      waitUntil: waiting.until,
      settles: config.meetingSettles
    },
    hurry: waiting.close,
    stop: async () => worker?.stop()
  }
}
