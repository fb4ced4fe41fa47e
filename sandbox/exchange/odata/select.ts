// $select and $expand: what of a row goes into the answer. id and the etag always do.
import type { Call } from '../call.ts'
import { isProperty } from '../extended-properties.ts'
import { printExtension } from '../extension-printing.ts'
import { badRequest } from '../refusal.ts'
import type { Row } from './row.ts'
import { splitOutside } from './words.ts'

export function shape({ query }: Pick<Call, 'query'>, row: Row): Record<string, unknown> {
  return { ...selectFrom(row.printed, query.get('select')), ...expand(row, query.get('expand')) }
}

function selectFrom(printed: Record<string, unknown>, select: string | undefined): Record<string, unknown> {
  if (!select || select.trim() === '*') return printed
  const names = splitOutside(select, ',').map((name) => name.split('/')[0]?.trim().toLowerCase() ?? '')
  const known = new Map(Object.keys(printed).map((name) => [name.toLowerCase(), name]))
  for (const name of names) if (!known.has(name) && !sometimes.has(name)) throw unknownProperty(name)
  // An annotation stays beside what it annotates; the id stays always.
  const stays = (name: string) => name.startsWith('@') || name === 'id' || names.includes(name.toLowerCase())
  const kept = Object.fromEntries(Object.entries(printed).filter(([name]) => stays(name)))
  // Graph computes the link only when the flag is asked for, too.
  if (names.includes('onlinemeeting') && !names.includes('isonlinemeeting')) kept.onlineMeeting = null
  return kept
}

/** Properties that exist but are not printed on every row. */
const sometimes = new Set([
  'transactionid',
  'originalstart',
  'body',
  'bodypreview',
  'uid',
  'cancelledoccurrences',
  'meetingmessagetype',
  'event',
  'parentfolderid',
  'conversationid',
  'isremovable',
  'allowedonlinemeetingproviders'
])

const unknownProperty = (name: string) =>
  badRequest(`Parsing OData Select and Expand failed: Could not find a property named '${name}'.`)

function expand({ kept }: Row, text: string | undefined): Record<string, unknown> {
  if (!text) return {}
  const expanded: Record<string, unknown> = {}
  for (const part of splitOutside(text, ',')) {
    const [, name = '', options = ''] = /^\s*(\w+)\s*(?:\((.*)\))?\s*$/s.exec(part) ?? []
    switch (name.toLowerCase()) {
      case 'singlevalueextendedproperties': {
        const wanted = idsIn(options)
        const found = (kept?.extendedProperties ?? []).filter((one) => wanted.some((id) => isProperty(one, id)))
        if (found.length) expanded.singleValueExtendedProperties = found
        break
      }
      case 'extensions':
        expanded.extensions = extensionsIn(kept, idsIn(options))
        break
      case 'calendar':
      case 'attachments':
      case 'instances':
      case 'multivalueextendedproperties':
        break
      default:
        throw unknownProperty(name || part)
    }
  }
  return expanded
}

/** Unlike extended properties, all of them when no filter names some. */
function extensionsIn(kept: Row['kept'], wanted: string[]) {
  const all = (kept?.extensions ?? []).map((one) => printExtension(one))
  return wanted.length
    ? all.filter(({ id, extensionName }) => wanted.some((one) => one === id || one === extensionName))
    : all
}

/** The ids of "$filter=id eq '…' or id eq '…'". Without a filter Exchange shows none. */
function idsIn(options: string): string[] {
  return [...options.matchAll(/\bid\s+eq\s+'((?:[^']|'')*)'/gi)].map(([, id = '']) => id.replaceAll("''", "'"))
}
