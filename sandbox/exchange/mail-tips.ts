// getMailTips: what a sender should know before writing, above all whether somebody is away.
import { type Answer, type Call, parameter, root } from './call.ts'
import { mailboxFor } from './folder-view.ts'
import type { Mailbox } from './mailbox.ts'
import { badRequest } from './refusal.ts'

export function getMailTips(call: Call): Answer {
  mailboxFor(call, 'see messages')
  const addresses = parameter(call.body(), 'emailAddresses')
  if (!Array.isArray(addresses) || addresses.length === 0)
    throw badRequest('The parameter EmailAddresses must name at least one address.')
  const options = String(parameter(call.body(), 'mailTipsOptions') ?? '').toLowerCase()
  const value = addresses.map((address) => tips(String(address), call.store.mailboxAt(String(address)), options))
  return { status: 200, body: { '@odata.context': `${root}/$metadata#Collection(microsoft.graph.mailTips)`, value } }
}

function tips(address: string, mailbox: Mailbox | undefined, options: string): Record<string, unknown> {
  return {
    emailAddress: { name: '', address },
    ...(options.includes('automaticreplies') ? { automaticReplies: replies(mailbox) } : {}),
    ...(options.includes('mailboxfullstatus') ? { mailboxFull: false } : {})
  }
}

function replies(mailbox: Mailbox | undefined): Record<string, unknown> {
  const setting = mailbox?.settings.automaticRepliesSetting as Record<string, unknown> | undefined
  if (!setting || setting.status === 'disabled') return { message: '' }
  return {
    message: setting.internalReplyMessage,
    messageLanguage: mailbox?.settings.language,
    scheduledStartTime: setting.scheduledStartDateTime,
    scheduledEndTime: setting.scheduledEndDateTime
  }
}
