// How a control answers: to a test in JSON, to a form with the way back to the page.
import type { Answered, Asked } from '../face.ts'
import { html } from '../html.ts'
import { page } from '../page.ts'
import { isForm } from './fields.ts'

/** `problem` is a sentence for whoever sent this. */
export type Outcome = { done: unknown } | { problem: string }

export function report(asked: Asked, outcome: Outcome): Answered {
  const toBrowser = isForm(asked) && !(asked.headers.accept ?? '').includes('application/json')
  if ('problem' in outcome) {
    if (!toBrowser) return { status: 400, body: { error: outcome.problem } }
    return page(
      'That did not work',
      html`<h1>That did not work</h1><p>${outcome.problem}</p><p><a href="/_sandbox">Back</a></p>`,
      400
    )
  }
  if (toBrowser) return { status: 303, headers: { location: '/_sandbox' } }
  return outcome.done === undefined ? { status: 204 } : { status: 200, body: outcome.done }
}
