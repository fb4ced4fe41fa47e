// singleValueExtendedProperties: accepted with an event, never shown unless $expand asks, found with $filter. The name
// inside an id is case-sensitive, a value is compared without case.
import type { ExtendedProperty, Item } from './mailbox.ts'
import { failedValidation, refuse } from './refusal.ts'

const form =
  /^(String|StringArray|Integer|Boolean|Double|SystemTime|CLSID|Binary|Long|Short|Float|Currency)\s+(\{[0-9a-f-]{36}\}\s+(Name\s+\S.*|Id\s+0x[0-9a-f]+)|0x[0-9a-f]{1,8})$/i

export function readExtendedProperties(item: Item, given: unknown) {
  if (!Array.isArray(given)) throw failedValidation()
  for (const { id, value } of given as Partial<ExtendedProperty>[]) {
    if (!id || !form.test(id))
      throw refuse(400, 'ErrorInvalidProperty', `The extended property id '${id}' is not valid.`)
    const others = (item.extendedProperties ?? []).filter((one) => !isProperty(one, id))
    // Null takes the property away.
    item.extendedProperties = value === null || value === undefined ? others : [...others, { id, value: String(value) }]
  }
}

export const namesProperty = (text: string): boolean => form.test(text)

export const isProperty = ({ id }: ExtendedProperty, wanted: string): boolean => canonical(id) === canonical(wanted)

/** Type and set of an id in any case and with any space; its name exactly. */
function canonical(id: string): string {
  const [, before = '', name = ''] = /^(.*?)(\s+Name\s+.*)?$/i.exec(id) ?? []
  return before.toLowerCase().replace(/\s+/g, ' ') + name.replace(/^\s+name\s+/i, ' Name ')
}
