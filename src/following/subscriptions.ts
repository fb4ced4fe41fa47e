import type { Failure } from '../outbox/failure.ts'
import type { Person } from '../people/person.ts'
import type { Instant } from '../time/instant.ts'

/** PORT: Exchange's own subscriptions to an organizer's calendar, by the application. Never throws for an outside failure. */
export type Subscriptions = {
  /** Exchange calls the address back before it answers. `secret`: at most 128 signs. */
  create(
    organizer: Person,
    wanted: { address: string; secret: string; until: Instant }
  ): Promise<{ id: string; endsAt: Instant } | Failure>
  /** `gone`: Exchange does not know it any more. */
  renew(id: string, until: Instant): Promise<{ endsAt: Instant } | 'gone' | Failure>
  /** Gone already is success. */
  remove(id: string): Promise<'removed' | Failure>
}
