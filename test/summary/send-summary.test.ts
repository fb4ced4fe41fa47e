import { describe, expect, test } from 'vitest'
import type { MailboxHours } from '../../src/availability/mailbox-hours.ts'
import { type SummaryNeeds, sendDueSummaries } from '../../src/summary/send-summary.ts'
import type { SummaryChoice, SummaryStore } from '../../src/summary/summary-store.ts'
import { DAY, HOUR, MINUTE } from '../../src/time/instant.ts'
import { halfHours, mondayMorning, olga } from '../world/cast.ts'

type Outcome = Awaited<ReturnType<SummaryNeeds['mail']['send']>>

/** One organizer; her link was made on Monday at eight. It is now Tuesday, a minute before seven in Berlin. */
function world({ outcomes = [] as Outcome[], choice = { on: true, hour: 7 } as SummaryChoice } = {}) {
  const outside = {
    now: mondayMorning + 23 * HOUR - MINUTE,
    mailbox: { zone: 'Europe/Berlin', hours: {} } as MailboxHours,
    links: [{ link: halfHours, taken: 0 }]
  }
  let dueAt = 0
  const sentDays = new Set<string>()
  const mails: { at: number; subject: string }[] = []
  const reports: string[] = []
  const summaries: SummaryStore = {
    choiceOf: async () => choice,
    choose: async () => {},
    take: async (_, leaseFor, now) => {
      if (dueAt > now) return []
      dueAt = now + leaseFor
      return [olga.id]
    },
    next: async (_, at) => {
      dueAt = at
    },
    claim: async (_, day) => (sentDays.has(day) ? false : Boolean(sentDays.add(day))),
    giveBack: async (_, day) => void sentDays.delete(day)
  }
  const needs: SummaryNeeds = {
    organizers: { find: async () => olga },
    links: { ofOrganizer: async () => outside.links },
    bookings: { ofOrganizer: async () => [] },
    holds: { ofOrganizer: async () => [] },
    mailboxHours: { hoursOf: async () => outside.mailbox },
    summaries,
    mail: {
      async send(_, { subject }) {
        mails.push({ at: outside.now, subject })
        return outcomes.shift() ?? 'sent'
      }
    },
    clock: () => outside.now,
    wordsFor: ({ days }) => ({ subject: `${days.map(({ date }) => date)}`, text: '' }),
    report: (problem) => void reports.push(problem)
  }
  const pass = async (time: number) => {
    const end = outside.now + time
    for (; outside.now < end; outside.now += MINUTE) await sendDueSummaries(8, needs)
  }
  return { outside, mails, reports, pass, needs, at: (n: number) => ((mails[n]?.at ?? 0) - mondayMorning) / HOUR }
}

describe('the daily summary', () => {
  test('comes at her hour, once, and the next day again if there is something new', async () => {
    const { pass, mails, at, outside } = world()
    await pass(12 * HOUR)
    expect(mails.map(({ subject }) => subject)).toEqual(['2027-01-04,2027-01-05'])
    expect(at(0)).toBe(23)
    outside.links = [{ link: { ...halfHours, createdAt: outside.now }, taken: 0 }]
    await pass(DAY)
    expect(mails).toHaveLength(2)
    expect(at(1)).toBe(47)
  })

  test('is not written on a day without news', async () => {
    const { pass, mails, outside } = world()
    outside.links = [{ link: { ...halfHours, createdAt: mondayMorning - 9 * DAY }, taken: 0 }]
    await pass(2 * DAY)
    expect(mails).toEqual([])
  })

  test('that was surely not sent is tried again; one that may have arrived is not', async () => {
    const refused = world({ outcomes: [{ notSent: '503' }, { notSent: '503' }] })
    await refused.pass(2 * HOUR)
    expect(refused.mails.map(({ at }) => (at - mondayMorning - 23 * HOUR) / MINUTE)).toEqual([0, 10, 20])
    expect(refused.reports).toEqual(['503', '503'])

    const unclear = world({ outcomes: [{ unclear: 'the connection broke' }] })
    await unclear.pass(12 * HOUR)
    expect(unclear.mails).toHaveLength(1)
    expect(unclear.reports).toEqual(['the connection broke'])
  })

  test('that cannot be sent for hours waits for tomorrow', async () => {
    const { pass, mails } = world({ outcomes: Array(99).fill({ notSent: '503' }) })
    await pass(20 * HOUR)
    expect(mails.length).toBe(18)
  })

  test('waits while nobody can tell what her clock shows', async () => {
    const { pass, mails, reports, outside } = world()
    outside.mailbox = { unknown: 'Exchange does not answer' }
    await pass(HOUR)
    expect(mails).toEqual([])
    expect(new Set(reports)).toEqual(new Set(['Exchange does not answer']))
    outside.mailbox = { zone: 'Europe/Berlin', hours: {} }
    await pass(HOUR)
    expect(mails).toHaveLength(1)
  })

  test('of a process that was down in the morning does not come in the evening', async () => {
    const { pass, mails, outside, at } = world()
    outside.now += 9 * HOUR
    outside.links = [{ link: { ...halfHours, createdAt: outside.now }, taken: 0 }]
    await pass(10 * HOUR)
    expect(mails).toEqual([])
    await pass(10 * HOUR)
    expect(at(0)).toBe(47)
  })

  test('comes at the hour that she has chosen, on her own clock', async () => {
    const { pass, mails, at, outside } = world({ choice: { on: true, hour: 18 } })
    outside.mailbox = { zone: 'Asia/Kolkata', hours: {} }
    await pass(12 * HOUR)
    expect(mails).toHaveLength(1)
    expect(at(0)).toBe(29.5) // 12:30 in London
  })

  test('of one organizer does not stop because another’s cannot be told', async () => {
    const { needs, mails, reports, outside } = world()
    outside.now += MINUTE
    const both = { ...needs.summaries, take: async () => ['somebody', olga.id] }
    const find = async (id: string) => (id === olga.id ? olga : Promise.reject(new Error('the store is ill')))
    await sendDueSummaries(8, { ...needs, summaries: both, organizers: { find } })
    expect(mails).toHaveLength(1)
    expect(reports).toEqual(['a daily summary could not be written'])
  })
})
