// If-Match: a change that names the version it was made from is refused when there is a newer one.
import type { Call } from './call.ts'
import { changeKey } from './ids.ts'
import type { ItemView } from './item-view.ts'
import { refuse } from './refusal.ts'

export const etagOf = ({ viewer, kept }: ItemView): string =>
  `W/"${changeKey(viewer.number, kept.serial, kept.change)}"`

export function insistOnUnchanged({ headers }: Call, view: ItemView) {
  const expected = headers['if-match']
  if (!expected || expected === '*') return
  if (expected === etagOf(view)) return
  throw refuse(
    412,
    'ErrorIrresolvableConflict',
    'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.'
  )
}
