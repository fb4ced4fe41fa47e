// All mailboxes of the tenant, with the indexes that answering needs. The documents are the truth; the indexes are
// built from them when the sandbox starts and follow every change.

import type { DirectoryUser } from '../directory.ts'
import { peopleOf } from '../entra/people.ts'
import type { Ground } from '../face.ts'
import type { Round } from './delta.ts'
import type { Folder, Item, Mailbox, Message } from './mailbox.ts'
import type { Subscription } from './subscription.ts'

/** What happened to an item or a message, for those who watch the mailbox. */
export type Change = {
  kind: 'created' | 'updated' | 'deleted'
  what: 'Events' | 'Messages'
  mailbox: string
  folder: number | Message['box']
  serial: number
  change: number
}

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
  /** Hears of every change of an item or message, in the order in which they happen. */
  watch(listener: (change: Change) => void): void
  subscriptions(): Subscription[]
  saveSubscription(subscription: Subscription): void
  removeSubscription(id: string): void
  round(id: string): Round | undefined
  rounds(): Round[]
  saveRound(round: Round): void
  removeRound(id: string): void
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
  const subscriptions = new Map<string, Subscription>()
  const rounds = new Map<string, Round>()
  const listeners: ((change: Change) => void)[] = []
  const announce = (kind: Change['kind'], { mailbox, folder, serial, change }: Item) => {
    for (const listener of listeners) listener({ kind, what: 'Events', mailbox, folder, serial, change })
  }

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
    if (name.startsWith('subscription:')) subscriptions.set((value as Subscription).id, value as Subscription)
    if (name.startsWith('round:')) rounds.set((value as Round).id, value as Round)
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
      const kind = items.has(item.serial) ? 'updated' : 'created'
      indexItem(item)
      keep(`item:${item.serial}`, item)
      announce(kind, item)
    },
    removeItem(item) {
      items.delete(item.serial)
      itemsOf.get(item.mailbox)?.delete(item.serial)
      keep(`item:${item.serial}`, undefined)
      announce('deleted', item)
    },
    messages: (oid) => messagesOf.get(oid) ?? [],
    saveMessage(message) {
      indexMessage(message)
      keep(`message:${message.serial}`, message)
      const { mailbox, box: folder, serial } = message
      for (const listener of listeners) {
        listener({ kind: 'created', what: 'Messages', mailbox, folder, serial, change: 1 })
      }
    },
    watch: (listener) => {
      listeners.push(listener)
    },
    subscriptions: () => [...subscriptions.values()],
    saveSubscription(subscription) {
      subscriptions.set(subscription.id, subscription)
      keep(`subscription:${subscription.id}`, subscription)
    },
    removeSubscription(id) {
      if (subscriptions.delete(id)) keep(`subscription:${id}`, undefined)
    },
    round: (id) => rounds.get(id),
    rounds: () => [...rounds.values()],
    saveRound(round) {
      rounds.set(round.id, round)
      keep(`round:${round.id}`, round)
    },
    removeRound(id) {
      if (rounds.delete(id)) keep(`round:${id}`, undefined)
    }
  }
}
