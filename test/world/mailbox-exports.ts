// Uploaded exports over plain memory. What the store promises is proved in test/contracts/grants.test.ts.
import type { MailboxExport, MailboxExports } from '../../src/delegates/mailbox-export.ts'

export function mailboxExportsInMemory(): MailboxExports {
  const kept = new Map<string, MailboxExport>()
  return {
    about: async (organizer) => kept.get(organizer),
    all: async () => [...kept.values()],
    async keep(exports) {
      for (const each of exports) kept.set(each.organizer, each)
    }
  }
}
