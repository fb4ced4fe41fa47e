// query, queryAll and the pages behind a locator.
import { type Answer, base, type Call } from '../call.ts'
import { id15, numberedId } from '../ids.ts'
import { malformedQuery, noSuchLocator } from '../refusal.ts'
import { evaluate } from './evaluate.ts'
import { parseSoql } from './parse.ts'

type Params = Record<string, string>
type Pages = { user: string; size: number; records: object[] }

const [smallestBatch, largestBatch] = [200, 2000]
const mostOpen = 50

export type Locators = { open(pages: Pages): string; find(locator: string): Pages | undefined }

/** Open results live in memory: a restart ends them, as a quarter of an hour does in a real org. */
export function createLocators(next: () => number): Locators {
  const open = new Map<string, Pages>()
  return {
    open(pages) {
      const locator = id15(numberedId('01g', next()))
      open.set(locator, pages)
      const oldest = open.keys().next().value
      if (open.size > mostOpen && oldest) open.delete(oldest)
      return locator
    },
    find: (locator) => open.get(id15(locator))
  }
}

export const createQueries = (locators: Locators) => ({
  query: (call: Call) => run(call, locators, { deleted: false }),
  queryAll: (call: Call) => run(call, locators, { deleted: true }),

  more(call: Call, { locator = '' }: Params): Answer {
    const [id = '', from = ''] = locator.split('-')
    const pages = locators.find(id)
    if (!pages || pages.user !== call.user.Id || !/^\d+$/.test(from)) throw noSuchLocator()
    return { status: 200, body: page(call, id, pages, Number(from)) }
  }
})

function run(call: Call, locators: Locators, options: { deleted: boolean }): Answer {
  const text = call.query.get('q')
  if (!text) throw malformedQuery('A query string has to be specified')
  const query = parseSoql(text)
  const { count, records } = evaluate(call, query, options)
  if (query.select === 'count') return { status: 200, body: { totalSize: count, done: true, records: [] } }

  const pages = { user: call.user.Id, size: batchSize(call), records }
  if (records.length <= pages.size) return { status: 200, body: { totalSize: count, done: true, records } }
  return { status: 200, body: page(call, locators.open(pages), pages, 0) }
}

function page(call: Call, locator: string, { records, size }: Pages, from: number) {
  const to = from + size
  const done = to >= records.length
  return {
    totalSize: records.length,
    done,
    ...(done ? {} : { nextRecordsUrl: `${base(call)}/query/${locator}-${to}` }),
    records: records.slice(from, to)
  }
}

function batchSize({ headers }: Call): number {
  const asked = Number(/batchSize\s*=\s*(\d+)/i.exec(headers['sforce-query-options'] ?? '')?.[1] ?? largestBatch)
  return Math.min(largestBatch, Math.max(smallestBatch, asked))
}
