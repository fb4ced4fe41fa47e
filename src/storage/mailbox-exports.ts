import type { Selectable } from 'kysely'
import type { MailboxExport, MailboxExports } from '../delegates/mailbox-export.ts'
import type { Engine } from './engine.ts'
import { prepared } from './prepared.ts'
import type { Tables } from './tables.ts'

/** ADAPTER for delegates/mailbox-export.ts */
export function mailboxExportsIn(engine: Engine): MailboxExports {
  const { db } = engine
  const ofOne = prepared(engine, ({ organizer }: { organizer: string }) =>
    db.selectFrom('mailbox_exports').selectAll().where('organizer', '=', organizer)
  )
  return {
    async about(organizer) {
      const [row] = await ofOne({ organizer })
      return row && exportFrom(row)
    },
    async all() {
      const rows = await db.selectFrom('mailbox_exports').selectAll().orderBy('organizer').execute()
      return rows.map(exportFrom)
    },
    async keep(exports) {
      await engine.inTransaction(async (tx) => {
        for (const { organizer, holders, unclear, uploadedAt, uploadedBy } of exports) {
          const { id, name, address } = uploadedBy
          const said = {
            holders: JSON.stringify(holders),
            unclear,
            uploaded_at: uploadedAt,
            uploaded_by: JSON.stringify({ id, name, address })
          }
          await tx
            .insertInto('mailbox_exports')
            .values({ organizer, ...said })
            .onConflict((known) => known.column('organizer').doUpdateSet(said))
            .execute()
        }
      })
    }
  }
}

const exportFrom = (row: Selectable<Tables['mailbox_exports']>): MailboxExport => ({
  organizer: row.organizer,
  holders: JSON.parse(row.holders),
  unclear: row.unclear,
  uploadedAt: row.uploaded_at,
  uploadedBy: JSON.parse(row.uploaded_by)
})
