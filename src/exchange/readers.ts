// learn.microsoft.com/graph/api/resources/mailboxsettings: language, timeZone; needs MailboxSettings.Read.
import type { MailboxReader } from '../notices/reader.ts'
import type { Person } from '../people/person.ts'
import { zoneOfMailbox } from '../time/mailbox-zone.ts'
import type { Graph } from './graph-client.ts'
import { textAt } from './json.ts'
import { mailboxSettings } from './mailbox-hours.ts'

/** What is behind the adapter for notices/reader.ts; unknown when Exchange did not tell. */
export const mailboxReader =
  (graph: Graph) =>
  async (person: Person): Promise<MailboxReader | { unknown: string }> => {
    const settings = await mailboxSettings(graph, person)
    if ('unknown' in settings) return settings
    return {
      language: textAt(settings.body, 'language', 'locale') || null,
      zone: zoneOfMailbox(textAt(settings.body, 'timeZone'))?.name ?? null
    }
  }
