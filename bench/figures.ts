import { cpus, totalmem } from 'node:os'

/** `limit`: what we have promised, in words; '' where we only look. `value`: the figure for machines. */
export type Row = { what: string; figure: string; limit: string; value: number }

export const machine = () => ({
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
  cores: cpus().length,
  cpu: cpus()[0]?.model ?? 'unknown',
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  at: new Date().toISOString()
})

export function print(rows: Row[]) {
  const wide = (key: 'what' | 'figure') => Math.max(...rows.map((row) => row[key].length))
  const [what, figure] = [wide('what'), wide('figure')]
  for (const row of rows) {
    process.stdout.write(
      `${row.what.padEnd(what)}  ${row.figure.padEnd(figure)}  ${row.limit}\n`.trimEnd().concat('\n')
    )
  }
}
