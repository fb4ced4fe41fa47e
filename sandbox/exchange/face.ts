// Microsoft Graph v1.0, as far as calendars need it. A request is read, matched to a line of routes.ts and answered; a
// broken rule becomes Graph's error body here and nowhere else.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { DirectoryUser } from '../directory.ts'
import type { Answered, Asked, Face, Ground } from '../face.ts'
import { answerAdminApi, availability, isAdminApi } from './admin-api.ts'
import { answerBatch } from './batch.ts'
import { type Act, actByHand } from './by-hand.ts'
import { type Answer, bodyReader, type Call, readQuery } from './call.ts'
import { type Caller, callerOf, nameForJournal } from './caller.ts'
import { createConcurrency } from './concurrency.ts'
import { type Given, give } from './giving.ts'
import { fingerprint } from './ids.ts'
import { type Inviting, inviteByHand } from './invite-by-hand.ts'
import { moveMailbox } from './mailbox-move.ts'
import { type Caught, match, segmentsOf } from './match.ts'
import { createNotifier, type Notifier } from './notifications.ts'
import { createOutside, type Outside } from './outside.ts'
import { readPrefer } from './prefer.ts'
import { badRequest, Refusal, refuse } from './refusal.ts'
import { type Repeats, readRepeats, repeatsOf, setRepeats } from './repeats.ts'
import { type Route, routes } from './routes.ts'
import { addMailbox, seed } from './seed.ts'
import { type MailboxState, stateOf } from './state.ts'
import { openStore } from './store.ts'
import { isAlive, type Subscription } from './subscription.ts'

export type GraphFace = Face & {
  /** Every mailbox by address, events in the form in which Graph shows them to the owner. */
  state(): Record<string, MailboxState>
  /** What an owner or an administrator does with Outlook or PowerShell. */
  give(given: Given): void
  /** Of somebody whom the directory knows since a moment ago. */
  addMailbox(person: DirectoryUser): void
  /** Whether the organization has the Exchange admin API. */
  switchAdminApi(on: boolean): void
  notifier: Notifier
  /** All that stand, with what Graph itself never tells again: their client states. */
  subscriptions(): Subscription[]
  /** An address of the real world that somebody on this machine answers for. */
  reroute(from: string, to: string): void
  /** How a meeting that is created twice is treated, from now on. */
  treatRepeats(given: Record<string, unknown>): { done: Repeats } | { problem: string }
  /** What a person does to a meeting in Outlook; undefined when it was done, else a sentence. */
  act(act: Act): string | undefined
  /** Somebody sends an invitation; undefined when it was sent, else a sentence. */
  invite(wish: Inviting): string | undefined
  /** An administrator moves a mailbox to another server: its ids change, all but the immutable ones. */
  moveMailbox(oid: string): void
  /** Every delta link that was handed out for the mailbox is too old from now on. */
  forgetRounds(oid: string): void
  /** No notification leaves any more. */
  stop(): void
}

const prefix = '/v1.0'

/** /me/calendar, /users/{id}/events and all below them; not /users/{id} itself. */
const isInMailbox = (path: string) => /^\/(me|users\/[^/]+)\/./.test(path)

const routesByLength = Map.groupBy(routes, ({ pattern }) => pattern.length)

/** `outside`: how the addresses that apps have named are reached. */
export function createGraphFace(ground: Ground, outside: Outside = createOutside()): GraphFace {
  const store = openStore(ground)
  if (store.mailboxes().length === 0) seed(store)
  const notifier = createNotifier(store, outside)
  const within = createConcurrency()
  let asks = 0

  return {
    cloud: 'graph',
    owns: (path) => path === prefix || path.startsWith(`${prefix}/`) || isAdminApi(path),
    answer,
    state: () => stateOf(store),
    give: (given) => give(store, given),
    addMailbox: (person) => addMailbox(store, person),
    switchAdminApi(on) {
      ground.documents.graph[availability] = on ? 'on' : 'off'
      ground.changed('graph', availability)
    },
    notifier,
    subscriptions: () => store.subscriptions().filter((one) => isAlive(one, ground.now())),
    reroute: outside.reroute,
    treatRepeats(given) {
      const reading = readRepeats(given, repeatsOf(ground))
      if ('problem' in reading) return reading
      setRepeats(ground, reading.repeats)
      return { done: reading.repeats }
    },
    act: (act) => actByHand(store, outside, act),
    invite: (wish) => inviteByHand(store, outside, wish),
    moveMailbox: (oid) => moveMailbox(store, oid),
    forgetRounds: (oid) => {
      for (const { id, mailbox } of store.rounds()) if (mailbox === oid) store.removeRound(id)
    },
    stop: notifier.stop
  }

  async function answer(asked: Asked): Promise<Answered> {
    if (isAdminApi(asked.path)) return answerAdminApi(store, asked)
    const requestId = requestIdOf(++asks)
    let caller: Caller | undefined
    try {
      caller = callerOf(store, asked.headers.authorization)
      if (isBatch(asked)) {
        const answered = await answerBatch(asked, answer)
        return signed({ ...answered, actor: nameForJournal(caller) }, asked, requestId)
      }
      const call = readCall(asked, caller)
      const { route, params } = routeFor(asked)
      call.params = params
      // People, groups and subscriptions are kept by Graph itself and not in a mailbox: the limit is one of the Outlook service.
      // learn.microsoft.com/graph/throttling-limits
      const wait = isInMailbox(call.path) ? within : <Result>(_: string, work: () => Promise<Result>) => work()
      const answered = await wait(mailboxName(call), async () => {
        // One turn of the loop passes, so that requests which arrive together are together here, too.
        await nextTurn()
        return route.handler(call)
      })
      return signed(
        { ...answered, headers: headersOf(answered, call), actor: nameForJournal(caller) },
        asked,
        requestId
      )
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault
      const refused = printRefusal(fault, asked, requestId, ground.now())
      return signed(caller ? { ...refused, actor: nameForJournal(caller) } : refused, asked, requestId)
    }
  }

  function readCall(asked: Asked, caller: Caller): Call {
    const { method, path, query, headers, body } = asked
    return {
      store,
      outside,
      caller,
      method,
      path: path.slice(prefix.length),
      query: readQuery(query),
      headers,
      prefer: readPrefer(headers.prefer),
      params: {},
      body: bodyReader(body),
      raw: () => body
    }
  }
}

const isBatch = ({ path, method }: Asked) => method === 'POST' && /^\/v1\.0\/(\$|%24)batch\/?$/i.test(path)

function routeFor({ method, path }: Asked): { route: Route; params: Caught } {
  const segments = segmentsOf(path.slice(prefix.length))
  let known = false
  for (const route of routesByLength.get(segments.length) ?? []) {
    const params = match(route.pattern, segments)
    if (!params) continue
    known = true
    if (route.method === method) return { route, params }
  }
  if (known) throw refuse(405, 'UnsupportedHttpVerb', `The HTTP method '${method}' is not supported for this resource.`)
  throw badRequest(`Resource not found for the segment '${segments.at(-1) ?? ''}'.`)
}

const mailboxName = ({ params, caller, store }: Call) =>
  params.group ??
  (params.user ? (store.person(params.user)?.id ?? params.user) : caller.kind === 'user' ? caller.user.id : 'app')

function headersOf({ headers = {} }: Answer, { prefer }: Call): Record<string, string> {
  return { ...headers, ...(prefer.applied.length ? { 'preference-applied': prefer.applied.join(', ') } : {}) }
}

function printRefusal(
  { status, code, message, more, headers }: Refusal,
  asked: Asked,
  requestId: string,
  now: number
): Answered {
  const innerError = {
    date: new Date(now).toISOString().slice(0, 19),
    'request-id': requestId,
    'client-request-id': asked.headers['client-request-id'] ?? requestId
  }
  return { status, headers, body: { error: { code, message, ...more, innerError } } }
}

function signed(answered: Answered, asked: Asked, requestId: string): Answered {
  const isEntity = typeof answered.body === 'object'
  return {
    ...answered,
    headers: {
      'cache-control': 'private',
      ...(isEntity
        ? {
            'content-type':
              'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8'
          }
        : {}),
      'request-id': requestId,
      'client-request-id': asked.headers['client-request-id'] ?? requestId,
      'x-ms-ags-diagnostic':
        '{"ServerInfo":{"DataCenter":"Sandbox","Slice":"E","Ring":"0","ScaleUnit":"000","RoleInstance":"SANDBOX"}}',
      ...answered.headers
    }
  }
}

function requestIdOf(serial: number): string {
  const hex = fingerprint('request', serial).toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
