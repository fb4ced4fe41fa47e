import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Engine } from './engine.ts'

/** As many as Exchange answers at a time; the adapter says why (src/exchange/turnstile.ts). */
const SEATS = 4

/**
 * Seats at a mailbox, shared by all instances on one store and by its clock. One statement takes one; a seat whose holder
 * died is free again when its time is over.
 */
export function mailboxTurnsIn({ db, now }: Engine) {
  return {
    /** Undefined when all are taken, or another was quicker. */
    async take(mailbox: string, holdFor: number): Promise<{ leave(): Promise<void> } | undefined> {
      const holder = randomUUID()
      const { rows } = await sql<{ seat: number }>`
        with seats (seat) as (values ${sql.join(Array.from({ length: SEATS }, (_, seat) => sql`(${sql.lit(seat)})`))})
        insert into mailbox_turns (mailbox, seat, holder, until)
        select cast(${mailbox} as text), seats.seat, cast(${holder} as text), ${now} + ${sql.lit(holdFor)}
        from seats
        where not exists (
          select 1 from mailbox_turns as taken
          where taken.mailbox = ${mailbox} and taken.seat = seats.seat and taken.until > ${now}
        )
        order by random() limit 1
        on conflict (mailbox, seat) do update set holder = excluded.holder, until = excluded.until
        where mailbox_turns.until <= ${now}
        returning seat`.execute(db)
      const seat = rows[0]?.seat
      if (seat === undefined) return undefined
      return {
        async leave() {
          await db
            .deleteFrom('mailbox_turns')
            .where('mailbox', '=', mailbox)
            .where('seat', '=', seat)
            .where('holder', '=', holder)
            .execute()
        }
      }
    }
  }
}
