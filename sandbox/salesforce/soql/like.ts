// LIKE: % is any text, _ any one character, a backslash takes the next character as it is. Compared without case and
// character by character: text of users never becomes a regular expression.

type Part = { one?: string; any?: 'one' | 'many' }

export function isLike(value: string, pattern: string): boolean {
  return matches([...value.toLowerCase()], 0, partsOf(pattern), 0)
}

function partsOf(pattern: string): Part[] {
  const parts: Part[] = []
  const characters = [...pattern.toLowerCase()]
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at]
    if (character === '\\') parts.push({ one: characters[++at] ?? '\\' })
    else if (character === '%') parts.push({ any: 'many' })
    else if (character === '_') parts.push({ any: 'one' })
    else parts.push({ one: character ?? '' })
  }
  return parts
}

/** Goes back only to the last %, so that a hostile pattern costs no more than length times length. */
function matches(text: string[], from: number, parts: Part[], begin: number): boolean {
  let at = from
  let part = begin
  let star = -1
  let mark = 0
  while (at < text.length) {
    const wanted = parts[part]
    if (wanted?.any === 'many') {
      star = part++
      mark = at
    } else if (wanted && (wanted.any === 'one' || wanted.one === text[at])) {
      part += 1
      at += 1
    } else if (star >= 0) {
      part = star + 1
      at = ++mark
    } else {
      return false
    }
  }
  while (parts[part]?.any === 'many') part += 1
  return part === parts.length
}
