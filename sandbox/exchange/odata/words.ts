// Splitting OData text at a mark that stands outside of quotes and parentheses.

export function splitOutside(text: string, mark: string): string[] {
  const parts: string[] = []
  let depth = 0
  let quoted = false
  let from = 0
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]
    if (letter === "'") quoted = !quoted
    else if (!quoted && letter === '(') depth++
    else if (!quoted && letter === ')') depth--
    else if (!quoted && depth === 0 && letter === mark) {
      parts.push(text.slice(from, at))
      from = at + 1
    }
  }
  parts.push(text.slice(from))
  return parts.filter((part) => part.trim() !== '')
}
