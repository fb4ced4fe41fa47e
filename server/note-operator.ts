import type { AuditLog } from '../src/audit/audit-log.ts'
import type { Instant } from '../src/time/instant.ts'

/** Where it is noted, and the store's own clock. */
export type Noting = { audit: AuditLog; time(): Promise<Instant> }

/** In the history: nobody's delegate, but whoever has a shell on the server. */
export async function noteOperator(
  { audit, time }: Noting,
  organizer: string,
  object: string,
  by: string,
  result: string
): Promise<void> {
  await audit.append({
    at: await time(),
    actor: 'operator',
    actorName: by,
    organizer,
    right: 'command line',
    act: 'look after the outbox',
    object,
    result
  })
}
