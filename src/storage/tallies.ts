import { sql } from 'kysely'
import type { Engine } from './engine.ts'

/** How often something happened from one place, counted over all instances on one store and by its clock. */
export function talliesIn({ db, now }: Engine) {
  return {
    /** One more, in a window of `window` milliseconds that began with the first. Answers the count and how long the window still is. */
    async add(what: string, who: string, window: number): Promise<{ count: number; left: number }> {
      const { rows } = await sql<{ count: number; left: number }>`
        insert into tallies (what, who, count, until_at)
        values (${what}, ${who}, 1, ${now} + ${sql.lit(window)})
        on conflict (what, who) do update set
          count = case when tallies.until_at <= ${now} then 1 else tallies.count + 1 end,
          until_at = case when tallies.until_at <= ${now} then excluded.until_at else tallies.until_at end
        returning count, until_at - ${now} as "left"`.execute(db)
      const [row] = rows
      if (!row) throw new Error('a tally was not counted')
      return { count: Number(row.count), left: Number(row.left) }
    }
  }
}
