// The whole app over the world's services, and people who are signed in to it: every rule of the frame holds here, too.
import type { LightMyRequestResponse } from 'fastify'
import { createApp } from '../../../server/app.ts'
import { hashOf } from '../../../server/plugins/session.ts'
import type { SalesforceDesk, Services } from '../../../server/services.ts'
import type { Entry as Audited } from '../../../src/audit/audit-log.ts'
import { auditInto } from '../../../src/audit/audit-log.ts'
import { stewardNotesInto } from '../../../src/audit/steward-notes.ts'
import type { MailboxHours } from '../../../src/availability/mailbox-hours.ts'
import type { Entry } from '../../../src/availability/week.ts'
import type { Booking } from '../../../src/bookings/booking.ts'
import type { CalendarList } from '../../../src/delegates/calendar-list.ts'
import type { Standing } from '../../../src/delegates/standing.ts'
import type { Link } from '../../../src/links/link.ts'
import type { Kept } from '../../../src/outbox/message.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import type { Person } from '../../../src/people/person.ts'
import { HOUR, MINUTE } from '../../../src/time/instant.ts'
import { busyTimesFrom } from '../../world/busy-times.ts'
import { ari, cora, dana, eve, fay, halfHours, max, mondayMorning, olga, rae, sam, twoTimes } from '../../world/cast.ts'
import { form, valuesOf } from '../../world/pages.ts'
import { editor, worldWith } from '../../world/services.ts'

type Known = Exclude<Standing, { unknown: string }>

const nothing: Known = { ...(editor as Known), folder: 'none', delegate: false }

/** What Exchange says about the cast on Olga's calendar: product.md's people, one by one. Everybody else: nothing. */
export const standingsOnOlga: Record<string, Standing> = {
  [dana.id]: { ...(editor as Known), privateItems: true },
  [ari.id]: { ...nothing, folder: 'custom' },
  [rae.id]: { ...nothing, folder: 'reviewer' },
  [fay.id]: { ...nothing, fullAccess: 'found' },
  [cora.id]: { ...(editor as Known), fullAccess: 'found' },
  [eve.id]: editor
}

export const lunch: Entry = {
  start: Date.parse('2027-01-05T11:00Z'),
  end: Date.parse('2027-01-05T12:00Z'),
  status: 'busy',
  private: false,
  allDay: false,
  title: 'Lunch with the board'
}

export const doctor: Entry = {
  ...lunch,
  start: Date.parse('2027-01-06T08:00Z'),
  end: Date.parse('2027-01-06T09:00Z'),
  private: true,
  title: 'Cardiologist'
}

/** The calendar's own list, as these standings tell it. */
function listOf(standings: Record<string, Standing>): CalendarList | { unknown: string } {
  if (Object.values(standings).some((each) => 'unknown' in each)) return { unknown: 'Exchange does not answer' }
  const listed = cast.flatMap((person) => {
    const standing = standings[person.id]
    if (!standing || 'unknown' in standing || standing.folder === 'none') return []
    const { folder, delegate, privateItems } = standing
    return [{ name: person.name, address: person.address, folder, delegate, privateItems }]
  })
  return { listed, everyone: 'availability', readAt: mondayMorning }
}

const cast = [dana, ari, rae, sam, fay, cora, eve, max]

type Given = { links?: Link[]; organizers?: Organizer[]; bookings?: Booking[]; salesforce?: SalesforceDesk }

export async function consoleOf(given: Given = {}) {
  const { links = [halfHours, twoTimes], organizers = [{ ...olga }], bookings, salesforce } = given
  const world = worldWith({ links, organizers })
  for (const [id, standing] of Object.entries(standingsOnOlga)) {
    const person = [dana, ari, rae, cora, eve].find((each) => each.id === id)
    if (!person || 'unknown' in standing) continue
    const { folder, delegate, privateItems } = standing
    const readAt = mondayMorning - 4 * MINUTE
    world.indexed.namings.set(person.address, [{ organizer: olga.id, folder, delegate, privateItems, readAt }])
  }
  const audited: Audited[] = []
  const auditLog: Services['auditLog'] = {
    append: async (entry) => void audited.push(entry),
    of: async () => audited,
    find: async () =>
      audited.map((entry, index) => ({ ...entry, number: index + 1, organizerName: olga.name })).reverse(),
    acts: async () => [...new Set(audited.map(({ act }) => act))].sort()
  }
  /** May be changed by a test between two requests. */
  const outside = {
    standings: { ...standingsOnOlga } as Record<string, Standing>,
    entries: [lunch, doctor] as Entry[] | undefined,
    mailbox: { zone: halfHours.zone, hours: halfHours.hours } as MailboxHours,
    kept: {} as Record<string, Kept[]>
  }
  world.services.auditLog = auditLog // stores that write their own entries use this one, too
  const services: Services = {
    ...world.services,
    salesforceDesk: salesforce,
    auditLog,
    audit: auditInto(auditLog),
    stewardNotes: stewardNotesInto(auditLog),
    standings: { of: async (person) => outside.standings[person.id] ?? nothing },
    calendarLists: { of: async () => listOf(outside.standings) },
    mailboxHours: { hoursOf: async () => outside.mailbox },
    weeks: {
      entries: async () => (outside.entries ? { entries: outside.entries } : { unknown: 'Exchange does not answer' })
    },
    busyTimes: busyTimesFrom(async () => {
      if (!outside.entries) return { unknown: 'Exchange does not answer' }
      const items = outside.entries.map(({ start, end, status }) => ({ start, end, status }))
      return { items, readAt: mondayMorning }
    }),
    outbox: { ...world.services.outbox, ofBooking: async (id) => outside.kept[id] ?? [] }
  }
  if (bookings) {
    services.bookings = {
      ...services.bookings,
      ofOrganizer: async (id) => bookings.filter((each) => each.state !== 'new' && each.organizer === id),
      ofLink: async (id) => bookings.filter((each) => each.state !== 'new' && each.link === id)
    }
  }
  Object.assign(services.answering, { standings: services.standings })
  const app = await createApp({ services, cookieKey: Buffer.alloc(32, 'a key for tests') })
  await app.ready()

  /** Somebody at her desk: signed in, with the cookies of her browser. */
  async function as(person: Person) {
    const value = `session of ${person.name}`
    await services.sessions.start({
      hash: hashOf(value),
      person: { id: person.id, name: person.name, address: person.address },
      startedAt: services.clock(),
      endsAt: services.clock() + 10 * HOUR,
      sealedToken: null,
      tokenEndsAt: services.clock()
    })
    const jar = new Map([['__Host-session', app.signCookie(value)]])
    const cookie = () => [...jar].map(([name, content]) => `${name}=${encodeURIComponent(content)}`).join('; ')
    const keep = (answer: LightMyRequestResponse) => {
      for (const { name, value: content } of answer.cookies) jar.set(name, content)
      return answer
    }
    const get = async (url: string) => keep(await app.inject({ url, headers: { cookie: cookie() } }))
    /** A form from `page`, with the token that stands in it; also one that the page never offered. */
    const post = async (url: string, fields: Record<string, string> | [string, string][], page = '/console') => {
      const [token = ''] = valuesOf((await get(page)).body, '_csrf')
      const pairs = Array.isArray(fields) ? fields : Object.entries(fields)
      const asked = form(url, [['_csrf', token], ...pairs] as [string, string][])
      return keep(await app.inject({ ...asked, headers: { ...asked.headers, cookie: cookie() } }))
    }
    return { get, post, cookie }
  }
  return { app, as, services, outside, audited, world }
}

export const olgasPath = `/console/organizers/${olga.id.slice(olga.id.indexOf('/') + 1)}`
