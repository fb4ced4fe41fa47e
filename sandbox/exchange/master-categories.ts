// outlook/masterCategories: names with colours. An event may carry a name that is in no list; it has no colour then.
// learn.microsoft.com/graph/api/resources/outlookcategory
import { type Answer, type Call, context } from './call.ts'
import { mailboxFor } from './folder-view.ts'
import { fingerprint } from './ids.ts'
import type { Category, Mailbox } from './mailbox.ts'
import { notInStore, refuse, unreadableBody } from './refusal.ts'

/** What Outlook gives everybody to begin with. */
const usual = ['Red', 'Orange', 'Brown', 'Yellow', 'Green', 'Teal', 'Olive', 'Blue', 'Purple'].map((name, preset) =>
  category(`${name} category`, `preset${preset}`)
)

function category(displayName: string, color: string): Category {
  const hex = fingerprint('category', displayName).toString('hex')
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
  return { id, displayName, color }
}

const listOf = ({ categories = usual }: Mailbox) => categories

export function listCategories(call: Call): Answer {
  const mailbox = mailboxFor(call, 'see settings')
  return { status: 200, body: { '@odata.context': context(call, 'outlook/masterCategories'), value: listOf(mailbox) } }
}

export function createCategory(call: Call): Answer {
  const mailbox = mailboxFor(call, 'change settings')
  const { displayName, color = 'none' } = call.body()
  if (typeof displayName !== 'string' || displayName.trim() === '' || displayName.length > 255)
    throw unreadableBody("The value of property 'displayName' is not a name of 1 to 255 characters.")
  const made = category(displayName, readColor(color))
  // Names are unique; the page says no more than that, and which code refuses a second one is our choice.
  if (listOf(mailbox).some((one) => one.displayName.toLowerCase() === displayName.toLowerCase()))
    throw refuse(409, 'ErrorItemAlreadyExists', `A category with the name '${displayName}' already exists.`)
  keep(call, mailbox, [...listOf(mailbox), made])
  return { status: 201, body: printed(call, made) }
}

/** The colour only: a name stays what it was. */
export function updateCategory(call: Call): Answer {
  const mailbox = mailboxFor(call, 'change settings')
  const found = { ...named(call, mailbox) }
  const { color } = call.body()
  if (color !== undefined) found.color = readColor(color)
  keep(
    call,
    mailbox,
    listOf(mailbox).map((one) => (one.id === found.id ? found : one))
  )
  return { status: 200, body: printed(call, found) }
}

export function deleteCategory(call: Call): Answer {
  const mailbox = mailboxFor(call, 'change settings')
  const found = named(call, mailbox)
  keep(
    call,
    mailbox,
    listOf(mailbox).filter((one) => one !== found)
  )
  return { status: 204 }
}

function named({ params }: Call, mailbox: Mailbox): Category {
  const found = listOf(mailbox).find(({ id }) => id === params.category)
  if (!found) throw notInStore()
  return found
}

function readColor(given: unknown): string {
  const color = String(given).toLowerCase()
  if (!/^(none|preset(1?\d|2[0-4]))$/.test(color))
    throw unreadableBody(`Requested value '${String(given)}' was not found for property 'color'.`)
  return color
}

const printed = (call: Call, one: Category) => ({
  '@odata.context': context(call, 'outlook/masterCategories/$entity'),
  ...one
})

function keep({ store }: Call, mailbox: Mailbox, categories: Category[]) {
  mailbox.categories = categories
  store.saveMailbox(mailbox)
}
