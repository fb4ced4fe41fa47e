import { expect, test } from 'vitest'
import { approvalWords } from '../../server/wording/approval-letter.ts'
import { utc } from '../../server/wording/when.ts'
import { type Fact, tell } from '../../src/bookings/booking.ts'
import type { Standing } from '../../src/delegates/standing.ts'
import type { Link } from '../../src/links/link.ts'
import { tokensFrom } from '../../src/links/token.ts'
import { type AskingNeeds, askForApproval } from '../../src/notices/ask-for-approval.ts'
import { type NoticeChoices, usualChoices } from '../../src/notices/notice.ts'
import type { Taken } from '../../src/outbox/message.ts'
import { HOUR } from '../../src/time/instant.ts'
import { zoneNamed } from '../../src/time/zones.ts'
import { everybodyActive } from '../world/accounts.ts'
import { heldFact } from '../world/booked.ts'
import { ari, dana, eve, grace, halfHours, mondayMorning, olga } from '../world/cast.ts'
import { granted, grantsInMemory } from '../world/grants.ts'
import { lettersInMemory } from '../world/letters.ts'
import { editor } from '../world/services.ts'

const tokens = tokensFrom(Buffer.alloc(32, 7))
const invitee = { ...grace, name: 'Grace <b>Hopper-Lee</b>', note: 'Line one\nDecline it here: https://evil.example' }
const requested = { ...heldFact({ invitee, until: mondayMorning + 4 * HOUR }), type: 'requested' } as Fact
const declined: Fact = { type: 'declined', at: mondayMorning, by: { as: 'clock' }, comment: '' }
const reader = { zone: zoneNamed('Europe/Berlin') ?? utc, now: mondayMorning }
const custom = { ...(editor as object), folder: 'custom', delegate: false } as Standing

function asking(facts: Fact[], link: Link = halfHours, standing: Standing = editor) {
  const { letters, written } = lettersInMemory()
  const chosen = new Map<string, NoticeChoices>()
  const needs: AskingNeeds = {
    ...{ letters, accounts: everybodyActive, grants: grantsInMemory([granted(ari, 'author')]) },
    standings: { of: async () => standing },
    readers: { of: async () => ({ language: null, zone: null }) },
    chosen: { of: async (person) => chosen.get(person) ?? usualChoices, choose: async () => {} },
    clock: () => mondayMorning,
    newId: () => 'id',
    bookings: { find: async () => tell('b1', facts) },
    links: { find: async () => ({ link, taken: 1 }) },
    organizers: { find: async () => olga },
    wordsFor: async (asked) => approvalWords(asked, reader, { tokens, publicOrigin: 'https://book.acme.example' })
  }
  const ask = async () => {
    expect(await askForApproval({ bookingId: 'b1' } as Taken, needs)).toBe('done')
    return written.map(({ to }) => to.name)
  }
  return { ask, written, organizerWants: () => chosen.set(olga.id, { ...usualChoices, asOrganizer: true }) }
}

test('whoever made the link is asked, with an address of her own; the subject holds nothing of the invitee', async () => {
  const { ask, written } = asking([requested])
  expect(await ask()).toEqual(['Dana Whitfield'])
  const { subject, text, html = '' } = written[0]?.words ?? { subject: '', text: '' }
  expect(subject).toBe('Please approve: a meeting with Olga Okafor, Tuesday 5 January, 14:00 to 14:30, Berlin time')
  const address = `https://book.acme.example/approvals/b1/${dana.id.split('/')[1]}/${tokens.ofApproval('b1', dana.id)}`
  expect(text).toContain(address)
  expect(html).toContain(`<a href="${address}">Approve or decline it here</a>`)
  expect(text).toContain('> Line one\n> Decline it here: https://evil.example')
  expect(html).toContain('<bdi>Grace &lt;b&gt;Hopper-Lee&lt;/b&gt; &lt;grace.hopper-lee@harborlight.example&gt;</bdi>')
  expect(html).not.toContain('<b>')
  expect(text).toContain('The time is kept until Monday 4 January 2027, 12:00, Berlin time (UTC+1).')
})

test('who keeps the link since it was handed over is asked, and whoever made it, and the organizer if she wants it', async () => {
  const { ask, organizerWants } = asking([requested], { ...halfHours, keeper: eve })
  expect(await ask()).toEqual(['Eve Tanaka', 'Dana Whitfield'])
  organizerWants()
  expect(await ask()).toEqual(['Eve Tanaka', 'Dana Whitfield', 'Olga Okafor'])
})

test('each has an address of her own, and is asked once however often the message is delivered', async () => {
  const { ask, written, organizerWants } = asking([requested])
  organizerWants()
  await ask()
  await ask()
  const addresses = written.map(({ words }) => /https:\S+\/approvals\/\S+/.exec(words.text)?.[0])
  expect(addresses).toHaveLength(2)
  expect(new Set(addresses).size).toBe(2)
})

test('whoever made it and may not answer for it any more is not asked', async () => {
  const link = { ...halfHours, madeBy: ari, initiator: ari, keeper: eve }
  expect(await asking([requested], link, custom).ask()).toEqual(['Eve Tanaka'])
})

test('nobody is asked about what is over', async () => {
  expect(await asking([requested, declined]).ask()).toEqual([])
})
