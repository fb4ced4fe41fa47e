/**
 * What a person is called within a sentence: "Olga" for "Olga Okafor". A directory spells names in many ways, so whatever
 * is not plainly first name and last name stays whole.
 */
export function calledBy(name: string): string {
  const [first = '', ...rest] = name.trim().split(/\s+/)
  return rest.length > 0 && /^\p{L}[\p{L}\p{M}'’-]+$/u.test(first) ? first : name.trim()
}

/** "Olga's" */
export const possessive = (name: string) => `${name}'s`

/** Two letters for a picture that we do not have: "OO". */
export function initials(name: string): string {
  const letters = name.split(/[\s-]+/).flatMap((word) => word.match(/^\p{L}/u) ?? [])
  return [letters[0], letters.length > 1 ? letters.at(-1) : undefined].join('').toUpperCase()
}
