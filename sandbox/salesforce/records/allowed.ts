// Objects that may only be looked at refuse the other verbs; a person whose profile lacks the right is told that it is hers that is missing.
import { methodNotAllowed, notEditable } from '../refusal.ts'
import type { SObject } from '../schema/object.ts'

const verbs = { createable: 'POST', updateable: 'PATCH', deletable: 'DELETE' } as const

export function allowedOn(object: SObject, doing: keyof typeof verbs): SObject {
  if (object.lacks?.includes(doing)) throw notEditable()
  if (!object[doing]) throw methodNotAllowed(verbs[doing], ['HEAD', 'GET'])
  return object
}
