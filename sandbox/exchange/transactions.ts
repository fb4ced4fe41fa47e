// transactionId: a request that is sent twice makes one event. Its digest tells a repeat from a mistake.
import { createHash } from 'node:crypto'
import type { Call } from './call.ts'
import type { FolderView } from './folder-view.ts'
import { idSpace, writeId } from './ids.ts'
import type { Item } from './mailbox.ts'
import { refuse } from './refusal.ts'
import type { Memory } from './repeats.ts'

export const digestOf = (given: Record<string, unknown>): string =>
  createHash('sha256')
    .update(canonical({ ...given, transactionId: undefined }))
    .digest('base64url')

/** The scope is the mailbox and the life of the event: when it is gone, its transactionId is free. */
export function withTransactionId({ store }: Call, { owner }: FolderView, transactionId: string): Item | undefined {
  for (const item of store.items(owner.oid)) if (item.transactionId === transactionId) return item
  return undefined
}

export const duplicateTransaction = (item: Item, view: FolderView, memory?: Memory) =>
  refuse(
    memory === 'refused with 409' ? 409 : 400,
    'ErrorDuplicateTransactionId',
    'The TransactionId specified in the request has already been used to create a different event.',
    { '@event.existingEventId': idIn(view, item) }
  )

/** The same content whatever the order of its members. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const members = Object.entries(value).filter(([, one]) => one !== undefined)
  return `{${members
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, one]) => `${JSON.stringify(name)}:${canonical(one)}`)
    .join()}}`
}

export const idIn = ({ viewer }: FolderView, { serial }: Item): string =>
  writeId({ kind: 'item', mailbox: idSpace(viewer), serial })
