// The rights table from the outside: an administrator changes what Exchange says of a person, and she tries every act
// through pages and crafted forms of the whole app, over the real clients and the imitated clouds. npm run matrix
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import { type Composed, compose } from '../../server/compose.ts'
import { readConfig } from '../../server/config.ts'
import { enrolConfigured } from '../../server/enrol.ts'
import { hashOf } from '../../server/plugins/session.ts'
import type { Link } from '../../src/links/link.ts'
import type { Person } from '../../src/people/person.ts'
import { HOUR } from '../../src/time/instant.ts'
import { availabilityForm, timeSlotForm } from '../pages/console/forms.ts'
import { halfHours } from '../world/cast.ts'
import { form } from '../world/pages.ts'
import { dana, fay, olga, rae, sam, useAcme } from './acme.ts'
import { wish } from './story.ts'

const acme = useAcme()
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'onbehalf-matrix-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const olgasPath = `/console/organizers/${olga.id.slice(olga.id.indexOf('/') + 1)}`

/** The app as it starts, with nothing that it believes from before. */
async function fresh() {
  const config = readConfig({
    ...acme.settings,
    ...{ ORGANIZERS: olga.address, DATA_DIR: folder, WORKER: 'no', ORGANIZATION_NAME: 'Acme Ltd', LOG_LEVEL: 'silent' }
  })
  const composed = await compose(config, pino({ level: 'silent' }))
  const app = await createApp({ services: composed.services, cookieKey: composed.keys.cookies })
  await app.ready()
  await enrolConfigured(config.organizers, composed.services)
  return {
    app,
    ...composed,
    async close() {
      await app.close()
      await composed.close()
    }
  }
}

/** What a person gets who tries everything. Numbers are statuses; 303 of a form: done. */
async function triesEverything(
  person: Person,
  { app, services }: Composed & { app: Awaited<ReturnType<typeof createApp>> }
) {
  const value = crypto.randomUUID()
  const token = await acme.tokenOf(person)
  const now = services.clock()
  await services.sessions.start({
    ...{ hash: hashOf(value), person, startedAt: now, endsAt: now + HOUR },
    ...{ sealedToken: services.signIn.seal(token), tokenEndsAt: now + HOUR }
  })
  const jar = new Map([['session', app.signCookie(value)]])
  const headers = () => ({ cookie: [...jar].map(([name, each]) => `${name}=${encodeURIComponent(each)}`).join('; ') })
  const get = async (url: string) => {
    const answer = await app.inject({ url, headers: headers() })
    for (const { name, value: each } of answer.cookies) jar.set(name, each)
    return answer
  }
  const csrf = /name="_csrf" value="([^"]+)"/.exec((await get('/console')).body)?.[1] ?? ''
  const post = async (url: string, fields: [string, string][]) => {
    const asked = form(url, [['_csrf', csrf], ...fields] as [string, string][])
    return (await app.inject({ ...asked, headers: { ...asked.headers, ...headers() } })).statusCode
  }
  const theirs = {
    ...halfHours,
    id: crypto.randomUUID(),
    organizer: olga,
    initiator: olga,
    madeBy: olga,
    createdAt: now
  }
  const own = { ...theirs, id: crypto.randomUUID(), initiator: person, madeBy: person }
  for (const link of [theirs, own])
    await services.links.add(link, services.tokens.hash(services.tokens.ofLink(link.id)))

  const booked = async (link: Link) => {
    const id = crypto.randomUUID()
    const slot = { start: now + nextDay++ * 24 * HOUR, end: now + nextDay * 24 * HOUR }
    const placing = wish({ id, slot, link, organizer: olga.id })
    await services.bookings.place({ ...placing, facts: placing.facts.map((fact) => ({ ...fact, at: now })), now })
    const gone = { id: `no-meeting-${id}`, iCalUId: id, joinUrl: null }
    await services.bookings.append(id, 1, [{ type: 'confirmed', at: now, meeting: gone }], [], now)
    return `/console/bookings/${id}`
  }
  /** An entry of Olga's diary that no link has made, to Salesforce. */
  const saves = async (title: string) => {
    const item = await itemCalled(title, services)
    const before = await services.savedMeetings.ofItem(olga.id, item)
    const sent = [['item', item] as [string, string], ['seen', String(before[0]?.version ?? 0)] as [string, string]]
    const status = await post(`${olgasPath}/meetings/saving`, [...sent, ['who', 'nobody']])
    const [saved] = await services.savedMeetings.ofItem(olga.id, item)
    expect(saved?.lastBy.id === person.id).toBe(status === 303)
    return status
  }
  const [theirBooking, ownBooking] = [await booked(theirs), await booked(own)]
  /** The Event of a booking, which Salesforce has refused, tried again. */
  const triesEvent = async (booking: string) => {
    const id = booking.slice('/console/bookings/'.length)
    const key = `bk-${id}`
    await services.legs.wish({ key, organizer: olga.id, source: { kind: 'booking', id } }, now)
    const line = { at: now, actor: null, result: 'sf_rejected', said: '' }
    await services.legs.change(key, ['waiting'], { state: 'parked' }, line)
    const status = await post(`/console/activities/${key}/attempts`, [])
    expect((await services.legs.find(key))?.state !== 'parked').toBe(status === 303)
    return status
  }
  const events = [await triesEvent(theirBooking), await triesEvent(ownBooking)]

  const tomorrow = `${new Date(now + 24 * HOUR).toISOString().slice(0, 10)}T03:00Z/30`
  const slots = [...(timeSlotForm() as [string, string][]).filter(([name]) => name !== 'slot'), ['slot', tomorrow]]
  const week = await get(olgasPath)

  const subject = `Numbers for ${person.name}`
  await acme.post('/_sandbox/invitation', {
    ...{ to: olga.address, sender: 'piet.jansen@acme.example', subject },
    start: new Date(now + 30 * HOUR).toISOString()
  })
  const invited = await services.answering.invitations.within(olga, { start: now, end: now + 60 * HOUR })
  const invitation = 'unknown' in invited ? undefined : invited.invitations.find(({ title }) => title === subject)
  if (!invitation) throw new Error('the invitation did not arrive')
  const listed = await get(`${olgasPath}/invitations`)
  expect(listed.body.includes(subject)).toBe(listed.statusCode === 200)
  const accepts = await post(`${olgasPath}/invitations/answers`, [
    ['form', services.formIds.make(`invitation of ${olga.id}: ${invitation.id}`, now)],
    ...[['item', invitation.id] as [string, string], ['times', invitation.times] as [string, string]],
    ...[['before', 'none'] as [string, string], ['answer', 'accept'] as [string, string]]
  ])
  const answer = await services.answering.invitations.read(olga, invitation.id)
  const isAccepted = typeof answer === 'object' && 'invitation' in answer && answer.invitation.response === 'accepted'
  expect(isAccepted).toBe(accepts === 303)
  return [
    week.statusCode,
    await post(`${olgasPath}/time-slot-links`, slots as [string, string][]),
    await post(`${olgasPath}/availability-links`, availabilityForm() as [string, string][]),
    (await app.inject(`/book/${services.tokens.ofLink(own.id)}`)).statusCode,
    await post(`/console/links/${theirs.id}/revocation`, [['sure', 'yes']]),
    await post(`/console/links/${own.id}/revocation`, [['sure', 'yes']]),
    accepts,
    (await get(`${theirBooking}/new-time`)).statusCode,
    await post(`${theirBooking}/cancellation`, [['sure', 'yes']]),
    (await get(`${ownBooking}/new-time`)).statusCode,
    await post(`${ownBooking}/cancellation`, [['sure', 'yes']]),
    await saves('Lunch with the works council'),
    await saves('Swimming'), // which is private
    ...events
  ]
}

async function itemCalled(called: string, { weeks, clock }: Composed['services']): Promise<string> {
  const week = await weeks.entries(olga, { start: clock(), end: clock() + 8 * 24 * HOUR })
  const entry = 'entries' in week && week.entries.find(({ title }) => title === called)
  return (entry ? entry.id : '') || expect.fail(`no ${called}`)
}

/** Bookings of long days far away, so that none is in another's way. */
let nextDay = 100

// biome-ignore format: a table
const expected: [role: string, ...[week: number, slots: number, availability: number, page: number, revokes: number, own: number, answers: number, moves: number, cancels: number, movesOwn: number, cancelsOwn: number, saves: number, savesPrivate: number, tries: number, triesOwn: number]][] = [
  ['none',                               403, 403, 403, 410, 404, 403, 403, 404, 404, 404, 404, 403, 403, 404, 404],
  ['freeBusyRead',                       403, 403, 403, 410, 404, 403, 403, 404, 404, 404, 404, 403, 403, 404, 404],
  ['limitedRead',                        200, 403, 403, 410, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403],
  ['read',                               200, 403, 403, 410, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403],
  ['custom',                             403, 403, 403, 410, 404, 403, 403, 404, 404, 404, 404, 403, 403, 404, 404],
  ['write',                              200, 403, 403, 410, 403, 303, 403, 403, 403, 403, 403, 403, 403, 403, 403],
  ['delegateWithoutPrivateEventAccess',  200, 303, 303, 200, 303, 303, 303, 200, 303, 200, 303, 303, 403, 303, 303],
  ['delegateWithPrivateEventAccess',     200, 303, 303, 200, 303, 303, 303, 200, 303, 200, 303, 303, 303, 303, 303]
]

test.each(expected)('%s', async (role, ...answers) => {
  for (const person of [dana, rae, sam])
    await acme.post('/_sandbox/permission', { organizer: olga.address, person: person.address, role })
  const here = await fresh()
  try {
    for (const person of [dana, rae, sam]) expect(await triesEverything(person, here), person.name).toEqual(answers)
  } finally {
    await here.close()
  }
})

const no = Array(11).fill(403)

test('full access alone gives nothing, and together with a right only the right', async () => {
  const here = await fresh()
  try {
    expect(await triesEverything(fay, here)).toEqual([403, 403, 403, 410, ...no])
  } finally {
    await here.close()
  }
  await acme.post('/_sandbox/permission', { organizer: olga.address, person: fay.address, role: 'read' })
  const again = await fresh()
  try {
    expect(await triesEverything(fay, again)).toEqual([200, 403, 403, 410, ...no])
  } finally {
    await again.close()
  }
})
