// A message about a place in a query: the query, a caret below the place, row and column, and the message.
export function pointed(text: string, at: number, message: string): string {
  const before = text.slice(0, at).split('\n')
  const row = before.length
  const column = (before.at(-1)?.length ?? 0) + 1
  const line = text.split('\n')[row - 1] ?? ''
  return `\n${line}\n${' '.repeat(column - 1)}^\nERROR at Row:${row}:Column:${column}\n${message}`
}
