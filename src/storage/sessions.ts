import type { Selectable } from 'kysely'
import type { Session, Sessions } from '../people/sessions.ts'
import type { Engine } from './engine.ts'
import type { Tables } from './tables.ts'

/** ADAPTER for people/sessions.ts. Whoever signs in sweeps out the sessions that have ended. */
export function sessionsIn({ db, inTransaction }: Engine): Sessions {
  return {
    async start(session) {
      await inTransaction(async (tx) => {
        await tx.deleteFrom('sessions').where('ends_at', '<=', session.startedAt).execute()
        await tx.insertInto('sessions').values(rowOf(session)).execute()
      })
    },
    async find(hash, now) {
      const row = await db
        .selectFrom('sessions')
        .selectAll()
        .where('hash', '=', hash)
        .where('ends_at', '>', now)
        .executeTakeFirst()
      return row && sessionFrom(row)
    },
    async latestOf(person, now) {
      const row = await db
        .selectFrom('sessions')
        .selectAll()
        .where('person', '=', person)
        .where('ends_at', '>', now)
        .where('sealed_token', 'is not', null)
        .where('token_ends_at', '>', now)
        .orderBy('token_ends_at', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row && sessionFrom(row)
    },
    async end(hash) {
      await db.deleteFrom('sessions').where('hash', '=', hash).execute()
    },
    async endAllOf(person) {
      await db.deleteFrom('sessions').where('person', '=', person).execute()
    }
  }
}

const rowOf = ({ hash, person, startedAt, endsAt, sealedToken, tokenEndsAt }: Session): Tables['sessions'] => ({
  hash,
  person: person.id,
  name: person.name,
  address: person.address,
  started_at: startedAt,
  ends_at: endsAt,
  sealed_token: sealedToken,
  token_ends_at: tokenEndsAt
})

const sessionFrom = (row: Selectable<Tables['sessions']>): Session => ({
  hash: row.hash,
  person: { id: row.person, name: row.name, address: row.address },
  startedAt: row.started_at,
  endsAt: row.ends_at,
  sealedToken: row.sealed_token,
  tokenEndsAt: row.token_ends_at
})
