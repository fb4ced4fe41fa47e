// What Graph does not tell, from the Exchange Online admin API (preview, not in all organizations, so never the base):
// learn.microsoft.com/exchange/reference/admin-api-endpoints-mailbox, …-mailbox-folder-permission. It needs the application
// role Exchange.ManageAsAppV2 and an Exchange role such as View-Only Recipients. It has no word on FullAccess.
import type { KnownStanding, Standings } from '../delegates/standing.ts'
import type { Organizer } from '../people/organizer.ts'
import { objectIdOf, type Person } from '../people/person.ts'
import { SECOND } from '../time/instant.ts'
import { listAt, textAt } from './json.ts'

export type ExchangeAdminSettings = {
  /** https://outlook.office365.com, the same of another cloud, or the sandbox. */
  origin: string
  tenantId: string
  token: { get(): Promise<string> }
  /** Milliseconds for one call. */
  timeLimit?: number
  report(problem: string): void
}

/** What it said about one calendar; null where it could not be asked or was not understood. */
type Told = { senders: readonly string[] | null; authors: readonly string[] | null }

/**
 * The same port, with what Exchange's own administration says where Graph has no word for it: who may send on behalf, and who
 * is Author. A failure changes nothing: what Graph said stands, and the rest stays unsaid.
 */
export function withExchangeAdmin(standings: Standings, settings: ExchangeAdminSettings): Standings {
  const { origin, tenantId, token, timeLimit = 5 * SECOND, report } = settings
  const underWay = new Map<string, Promise<Told>>()

  return {
    async of(person, organizer) {
      const standing = await standings.of(person, organizer)
      if ('unknown' in standing || !leavesOpen(standing)) return standing
      const told = await about(organizer)
      return refined(standing, person, told)
    }
  }

  function about(organizer: Organizer): Promise<Told> {
    const asked = underWay.get(organizer.id)
    if (asked) return asked
    const reading = read(organizer).finally(() => underWay.delete(organizer.id))
    underWay.set(organizer.id, reading)
    return reading
  }

  async function read(organizer: Organizer): Promise<Told> {
    const identity = objectIdOf(organizer.id)
    const [mailboxes, entries] = await Promise.all([
      run('Mailbox', 'Get-Mailbox', identity, organizer),
      run('MailboxFolderPermission', 'Get-MailboxFolderPermission', `${identity}:\\Calendar`, organizer)
    ])
    const [mailbox] = mailboxes ?? []
    return {
      senders: listAt(mailbox, 'GrantSendOnBehalfTo')?.map(String) ?? null,
      authors:
        entries?.flatMap((entry) => {
          const rights = listAt(entry, 'AccessRights')?.map(String) ?? [textAt(entry, 'AccessRights')]
          return rights.length === 1 && /^(publishing)?author$/i.test(rights[0] ?? '') ? [textAt(entry, 'User')] : []
        }) ?? null
    }
  }

  async function run(endpoint: string, CmdletName: string, Identity: string, organizer: Organizer) {
    try {
      const response = await fetch(`${origin}/adminapi/v2.0/${tenantId}/${endpoint}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await token.get()}`,
          'content-type': 'application/json',
          'x-anchormailbox': `AAD-SMTP:${organizer.address}`
        },
        body: JSON.stringify({ CmdletInput: { CmdletName, Parameters: { Identity } } }),
        redirect: 'manual',
        signal: AbortSignal.timeout(timeLimit)
      })
      const text = await response.text()
      if (response.status !== 200) {
        report(`${CmdletName} answered ${response.status}`)
        return undefined
      }
      return listAt(JSON.parse(text), 'value')
    } catch (cause) {
      report(`${CmdletName}: ${cause instanceof Error ? cause.message : String(cause)}`)
      return undefined
    }
  }
}

/** Only where Graph cannot tell: it has said everything about Editors, Reviewers and who sees titles. */
const leavesOpen = ({ folder }: KnownStanding) => folder === 'none' || folder === 'availability' || folder === 'custom'

function refined(standing: KnownStanding, person: Person, { senders, authors }: Told): KnownStanding {
  const folder =
    standing.folder === 'custom' && authors?.filter((each) => each === person.name).length === 1
      ? 'author'
      : standing.folder
  const sends = senders && sendsOnBehalf(senders, person)
  if (!sends && folder === standing.folder) return standing
  const eyes = [...(standing.eyes ?? []), 'exchange admin' as const]
  return { ...standing, folder, ...(sends ? { sendOnBehalf: sends } : {}), eyes }
}

const OBJECT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** People stand there by object id or address. A list with anybody who is named in another way says no about nobody. */
function sendsOnBehalf(senders: readonly string[], { id, address }: Person): 'yes' | 'no' | undefined {
  const own = [objectIdOf(id), address.toLowerCase()]
  if (senders.some((each) => own.includes(each.toLowerCase()))) return 'yes'
  return senders.every((each) => OBJECT_ID.test(each) || each.includes('@')) ? 'no' : undefined
}
