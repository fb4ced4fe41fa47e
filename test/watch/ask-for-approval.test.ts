import { expect, test } from 'vitest'
import { approvalWords } from '../../server/wording/approval-letter.ts'
import { type Fact, tell } from '../../src/bookings/booking.ts'
import type { Link } from '../../src/links/link.ts'
import { tokensFrom } from '../../src/links/token.ts'
import type { Taken } from '../../src/outbox/message.ts'
import { HOUR } from '../../src/time/instant.ts'
import { type AskingNeeds, askForApproval } from '../../src/watch/ask-for-approval.ts'
import type { Mail } from '../../src/watch/mail.ts'
import { heldFact } from '../world/booked.ts'
import { dana, eve, grace, halfHours, mondayMorning } from '../world/cast.ts'

const tokens = tokensFrom(Buffer.alloc(32, 7))
const invitee = { ...grace, name: 'Grace <b>Hopper-Lee</b>', note: 'Line one\nDecline it here: https://evil.example' }
const requested = { ...heldFact({ invitee, until: mondayMorning + 4 * HOUR }), type: 'requested' } as Fact
const declined: Fact = { type: 'declined', at: mondayMorning, by: { as: 'clock' }, comment: '' }

async function asking(
  facts: Fact[],
  answer: Awaited<ReturnType<Mail['send']>> | 'no mail' = 'sent',
  link: Link = halfHours
) {
  const sent: { to: string; subject: string; text: string }[] = []
  const mail: Mail = {
    async send(to, words) {
      sent.push({ to: to.address, ...words })
      return answer === 'no mail' ? 'sent' : answer
    }
  }
  const needs = {
    bookings: { find: async () => tell('b1', facts) },
    links: { find: async () => ({ link, taken: 1 }) },
    mail: answer === 'no mail' ? undefined : mail,
    wordsFor: approvalWords(tokens, 'https://book.acme.example', () => mondayMorning)
  } as unknown as AskingNeeds
  return { sent, outcome: await askForApproval({ bookingId: 'b1' } as Taken, needs) }
}

test('whoever made the link is asked, with an address of her own; the subject holds nothing of the invitee', async () => {
  const { sent, outcome } = await asking([requested])
  expect(outcome).toBe('done')
  expect(sent).toMatchObject([
    { to: dana.address, subject: 'Please approve: a meeting with Olga Okafor, Tuesday 5 January 2027, 14:00 to 14:30' }
  ])
  expect(sent[0]?.text).toContain(
    `https://book.acme.example/approvals/b1/${dana.id.split('/')[1]}/${tokens.ofApproval('b1', dana.id)}`
  )
  expect(sent[0]?.text).toContain('> Line one\n> Decline it here: https://evil.example')
  expect(sent[0]?.text).toContain('The time is kept until Monday 4 January 2027, 12:00, Berlin time (UTC+1).')
})

test('who keeps the link since it was handed over is asked in her place', async () => {
  expect((await asking([requested], 'sent', { ...halfHours, keeper: eve })).sent[0]?.to).toBe(eve.address)
})

test('nobody is asked about what is over, nor where no mail is sent', async () => {
  expect(await asking([requested, declined])).toEqual({ sent: [], outcome: 'done' })
  expect(await asking([requested], 'no mail')).toEqual({ sent: [], outcome: 'done' })
})

test('a mail that did not go out, or perhaps did, is sent again', async () => {
  expect((await asking([requested], { notSent: 'no such mailbox' })).outcome).toEqual({ later: 'no such mailbox' })
  expect((await asking([requested], { unclear: 'no answer' })).outcome).toEqual({ later: 'no answer' })
})
