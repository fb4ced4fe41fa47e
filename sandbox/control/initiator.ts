/** The line of a meeting or an Event that says who offered it, as it stands in the text; undefined when there is none. */
export function initiatorLine(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined
  const plain = text
    .replace(/<(br|\/p|\/div|\/li|\/tr)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&')
  return /Offered by [^\n\r]{1,200}/.exec(plain)?.[0].trim()
}
