import type { FirstReadings } from '../following/first-readings.ts'
import type { Engine } from './engine.ts'

/** ADAPTER for following/first-readings.ts */
export function firstReadingsIn({ db }: Engine): FirstReadings {
  return {
    async find(id) {
      const row = await db
        .selectFrom('first_readings')
        .select('attendees')
        .where('booking_id', '=', id)
        .executeTakeFirst()
      return row && JSON.parse(row.attendees)
    },
    async keep(id, attendees) {
      await db
        .insertInto('first_readings')
        .values({
          booking_id: id,
          attendees: JSON.stringify(attendees.map(({ address, name }) => ({ address, name })))
        })
        .onConflict((known) => known.column('booking_id').doNothing())
        .execute()
    }
  }
}
