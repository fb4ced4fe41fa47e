import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { KeptEntry, Search } from '../../../src/audit/audit-log.ts'
import type { Services } from '../../services.ts'
import { CSV_MARK, csvLine } from '../../wording/csv.ts'
import { isoText } from '../../wording/when.ts'
import { auditView } from './audit.view.ts'
import { searchOf, typedSearch } from './audit-search.ts'
import { show } from './desk.ts'
import { field } from './form.ts'

const SHOWN_AT_ONCE = 50
const READ_AT_ONCE = 500

/** The history: who did what in whose name, by which right. As a page, and whole as CSV or JSON. */
export async function auditPage(app: FastifyInstance, { services }: { services: Services }) {
  const { auditLog, clock } = services
  type Asked = { Querystring: Record<string, unknown> }
  const signedIn = { config: { access: 'signed in' as const } }

  app.get<Asked>('/audit', signedIn, async (request, reply) => {
    const typed = typedSearch(request.query)
    const asked = await searchOf(typed, request.actor, services)
    const before = Number(field(request.query, 'before', 15).match(/^\d{1,15}$/)?.[0]) || undefined
    const found = 'search' in asked ? await auditLog.find(asked.search, SHOWN_AT_ONCE + 1, before) : []
    const entries = found.slice(0, SHOWN_AT_ONCE)
    const view = auditView({
      typed,
      acts: await auditLog.acts(),
      entries,
      before: found.length > SHOWN_AT_ONCE ? entries.at(-1)?.number : undefined,
      problems: 'problems' in asked ? asked.problems : {},
      everything: 'everything' in asked && asked.everything,
      now: clock()
    })
    return show(request, reply.code('problems' in asked ? 422 : 200), 'console/audit', view)
  })

  app.get<Asked>('/audit.csv', signedIn, (request, reply) =>
    exported(request, reply, 'csv', 'text/csv; charset=utf-8; header=present', asCsv)
  )

  app.get<Asked>('/audit.json', signedIn, (request, reply) =>
    exported(request, reply, 'json', 'application/json; charset=utf-8', asJson)
  )

  async function exported(
    request: FastifyRequest,
    reply: FastifyReply,
    ending: string,
    type: string,
    print: (entries: AsyncIterable<KeptEntry>) => AsyncIterable<string>
  ) {
    const asked = await searchOf(typedSearch(request.query as Record<string, unknown>), request.actor, services)
    if ('problems' in asked) {
      return reply.code(400).type('text/plain; charset=utf-8').send(Object.values(asked.problems).join('\n'))
    }
    const name = `onbehalf-history-${isoText(clock()).slice(0, 10)}.${ending}`
    return reply
      .type(type)
      .header('content-disposition', `attachment; filename="${name}"`)
      .send(Readable.from(print(entriesOf(asked.search)), { objectMode: false }))
  }

  /** From the newest back. What is written meanwhile is newer than where we began, and stays out. */
  async function* entriesOf(search: Search): AsyncGenerator<KeptEntry> {
    let before: number | undefined
    for (;;) {
      const entries = await auditLog.find(search, READ_AT_ONCE, before)
      yield* entries
      if (entries.length < READ_AT_ONCE) return
      before = entries.at(-1)?.number
    }
  }
}

const columns = [
  'number',
  'at',
  'actor',
  'actorName',
  'organizer',
  'organizerName',
  'right',
  'act',
  'object',
  'result'
] as const

async function* asCsv(entries: AsyncIterable<KeptEntry>): AsyncGenerator<string> {
  yield CSV_MARK + csvLine(columns)
  for await (const entry of entries)
    yield csvLine(columns.map((column) => (column === 'at' ? isoText(entry.at) : entry[column])))
}

async function* asJson(entries: AsyncIterable<KeptEntry>): AsyncGenerator<string> {
  let separator = '['
  for await (const entry of entries) {
    yield `${separator}\n${JSON.stringify(Object.fromEntries(columns.map((each) => [each, each === 'at' ? isoText(entry.at) : entry[each]])))}`
    separator = ','
  }
  yield separator === '[' ? '[]\n' : '\n]\n'
}
