import type { Wanted } from '../../src/bookings/meetings.ts'
import { dana } from './acme.ts'

/** A meeting that Grace wants with Olga. */
export const wanted = (more: Partial<Wanted> = {}): Wanted => ({
  key: 'b-Grace:1',
  slot: { start: Date.UTC(2026, 11, 1, 9), end: Date.UTC(2026, 11, 1, 9, 30) },
  subject: 'Half an hour with Olga',
  invitee: { name: 'Grace Hopper-Lee', address: 'grace@harborlight.example', note: '', zone: 'America/New_York' },
  colleagues: { required: [], optional: [] },
  place: { kind: 'phone', text: '+1 555 0100' },
  initiatorLine: 'Offered by Dana Whitfield on behalf of Olga Okafor',
  initiator: dana,
  ...more
})
