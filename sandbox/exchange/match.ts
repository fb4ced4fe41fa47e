// Paths of Graph. Names are matched without case, an action may carry its namespace (microsoft.graph.getSchedule), and a
// key stands behind a slash or in parentheses: users/x and users('x') are the same.

export type Caught = Record<string, string>

export function segmentsOf(path: string): string[] {
  return path
    .split('/')
    .filter((segment) => segment !== '')
    .flatMap((segment) => {
      const [, name, key] = /^(\w+)\('((?:[^']|'')*)'\)$/.exec(decode(segment)) ?? []
      return name && key !== undefined ? [name, key.replaceAll("''", "'")] : [decode(segment)]
    })
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/** What the names with a colon caught, or undefined when the path is another. */
export function match(pattern: string[], segments: string[]): Caught | undefined {
  if (pattern.length !== segments.length) return undefined
  const caught: Caught = {}
  for (const [at, part] of pattern.entries()) {
    const segment = segments[at] ?? ''
    if (part.startsWith(':')) caught[part.slice(1)] = segment
    else if (part.endsWith('(')) {
      if (!segment.toLowerCase().startsWith(part)) return undefined
      caught.key = segment.slice(part.length, -1)
    } else if (
      segment
        .toLowerCase()
        .replace(/^microsoft\.graph\./, '')
        .replace(/\(\)$/, '') !== part
    )
      return undefined
  }
  return caught
}
