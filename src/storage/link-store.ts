import { type Kysely, sql } from 'kysely'
import { keeperOf, type Link } from '../links/link.ts'
import type { Counted, LinkStore } from '../links/link-store.ts'
import { insertEntries } from './audit-log.ts'
import type { Engine } from './engine.ts'
import { prepared } from './prepared.ts'
import { CLAIMING, type Tables } from './tables.ts'

/** ADAPTER for links/link-store.ts */
export function linksIn(engine: Engine): LinkStore {
  const { db } = engine
  const countedFrom = parsing()
  const byToken = prepared(engine, ({ hash }: { hash: string }) => counted().where('links.token_hash', '=', hash))

  return {
    add: (link, tokenHash, entry) =>
      engine.inTransaction(async (tx) => {
        await insertLink(tx, link, tokenHash)
        if (entry) await insertEntries(tx, [entry])
      }),
    async find(id) {
      const row = await counted().where('links.id', '=', id).executeTakeFirst()
      return row && countedFrom(row)
    },
    async findByToken(tokenHash) {
      const [row] = await byToken({ hash: tokenHash })
      return row && countedFrom(row)
    },
    async ofOrganizer(organizer) {
      const rows = await counted()
        .where('links.organizer', '=', organizer)
        .orderBy('links.created_at', 'desc')
        .orderBy('links.id')
        .execute()
      return rows.map(countedFrom)
    },
    handOver: ({ organizer, from, to, only, entriesFor }) =>
      engine.inTransactionFor(organizer, async (tx) => {
        const rows = await tx.selectFrom('links').selectAll().where('organizer', '=', organizer).orderBy('id').execute()
        const links = rows
          .map(linkFrom)
          .filter((link) => keeperOf(link).id === from && (only === undefined || link.id === only))
        if (links.length === 0) return []
        const ids = links.map(({ id }) => id)
        await tx
          .updateTable('links')
          .set({ keeper: JSON.stringify(to) })
          .where('id', 'in', ids)
          .execute()
        await insertEntries(tx, entriesFor(links))
        return links
      }),
    async ofKeeper(keeper) {
      const rows = await counted()
        .where(keeperIn(engine.name), '=', keeper)
        .where('links.revoked_at', 'is', null)
        .orderBy('links.created_at', 'desc')
        .orderBy('links.id')
        .execute()
      return rows.map(countedFrom)
    },
    revoke: (id, at, entry) =>
      engine.inTransaction(async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable('links')
          .set({ revoked_at: at })
          .where('id', '=', id)
          .where('revoked_at', 'is', null)
          .executeTakeFirst()
        if (numUpdatedRows === 0n) return false
        if (entry) await insertEntries(tx, [entry])
        return true
      })
  }

  function counted() {
    return db.selectFrom('links').select((links) => [
      'links.id',
      'links.created_at',
      'links.revoked_at',
      'links.rules',
      'links.keeper',
      links
        .selectFrom('bookings')
        .select((bookings) => bookings.fn.countAll<number>().as('count'))
        .whereRef('bookings.link_id', '=', 'links.id')
        .where('bookings.state', 'in', CLAIMING)
        .as('taken')
    ])
  }
}

/** There is an index on each, in these very words (migration 0015). */
const keeperIn = (engine: Engine['name']) =>
  engine === 'sqlite'
    ? sql<string>`coalesce(json_extract(links.keeper, '$.id'), json_extract(links.rules, '$.madeBy.id'))`
    : sql<string>`coalesce(links.keeper::json ->> 'id', links.rules::json #>> '{madeBy,id}')`

/** Also inside a transaction that writes more than the link. */
export async function insertLink(db: Kysely<Tables>, link: Link, tokenHash: string): Promise<void> {
  await db.insertInto('links').values(rowOf(link, tokenHash)).execute()
}

function rowOf(link: Link, tokenHash: string): Tables['links'] {
  const { id, createdAt, revokedAt, keeper, ...rules } = link
  return {
    id,
    token_hash: tokenHash,
    organizer: link.organizer.id,
    created_at: createdAt,
    revoked_at: revokedAt,
    rules: JSON.stringify(rules),
    keeper: keeper ? JSON.stringify(keeper) : null
  }
}

type Row = Pick<Tables['links'], 'id' | 'created_at' | 'revoked_at' | 'rules' | 'keeper'>

export const linkFrom = (row: Row) =>
  ({
    ...JSON.parse(row.rules),
    id: row.id,
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
    ...(row.keeper === null ? {} : { keeper: JSON.parse(row.keeper) })
  }) as Link

const PARSED_AT_MOST = 1000

/** Each row is parsed once: the same row is the same link again, and nobody changes one in place. */
function parsing() {
  const parsed = new Map<string, { row: Row; link: Link }>()

  return (row: Row & { taken: number | null }): Counted => {
    const taken = row.taken ?? 0
    const known = parsed.get(row.id)
    if (known && isSame(known.row, row)) return { link: known.link, taken }
    const link = linkFrom(row)
    if (parsed.size >= PARSED_AT_MOST) parsed.clear()
    parsed.set(row.id, { row, link })
    return { link, taken }
  }
}

const isSame = (a: Row, b: Row) =>
  a.rules === b.rules && a.keeper === b.keeper && a.created_at === b.created_at && a.revoked_at === b.revoked_at
