// Teams links. A calendar says which providers it allows; a wish for another one is passed over in silence. Once a
// meeting is online it stays so, unless its body is replaced by one without the join block.
import { fingerprint } from './ids.ts'
import type { Folder, Item, Mailbox, Provider } from './mailbox.ts'

type Wish = { isOnlineMeeting?: unknown; onlineMeetingProvider?: unknown }

export function goOnline(item: Item, wish: Wish, folder: Folder, owner: Mailbox, tenant: string) {
  if (item.onlineMeeting || wish.isOnlineMeeting !== true) return
  const provider = providerFor(wish, folder)
  if (!provider) return
  item.provider = provider
  item.onlineMeeting = {
    joinUrl: joinUrl(item, owner, tenant),
    conferenceId: String(100_000_000 + (fingerprint('conference', item.serial).readUInt32BE(0) % 900_000_000)),
    tollNumber: '+1 323-555-0166'
  }
  addJoinBlock(item)
}

function providerFor({ onlineMeetingProvider }: Wish, { providers, defaultProvider }: Folder): Provider | undefined {
  const named = providers.find((one) => one.toLowerCase() === String(onlineMeetingProvider ?? '').toLowerCase())
  if (onlineMeetingProvider && onlineMeetingProvider !== 'unknown') return named
  return defaultProvider === 'unknown' ? undefined : defaultProvider
}

/** The body was replaced: without the link in it the meeting is no longer online. */
export function goOfflineWithoutJoinBlock(item: Item) {
  if (!item.onlineMeeting || item.body.content.includes(item.onlineMeeting.joinUrl)) return
  delete item.onlineMeeting
  item.provider = 'unknown'
}

function addJoinBlock(item: Item) {
  const line = '_'.repeat(80)
  const url = item.onlineMeeting?.joinUrl ?? ''
  if (item.body.contentType === 'text') {
    item.body = {
      contentType: 'text',
      content: `${item.body.content}\r\n${line}\r\nMicrosoft Teams meeting\r\nJoin: ${url}\r\n${line}`
    }
    return
  }
  const block = `<div>${line}</div><div>Microsoft Teams meeting</div><div><a href="${url}">Join the meeting now</a></div><div>${line}</div>`
  const { content } = item.body
  item.body = {
    contentType: 'html',
    content: /<\/body>/i.test(content) ? content.replace(/<\/body>/i, `${block}</body>`) : `${content}${block}`
  }
}

function joinUrl({ serial }: Item, { oid }: Mailbox, tenant: string): string {
  const thread = fingerprint('meeting', oid, serial).toString('base64url')
  const about = encodeURIComponent(JSON.stringify({ Tid: tenant, Oid: oid }))
  return `https://teams.microsoft.com/l/meetup-join/19%3ameeting_${thread}%40thread.v2/0?context=${about}`
}
