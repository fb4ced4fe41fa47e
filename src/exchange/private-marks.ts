// learn.microsoft.com/graph/api/event-update
import type { PrivateMarks } from '../delegates/private-marks.ts'
import type { Graph } from './graph-client.ts'
import { inBrief } from './graph-errors.ts'
import { mailboxOf, path } from './graph-path.ts'

/** ADAPTER for delegates/private-marks.ts. Setting what is set already changes nothing, so a repeat does no harm. */
export const privateMarks = (graph: Graph): PrivateMarks => ({
  async clear(organizer, item) {
    const mailbox = mailboxOf(organizer)
    const answer = await graph.ask({
      method: 'PATCH',
      path: path`/users/${mailbox}/calendar/events/${item}`,
      mailbox,
      body: { sensitivity: 'normal' }
    })
    if (!('failed' in answer) && answer.status === 200) return 'cleared'
    return !('failed' in answer) && answer.status === 404 && answer.code !== '' ? 'gone' : { unknown: inBrief(answer) }
  }
})
