// All mailboxes of the tenant, with the indexes that answering needs. The documents are the truth; the indexes are
// built from them when the sandbox starts and follow every change.

import type { DirectoryUser } from '../directory.ts'
import { peopleOf } from '../entra/people.ts'
import type { Ground } from '../face.ts'
import type { Folder, Item, Mailbox, Message } from './mailbox.ts'

export type Store = {
  ground: Ground
  people(): DirectoryUser[]
  /** By object id or user principal name, as in a path. */
  person(said: string): DirectoryUser | undefined
  /** By mail address or user principal name. */
  personAt(address: string): DirectoryUser | undefined
  mailboxes(): Mailbox[]
  mailbox(oid: string): Mailbox | undefined
  mailboxAt(address: string): Mailbox | undefined
  saveMailbox(mailbox: Mailbox): void
  items(oid: string): Iterable<Item>
  item(serial: number): Item | undefined
  /** The copy of a meeting that a mailbox has. */
  copyOf(uid: string, oid: string): Item | undefined
  saveItem(item: Item): void
  removeItem(item: Item): void
  messages(oid: string): Message[]
  saveMessage(message: Message): void
}

export const defaultFolder = (mailbox: Mailbox): Folder =>
  mailbox.folders.find((folder) => folder.isDefault) ?? (mailbox.folders[0] as Folder)

export function openStore(ground: Ground): Store {
  const documents = ground.documents.graph
  const mailboxes = new Map<string, Mailbox>()
  const byAddress = new Map<string, Mailbox>()
  const items = new Map<number, Item>()
  const itemsOf = new Map<string, Map<number, Item>>()
  const messagesOf = new Map<string, Message[]>()

  const keep = (name: string, value: unknown) => {
    if (value === undefined) delete documents[name]
    else documents[name] = value
    ground.changed('graph', name)
  }
  const indexMailbox = (mailbox: Mailbox) => {
    mailboxes.set(mailbox.oid, mailbox)
    byAddress.set(mailbox.owner.address.toLowerCase(), mailbox)
  }
  const indexItem = (item: Item) => {
    items.set(item.serial, item)
    const own = itemsOf.get(item.mailbox) ?? new Map<number, Item>()
    itemsOf.set(item.mailbox, own.set(item.serial, item))
  }
  const indexMessage = (message: Message) => {
    const own = messagesOf.get(message.mailbox) ?? []
    own.push(message)
    messagesOf.set(message.mailbox, own)
  }

  for (const [name, value] of Object.entries(documents)) {
    if (name.startsWith('mailbox:')) indexMailbox(value as Mailbox)
    if (name.startsWith('item:')) indexItem(value as Item)
    if (name.startsWith('message:')) indexMessage(value as Message)
  }
  for (const messages of messagesOf.values()) messages.sort((one, other) => one.serial - other.serial)

  const people = () => peopleOf(ground)
  const same = (one: string | null, other: string) => one?.toLowerCase() === other.toLowerCase()

  const personAt = (address: string) =>
    people().find(({ mail, userPrincipalName, aliases = [] }) =>
      [mail, userPrincipalName, ...aliases].some((each) => same(each, address))
    )

  return {
    ground,
    people,
    person: (said) => people().find(({ id, userPrincipalName }) => same(id, said) || same(userPrincipalName, said)),
    personAt,
    mailboxes: () => [...mailboxes.values()],
    mailbox: (oid) => mailboxes.get(oid),
    mailboxAt: (address) => byAddress.get(address.toLowerCase()) ?? mailboxes.get(personAt(address)?.id ?? ''),
    saveMailbox(mailbox) {
      indexMailbox(mailbox)
      keep(`mailbox:${mailbox.oid}`, mailbox)
    },
    items: (oid) => itemsOf.get(oid)?.values() ?? [],
    item: (serial) => items.get(serial),
    copyOf(uid, oid) {
      for (const item of itemsOf.get(oid)?.values() ?? []) if (item.uid === uid) return item
      return undefined
    },
    saveItem(item) {
      indexItem(item)
      keep(`item:${item.serial}`, item)
    },
    removeItem(item) {
      items.delete(item.serial)
      itemsOf.get(item.mailbox)?.delete(item.serial)
      keep(`item:${item.serial}`, undefined)
    },
    messages: (oid) => messagesOf.get(oid) ?? [],
    saveMessage(message) {
      indexMessage(message)
      keep(`message:${message.serial}`, message)
    }
  }
}
