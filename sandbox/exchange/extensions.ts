// Open extensions of an event: data under a name of the app's own.
import { type Answer, type Call, context } from './call.ts'
import { type Extension, extensionId, printExtension } from './extension-printing.ts'
import { type ItemView, itemFor, itemToChange } from './item-view.ts'
import { notInStore, refuse, unreadableBody } from './refusal.ts'

export function listExtensions(call: Call): Answer {
  return {
    status: 200,
    body: {
      '@odata.context': context(call, place(call)),
      value: extensionsOf(itemFor(call, 'see calendars')).map(printExtension)
    }
  }
}

export function readExtension(call: Call): Answer {
  const found = extensionsOf(itemFor(call, 'see calendars')).find((one) => isNamed(one, call.params.extension ?? ''))
  if (!found) throw notInStore()
  return { status: 200, body: answer(call, found) }
}

export function createExtension(call: Call): Answer {
  const view = itemToChange(call)
  const { '@odata.type': _, id: __, ...given } = call.body()
  if (typeof given.extensionName !== 'string') throw unreadableBody("The property 'extensionName' is required.")
  const extension = given as Extension
  if (extensionsOf(view).some((one) => isNamed(one, extension.extensionName))) {
    throw refuse(409, 'ErrorExtensionAlreadyExists', 'An extension with this name already exists.')
  }
  keep(call, view, [...extensionsOf(view), extension])
  return { status: 201, body: answer(call, extension) }
}

export function deleteExtension(call: Call): Answer {
  const view = itemToChange(call)
  const others = extensionsOf(view).filter((one) => !isNamed(one, call.params.extension ?? ''))
  if (others.length === extensionsOf(view).length) throw notInStore()
  keep(call, view, others)
  return { status: 204 }
}

const extensionsOf = ({ kept }: ItemView) => (kept.extensions ?? []) as Extension[]

/** By its name, or by the id that ends with the name; the part before differs between pages of the documentation. */
const isNamed = ({ extensionName }: Extension, said: string) =>
  said === extensionName || said.endsWith(`OpenTypeExtension.${extensionName}`) || said === extensionId(extensionName)

function keep({ store }: Call, { kept }: ItemView, extensions: Extension[]) {
  kept.extensions = extensions
  store.saveItem(kept)
}

const place = ({ params }: Call) => `events('${encodeURIComponent(params.event ?? '')}')/extensions`

const answer = (call: Call, extension: Extension) => ({
  '@odata.context': context(call, `${place(call)}/$entity`),
  ...printExtension(extension)
})
