import type { Failure } from '../outbox/failure.ts'
import type { Answered, Unanswered } from './graph-answer.ts'

/**
 * What a write that did not succeed has done. Graph's own "no" (a JSON error with a code) is believed; a page of some
 * gateway in between says nothing about what happened behind it, and a status that is not listed is unclear.
 */
// biome-ignore format: a table
const meaning: Record<number, 'refused' | 'not now' | 'busy' | 'unclear'> = {
  400: 'refused', 403: 'refused', 404: 'refused', 405: 'refused', 410: 'refused', 413: 'refused', 415: 'refused', 422: 'refused',
  401: 'not now', 503: 'not now',
  429: 'busy',
  408: 'unclear', 409: 'unclear', 412: 'unclear', 500: 'unclear', 502: 'unclear', 504: 'unclear'
}

export function failureOf(answer: Answered | Unanswered): Failure {
  if ('failed' in answer) {
    return answer.failed === 'not sent' ? { notNow: answer.message } : { unclear: answer.message }
  }
  const why = describe(answer)
  const wait = answer.after === undefined ? {} : { after: answer.after }
  const means = answer.code === '' && answer.status !== 429 ? 'unclear' : (meaning[answer.status] ?? 'unclear')
  switch (means) {
    case 'refused':
      return { refused: why }
    case 'not now':
      return { notNow: why, ...wait }
    case 'busy':
      return { notNow: why, busy: true, ...wait }
    case 'unclear':
      return { unclear: why }
  }
}

/** A missing permission of the application and a missing right on the folder get the same code: nobody can tell which. */
const DENIED = ' (either a permission of the application or the right on this calendar is missing)'

/**
 * The same without Exchange's own sentence, which may name people and entries: of a calendar that is only asked when it is
 * free, nothing else is kept anywhere.
 */
export function inBrief(answer: Answered | Unanswered): string {
  if ('failed' in answer) return describe(answer)
  const code = /^[\w.]{1,80}$/.test(answer.code) ? answer.code : ''
  return describe({ ...answer, code, message: '' })
}

/** A 404 of Graph's own; a mailbox that cannot be found, or a page of some gateway, proves nothing. */
export const isNoSuchItem = ({ status, code }: Answered): boolean =>
  status === 404 && code.toLowerCase() === 'erroritemnotfound'

/** For the log and the console; never for an invitee. */
export function describe(answer: Answered | Unanswered): string {
  if ('failed' in answer) return `Exchange: ${answer.message}`
  const said = [answer.code, answer.message].filter(Boolean).join(': ')
  const both = answer.status === 403 && answer.code !== '' ? DENIED : ''
  return `Exchange answered ${answer.status}${said ? ` ${said}` : ''}${both}`
}
