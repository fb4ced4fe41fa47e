// The Exchange Online admin API (preview): cmdlets as JSON, for what Graph does not tell. Only the two that we need, and
// like the real one it knows nothing of FullAccess: there is no endpoint for Get-MailboxPermission.
// learn.microsoft.com/exchange/reference/admin-api-endpoints-mailbox, …-mailbox-folder-permission
import { tenants } from '../directory.ts'
import { readToken } from '../entra/tokens.ts'
import type { Answered, Asked } from '../face.ts'
import type { Mailbox, Permission, Role } from './mailbox.ts'
import { organizationEntry } from './rights.ts'
import { defaultFolder, type Store } from './store.ts'

const prefix = '/adminapi/v2.0/'

/** A document of the Graph face: the preview is not switched on in every organization. */
export const availability = 'admin api'

export const isAdminApi = (path: string) => path.startsWith('/adminapi/')

export function answerAdminApi(store: Store, { method, path, headers, body }: Asked): Answered {
  const refuse = (status: number, code: string, message: string): Answered => ({
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: { error: { code, message } },
    actor: 'app'
  })
  if (store.ground.documents.graph[availability] === 'off')
    return refuse(404, 'ResourceNotFound', 'The feature is not available in this organization.')

  const [, bearer = ''] = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '') ?? []
  const token = readToken(store.ground, bearer)
  if (!token || token === 'expired') return refuse(401, 'Unauthorized', 'The token is missing, expired or not ours.')
  if (token.kind !== 'app' || !token.roles.includes('Exchange.ManageAsAppV2'))
    return refuse(403, 'Forbidden', 'The role Exchange.ManageAsAppV2 is required.')
  if (method !== 'POST') return refuse(405, 'MethodNotAllowed', 'Only POST is supported.')

  const [tenant = '', endpoint = ''] = path.slice(prefix.length).split('/')
  if (!path.startsWith(prefix) || tenant !== tenants[store.ground.world].id)
    return refuse(404, 'ResourceNotFound', 'There is no such organization.')
  if (!headers['x-anchormailbox']) return refuse(400, 'BadRequest', 'The header X-AnchorMailbox is required.')

  const input = cmdletOf(body)
  const answer = input && cmdlets[`${endpoint} ${input.name}`]
  if (!answer) return refuse(400, 'BadRequest', `The cmdlet ${input?.name ?? ''} is not supported at ${endpoint}.`)
  const value = answer(store, input.parameters)
  if (!value) return refuse(404, 'NotFound', `The object '${String(input.parameters.Identity)}' couldn't be found.`)
  return {
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: { '@odata.context': `https://outlook.office365.com/adminapi/v2.0/${tenant}/$metadata#${endpoint}`, value },
    actor: 'app'
  }
}

type Parameters = Record<string, unknown>

const cmdlets: Record<string, (store: Store, parameters: Parameters) => unknown[] | undefined> = {
  'Mailbox Get-Mailbox': getMailbox,
  'MailboxFolderPermission Get-MailboxFolderPermission': getFolderPermission
}

function cmdletOf(body: string): { name: string; parameters: Parameters } | undefined {
  try {
    const { CmdletInput } = JSON.parse(body) as { CmdletInput?: { CmdletName?: unknown; Parameters?: unknown } }
    const parameters = CmdletInput?.Parameters
    return {
      name: String(CmdletInput?.CmdletName ?? ''),
      parameters: parameters && typeof parameters === 'object' ? (parameters as Parameters) : {}
    }
  } catch {
    return undefined
  }
}

const mailboxAt = (store: Store, identity: unknown): Mailbox | undefined =>
  typeof identity === 'string' ? (store.mailbox(identity) ?? store.mailboxAt(identity)) : undefined

function getMailbox(store: Store, { Identity }: Parameters) {
  const mailbox = mailboxAt(store, Identity)
  if (!mailbox) return undefined
  const { name, address } = mailbox.owner
  // The name of a mailbox made in the cloud is its object id, and that is how this property names people.
  const senders = mailbox.sendOnBehalf ?? []
  return [
    {
      DisplayName: name,
      PrimarySmtpAddress: address,
      ExternalDirectoryObjectId: mailbox.oid,
      RecipientTypeDetails: 'UserMailbox',
      GrantSendOnBehalfTo: senders
    }
  ]
}

/** Graph's roles as Exchange calls them. What Graph calls custom is Outlook's Author here. */
const accessRights: Record<Role, string> = {
  none: 'None',
  freeBusyRead: 'AvailabilityOnly',
  limitedRead: 'LimitedDetails',
  read: 'Reviewer',
  write: 'Editor',
  custom: 'Author',
  delegateWithoutPrivateEventAccess: 'Editor',
  delegateWithPrivateEventAccess: 'Editor'
}

const flags: Partial<Record<Role, string>> = {
  delegateWithoutPrivateEventAccess: 'Delegate',
  delegateWithPrivateEventAccess: 'Delegate, CanViewPrivateItems'
}

function getFolderPermission(store: Store, { Identity }: Parameters) {
  const [identity = '', folder = ''] = String(Identity ?? '').split(':\\')
  const mailbox = mailboxAt(store, identity)
  if (!mailbox || !/^(calendar|kalender)$/i.test(folder)) return undefined
  return defaultFolder(mailbox).permissions.map((entry: Permission) => ({
    FolderName: 'Calendar',
    User: entry.id === organizationEntry ? 'Default' : entry.emailAddress.name,
    AccessRights: [accessRights[entry.role]],
    SharingPermissionFlags: flags[entry.role] ?? null
  }))
}
