// translateExchangeIds: the same item under the other form of its id.
import { type Answer, type Call, parameter, root } from './call.ts'
import { idSpace, readId, writeId } from './ids.ts'
import { badRequest, Refusal, refuse } from './refusal.ts'
import { insistOnDirectoryScope } from './scopes.ts'

const mostIds = 1000
const forms = ['restid', 'restimmutableentryid', 'entryid', 'ewsid', 'immutableentryid']
const permissions = [
  'User.ReadBasic',
  'User.Read',
  'User.ReadWrite',
  'User.ReadBasic.All',
  'User.Read.All',
  'User.ReadWrite.All',
  'Calendars.Read',
  'Calendars.ReadWrite',
  'Mail.Read'
]

export function translateIds(call: Call): Answer {
  insistOnDirectoryScope(call.caller, permissions)
  const body = call.body()
  const ids = parameter(body, 'inputIds')
  if (!Array.isArray(ids) || ids.length === 0) throw badRequest('The parameter InputIds must name at least one id.')
  if (ids.length > mostIds) throw refuse(400, 'ErrorInvalidParameter', `The number of ids must not exceed ${mostIds}.`)
  for (const name of ['sourceIdType', 'targetIdType']) {
    if (!forms.includes(String(parameter(body, name)).toLowerCase()))
      throw badRequest(`The parameter ${name} is missing or no exchangeIdFormat.`)
  }
  const immutable = String(parameter(body, 'targetIdType')).toLowerCase().includes('immutable')
  const value = ids.map((id) => translate(call, String(id), immutable))
  return {
    status: 200,
    body: { '@odata.context': `${root}/$metadata#Collection(microsoft.graph.convertIdResult)`, value }
  }
}

/** An id that means nothing fails alone; the others are translated. */
function translate({ store }: Call, sourceId: string, immutable: boolean): Record<string, unknown> {
  try {
    const { form, ...meaning } = readId(sourceId, 'item')
    const target = immutable ? 'immutable' : 'rest'
    const mailbox = store.mailboxes().find((one) => idSpace(one, form) === meaning.mailbox)
    return {
      sourceId,
      targetId: writeId({ ...meaning, ...(mailbox && { mailbox: idSpace(mailbox, target) }) }, target)
    }
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault
    return { sourceId, errorDetails: { code: fault.code, message: fault.message } }
  }
}
