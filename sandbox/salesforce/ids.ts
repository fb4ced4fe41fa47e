// Salesforce record ids: 15 case-sensitive characters, or 18 with a checksum of which letters are capitals.
// Answers always carry 18; callers may send either.

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const suffixes = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'

/** One suffix character for each five of the id, its bits telling which of them are capitals. */
export function id18(id15: string): string {
  const suffix = [0, 5, 10].map((from) => {
    const capitals = [...id15.slice(from, from + 5)].map((letter) => /[A-Z]/.test(letter))
    return suffixes[capitals.reduce((sum, capital, place) => sum + (capital ? 2 ** place : 0), 0)]
  })
  return id15 + suffix.join('')
}

export const id15 = (id: string) => id.slice(0, 15)

export function isId(text: unknown): text is string {
  if (typeof text !== 'string') return false
  if (/^[a-zA-Z0-9]{15}$/.test(text)) return true
  return /^[a-zA-Z0-9]{18}$/.test(text) && id18(id15(text)) === text
}

export const sameId = (one: string, other: string) => id15(one) === id15(other)

/** The 18 characters of an id given in either length. */
export const wholeId = (id: string) => id18(id15(id))

export const prefixOf = (id: string) => id.slice(0, 3)

/** The id of the n-th record made in this sandbox; '8X' is the instance, as in the ids of the seeds. */
export function numberedId(prefix: string, number: number): string {
  let tail = ''
  for (let rest = number; rest > 0; rest = Math.floor(rest / digits.length)) tail = digits[rest % digits.length] + tail
  return id18(`${prefix}8X00001${tail.padStart(5, '0')}`)
}
