/**
 * A number that stands for this very object, to be put into a text that says what something was made of. Only for what is
 * never changed in place: then the same number means the same content.
 */
export function numberOf(object: object): number {
  const known = numbers.get(object)
  if (known !== undefined) return known
  numbers.set(object, ++counted)
  return counted
}

const numbers = new WeakMap<object, number>()
let counted = 0
