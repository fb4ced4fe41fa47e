// What a case about delta needs: events in the window, and for a sample token the link that a round really gave.
import { expectsSuccess, type GraphCase, sentencesOf } from './case.ts'
import { type Persona, people, personCalled } from './people.ts'
import { sampleOf } from './scene.ts'
import type { Reply, Tenant } from './tenant.ts'

const usualWindow = { start: '2016-12-01T00:00:00Z', end: '2016-12-30T00:00:00Z' }
const usualEvents = 5

type Window = typeof usualWindow

export async function bindDelta(tenant: Tenant, one: GraphCase, path: string): Promise<string> {
  const [place = '', query = ''] = path.split('?')
  if (!/\/delta$/i.test(place)) return path
  const window = windowIn(query) ?? usualWindow
  const owner = ownerIn(one, place)
  await fill(tenant, owner, window, countIn(one))

  const token = /\$(skip|delta)token=/i.exec(query)?.[1]?.toLowerCase()
  if (!token || !expectsSuccess(one)) return path
  const first = await ask(tenant, one, `${place}?startDateTime=${window.start}&endDateTime=${window.end}`)
  if (token === 'skip') return isAboutTheMiddle(one) ? next(first) : lastNext(tenant, one, first)
  const last = await toTheEnd(tenant, one, first)
  await change(tenant, owner, window, one)
  return pathOf(bodyOf(last)['@odata.deltaLink'])
}

function windowIn(query: string): Window | undefined {
  const named = (name: string) => new RegExp(`${name}=([^&]+)`, 'i').exec(query)?.[1]
  const [start, end] = [named('startdatetime'), named('enddatetime')]
  return start && end ? { start: decodeURIComponent(start), end: decodeURIComponent(end) } : undefined
}

function ownerIn({ caller }: GraphCase, place: string): Persona {
  const [, user] = /\/users\/([^/]+)/i.exec(place) ?? []
  return personCalled(decodeURIComponent(user ?? caller.as ?? '')) ?? people.alex
}

const countIn = (one: GraphCase) =>
  Number(/(\d+) events? in the window/i.exec(sentencesOf(one).join(' '))?.[1] ?? usualEvents)

async function fill(tenant: Tenant, { address }: Persona, window: Window, count: number) {
  const there = (await inWindow(tenant, address, window)).length
  for (let at = there; at < count; at++) await add(tenant, address, window, at, `Errand ${at + 1}`)
}

async function inWindow(tenant: Tenant, address: string, { start, end }: Window): Promise<{ id: string }[]> {
  const query = `startDateTime=${encodeURIComponent(start)}&endDateTime=${encodeURIComponent(end)}&$top=100`
  const { value } = await tenant.arrange('GET', `/users/${address}/calendarView?${query}`)
  return value as { id: string }[]
}

function add(tenant: Tenant, address: string, { start, end }: Window, at: number, subject: string) {
  const [from, to] = [Date.parse(start), Date.parse(end)]
  const begins = from + ((to - from) / 50) * (at + 1)
  const edge = (instant: number) => ({ dateTime: new Date(instant).toISOString().slice(0, 19), timeZone: 'UTC' })
  return tenant.arrange('POST', `/users/${address}/events`, {
    subject,
    start: edge(begins),
    end: edge(begins + 1_800_000)
  })
}

/** "one event deleted, one added since the deltaLink"; where nothing is said, both. */
async function change(tenant: Tenant, { address }: Persona, window: Window, one: GraphCase) {
  const said = sentencesOf(one).join(' ')
  const says = (form: RegExp) => form.test(said) || !/delet|remov|add|creat|chang|updat|mov|nothing/i.test(said)
  const [first, second] = await inWindow(tenant, address, window)
  if (first && says(/delet|remov/i)) await tenant.arrange('DELETE', `/users/${address}/events/${first.id}`)
  if (second && says(/chang|updat|mov/i))
    await tenant.arrange('PATCH', `/users/${address}/events/${second.id}`, { subject: 'Attend service' })
  if (says(/add|creat/i)) await add(tenant, address, window, 45, 'Attend service')
}

const isAboutTheMiddle = (one: GraphCase) =>
  one.assert?.some(({ at, op }) => at.includes('nextLink') && op !== 'absent') ?? '@odata.nextLink' in sampleOf(one)

function ask(tenant: Tenant, { requestHeaders = {}, caller }: GraphCase, path: string): Promise<Reply> {
  return tenant.ask({ method: 'GET', path, requestHeaders }, caller)
}

const bodyOf = ({ body, status, text }: Reply) => {
  if (status !== 200) throw new Error(`the round before was answered ${status} ${text.slice(0, 200)}`)
  return body as Record<string, string | undefined>
}

const pathOf = (link: string | undefined) => (link ?? '').replace(/^https:\/\/graph\.microsoft\.com/i, '')
const next = (reply: Reply) => pathOf(bodyOf(reply)['@odata.nextLink'])

async function lastNext(tenant: Tenant, one: GraphCase, reply: Reply): Promise<string> {
  const link = next(reply)
  const following = await ask(tenant, one, link)
  return bodyOf(following)['@odata.nextLink'] ? lastNext(tenant, one, following) : link
}

async function toTheEnd(tenant: Tenant, one: GraphCase, reply: Reply): Promise<Reply> {
  return bodyOf(reply)['@odata.nextLink'] ? toTheEnd(tenant, one, await ask(tenant, one, next(reply))) : reply
}
