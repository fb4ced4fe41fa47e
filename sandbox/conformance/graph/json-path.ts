// The subset of JSONPath that the cases use: .name  ['name']  [n]  [*]  [?(@.a.b=='x')]  [?(@.a)].

export type Found = { values: unknown[]; every: boolean }

type Step = { name: string } | { index: number } | { all: true } | { where: string[]; equals?: string }

/** With [*] there is a value for every element; otherwise one value, undefined when nothing is there. */
export function find(root: unknown, path: string): Found {
  let values = [root]
  let every = false
  for (const step of stepsOf(path)) {
    if ('all' in step) every = true
    values = values.flatMap((value) => take(value, step))
  }
  return { values, every }
}

export const findOne = (root: unknown, path: string): unknown => find(root, path).values[0]

const form =
  /\.([\w@$-]+(?:\.[\w]+(?==))?)|\['([^']+)'\]|\[(\d+)\]|(\[\*\])|\[\?\(@((?:\.[\w-]+|\['[^']+'\])+)\s*(?:==\s*(?:'([^']*)'|(true|false|null|-?\d+(?:\.\d+)?)))?\)\]/y

function stepsOf(path: string): Step[] {
  const steps: Step[] = []
  form.lastIndex = path.startsWith('$') ? 1 : 0
  while (form.lastIndex < path.length) {
    const from = form.lastIndex
    const found = form.exec(path)
    if (!found) throw new Error(`"${path}" cannot be read from "${path.slice(from)}".`)
    const [, dotted, quoted, index, all, where, text, literal] = found
    const equals = text ?? literal
    if (where) steps.push({ where: namesIn(where), ...(equals === undefined ? {} : { equals }) })
    else if (all) steps.push({ all: true })
    else if (index) steps.push({ index: Number(index) })
    else steps.push({ name: dotted ?? quoted ?? '' })
  }
  return steps
}

const namesIn = (text: string): string[] =>
  [...text.matchAll(/\.([\w-]+)|\['([^']+)'\]/g)].map(([, dotted, quoted]) => dotted ?? quoted ?? '')

function take(value: unknown, step: Step): unknown[] {
  if ('all' in step) return Array.isArray(value) ? value : []
  if ('index' in step) return [Array.isArray(value) ? value[step.index] : undefined]
  if ('name' in step) return [member(value, step.name)]
  const fits = (one: unknown) => {
    const found = step.where.reduce(member, one)
    return step.equals === undefined ? found !== undefined : String(found).toLowerCase() === step.equals.toLowerCase()
  }
  return [Array.isArray(value) ? value.find(fits) : undefined]
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}
