// Invitations of others, and the worker that gives the answers which did not get through at once.
import type { Logger } from 'pino'
import type { AuthorityNeeds } from '../../src/delegates/authority.ts'
import type { Graph } from '../../src/exchange/graph-client.ts'
import { invitations } from '../../src/exchange/invitations.ts'
import { type DeliverAnswerNeeds, deliverAnswers } from '../../src/invitations/deliver-answer.ts'
import type { PersonId } from '../../src/people/person.ts'
import type { Storage } from '../../src/storage/database.ts'
import { SECOND } from '../../src/time/instant.ts'
import type { Config } from '../config.ts'
import { startWorkerLoop } from '../worker-loop.ts'

const ANSWERS_POLL = 2 * SECOND

type Given = {
  config: Config
  log: Logger
  storage: Storage
  graph: Graph
  authority: AuthorityNeeds
  /** What was read of this person's calendar is old. */
  forget(person: PersonId): void
}

export function composeInvitations({ config, log, storage, graph, authority, forget }: Given) {
  const answering: DeliverAnswerNeeds = {
    ...authority,
    answers: storage.invitationAnswers,
    invitations: invitations(graph),
    organizers: storage.organizers,
    random: Math.random,
    ...(config.meetingSettles === undefined ? {} : { settles: config.meetingSettles }),
    changed: forget,
    report: ({ id, organizer, attempt }, problem, err) =>
      log.warn({ answer: id, organizer, attempt, problem, err }, 'an answer to an invitation was not given')
  }
  const loop = config.worker
    ? startWorkerLoop(
        (limit) => deliverAnswers(limit, answering),
        (err) => log.error({ err }, 'answers to invitations could not be looked after'),
        ANSWERS_POLL
      )
    : undefined
  return { answering, stop: async () => loop?.stop() }
}
