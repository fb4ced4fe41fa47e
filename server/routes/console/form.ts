/** What a form sent, whatever it sent. Only fields that are asked for by name are ever read. */
export type Sent = Record<string, unknown> | null | undefined

/** One field as clean text, cut to its greatest length; '' when it is missing, repeated or not text. */
export function field(sent: Sent, name: string, atMost = 255): string {
  const value = own(sent, name)
  return typeof value === 'string' ? clean(value, atMost) : ''
}

/** A field that may be there several times, as checkboxes are; never more than `atMost`. */
export function fields(sent: Sent, name: string, atMost: number): string[] {
  const value = own(sent, name)
  const values = Array.isArray(value) ? value.slice(0, atMost) : [value]
  return values.filter((each) => typeof each === 'string').map((each) => clean(each, 255))
}

const own = (sent: Sent, name: string): unknown => (sent && Object.hasOwn(sent, name) ? sent[name] : undefined)

/** Line ends as one character, no other control characters, no marks that reverse the reading direction; NFC. */
function clean(value: string, atMost: number): string {
  const text = value
    .slice(0, atMost * 4)
    .replaceAll(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is the purpose
    .replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, ' ')
    .toWellFormed()
    .normalize('NFC')
    .trim()
  return [...text].slice(0, atMost).join('')
}

/** Problems by field, in the order in which the fields stand on the page. */
export type Problems<Field extends string = string> = Partial<Record<Field, string>>
