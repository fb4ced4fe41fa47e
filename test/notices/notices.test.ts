import { describe, expect, test } from 'vitest'
import { inviteeWords } from '../../server/wording/invitee-letter.ts'
import { bookingWords } from '../../server/wording/notices.ts'
import type { Reader } from '../../server/wording/when.ts'
import { wholeLetter } from '../../server/wording/whole-letter.ts'
import type { Fact } from '../../src/bookings/booking.ts'
import type { Changer } from '../../src/bookings/changer.ts'
import type { Delivery } from '../../src/delegates/meeting-messages.ts'
import type { Standing } from '../../src/delegates/standing.ts'
import type { Link } from '../../src/links/link.ts'
import { type NoticeChoices, nextDaily, usualChoices, type When } from '../../src/notices/notice.ts'
import { mailAbout } from '../../src/notices/notify.ts'
import { LETTER_ATTEMPTS, type SendingNeeds, sendLetters } from '../../src/notices/send-letters.ts'
import { tellPeople } from '../../src/notices/tell-people.ts'
import type { Organizer } from '../../src/people/organizer.ts'
import type { Person } from '../../src/people/person.ts'
import { HOUR, MINUTE, SECOND } from '../../src/time/instant.ts'
import { type Zone, zoneNamed } from '../../src/time/zones.ts'
import type { Mail } from '../../src/watch/mail.ts'
import { everybodyActive } from '../world/accounts.ts'
import { confirmedFact, heldFact, tuesdayTwo } from '../world/booked.ts'
import { dana, eve, grace, halfHours, mondayMorning, olga } from '../world/cast.ts'
import { grantsInMemory } from '../world/grants.ts'
import { lettersInMemory } from '../world/letters.ts'
import { editor } from '../world/services.ts'

const later = mondayMorning + HOUR
const byInvitee: Changer = { as: 'invitee' }
const byDana: Changer = { as: 'delegate', id: dana.id, name: dana.name, right: 'delegate editor' }
const wednesday = { start: tuesdayTwo.start + 24 * HOUR, end: tuesdayTwo.end + 24 * HOUR }
const moved: Fact = { type: 'moved', at: later, by: byInvitee, slot: wednesday, claim: wednesday }
const cancelled: Fact = { type: 'cancelled', at: later, by: byInvitee, comment: 'Ill, sorry' }
const released: Fact = { type: 'released', at: mondayMorning, why: 'Exchange said no' }
const requested = { ...heldFact(), type: 'requested' } as Fact
const declined: Fact = { type: 'declined', at: later, by: byDana, comment: '' }

function office(facts: Fact[], { link = halfHours as Link, organizer = olga as Organizer } = {}) {
  const chosen = new Map<string, NoticeChoices>()
  const store = lettersInMemory()
  const delivery = { now: 'delegates and organizer' as Delivery }
  const standing = { now: editor }
  const reader: Reader = { zone: zoneNamed(link.zone) as Zone, now: mondayMorning }
  const needs = {
    standings: { of: async () => standing.now },
    accounts: everybodyActive,
    grants: grantsInMemory(),
    readers: { of: async () => ({ language: null, zone: 'America/New_York' }) },
    facts: async () => facts,
    links: { find: async () => ({ link, taken: 0 }) } as never,
    organizers: { find: async () => organizer } as never,
    meetingMessages: { of: async () => ({ delivery: delivery.now }) },
    chosen: { of: async (person: string) => chosen.get(person) ?? usualChoices, choose: async () => {} },
    letters: store.letters,
    clock: () => mondayMorning,
    newId: () => 'id',
    wordsFor: async (happened: Parameters<typeof bookingWords>[0]) =>
      bookingWords(happened, reader, 'https://meet.acme.example'),
    wordsForInvitee: (answer: Parameters<typeof inviteeWords>[0]) =>
      inviteeWords(answer, { page: 'https://meet.acme.example/booked/key', now: mondayMorning })
  }
  const told = async (writtenAt: number) => {
    const taken = {
      kind: 'tell people' as const,
      bookingId: 'b1',
      id: '1',
      attempt: 1,
      lease: 'x',
      until: writtenAt,
      writtenAt,
      sentAt: null
    }
    expect(await tellPeople(taken, needs)).toBe('done')
    return store.written.map(({ to, words }) => [to.name, words.subject])
  }
  const choose = (person: Person, change: Partial<NoticeChoices>) =>
    chosen.set(person.id, { ...usualChoices, ...change })
  return { told, choose, needs, delivery, standing, reader, written: store.written }
}

const when = (kind: keyof NoticeChoices['when'], value: When) => ({ when: { ...usualChoices.when, [kind]: value } })
const at = 'Tuesday 5 January, 14:00 to 14:30'
const facts = [heldFact(), confirmedFact]

describe('who keeps the link is told', () => {
  // biome-ignore format: a table
  test.each<[string, Fact[], number, string]>([
    ['that a time was booked', facts, mondayMorning, `Booked in Olga Okafor's calendar: ${at}`],
    ['that it was moved', [...facts, moved], later, "Moved in Olga Okafor's calendar: Wednesday 6 January, 14:00 to 14:30"],
    ['that it was cancelled', [...facts, cancelled], later, `Cancelled in Olga Okafor's calendar: ${at}`],
    ['that nothing was booked', [heldFact(), released], mondayMorning, `Not booked in Olga Okafor's calendar: ${at}`]
  ])('%s', async (_, story, moment, subject) => {
    const told = await office(story).told(moment)
    expect(told).toHaveLength(1)
    expect(told[0]?.[0]).toBe('Dana Whitfield')
    expect(told[0]?.[1]).toContain(subject)
  })

  test('once, however often the message is delivered', async () => {
    const { told } = office(facts)
    await told(mondayMorning)
    expect(await told(mondayMorning)).toHaveLength(1)
  })

  test('of the fact that the message is for, and not again of those before it', async () => {
    expect(await office([...facts, cancelled]).told(later)).toHaveLength(1)
  })

  test('and whoever made it, after it was handed over, while she may see that calendar', async () => {
    const handedOver = { link: { ...halfHours, keeper: eve } }
    const names = async (standing: Standing) => {
      const its = office(facts, handedOver)
      its.standing.now = standing
      return (await its.told(mondayMorning)).map(([name]) => name)
    }
    expect(await names(editor)).toEqual(['Eve Tanaka', 'Dana Whitfield'])
    expect(await names({ ...(editor as object), folder: 'none', delegate: false } as Standing)).toEqual(['Eve Tanaka'])
    expect(await names({ unknown: 'no answer' })).toEqual(['Eve Tanaka'])
  })

  test('not of what she did herself', async () => {
    expect(await office([...facts, { ...cancelled, by: byDana }]).told(later)).toEqual([])
    const declinedByHer = office([requested, declined])
    await declinedByHer.told(later)
    expect(declinedByHer.written.map(({ kind }) => kind)).toEqual(['invitee'])
  })

  test('in plain words, in the zone of the link, with what the invitee wrote marked as hers', async () => {
    const invitee = { ...grace, note: 'About the harbour\n> really' }
    const { told, written } = office([heldFact({ invitee }), confirmedFact])
    await told(mondayMorning)
    expect(written[0]?.words.text).toBe(
      [
        `Grace Hopper-Lee <grace.hopper-lee@harborlight.example> has booked ${at}, Berlin time.`,
        'From the invitee, not verified:\n> About the harbour\n> > really',
        `The link: Meeting with Olga Okafor\nhttps://meet.acme.example/console/links/${halfHours.id}`
      ].join('\n\n')
    )
  })

  test('with nothing in any subject that an invitee has typed', async () => {
    const bait = 'Zaphod Beeblebrox'
    const invitee = { ...grace, name: bait, address: 'zaphod@betelgeuse.example', note: bait }
    for (const story of [
      [heldFact({ invitee }), confirmedFact],
      [heldFact({ invitee }), confirmedFact, { ...cancelled, comment: bait }],
      [heldFact({ invitee }), released]
    ]) {
      const { told, written } = office(story)
      await told(story.at(-1)?.at ?? 0)
      expect(written[0]?.words.text).toContain(bait)
      expect(written[0]?.words.subject).not.toMatch(/Zaphod|betelgeuse/i)
    }
  })
})

describe('the organizer', () => {
  test('is told if she wants it, of her own calendar', async () => {
    const { told, choose } = office(facts)
    expect(await told(mondayMorning)).toHaveLength(1)
    choose(olga, { asOrganizer: true })
    expect(await told(mondayMorning)).toEqual([
      ['Dana Whitfield', `Booked in Olga Okafor's calendar: ${at}, Berlin time`],
      ['Olga Okafor', `Booked in your calendar: ${at}, Berlin time`]
    ])
  })

  test('is told once of a link of her own', async () => {
    const { told, choose } = office(facts, { link: { ...halfHours, madeBy: olga } })
    choose(olga, { asOrganizer: true })
    expect((await told(mondayMorning)).map(([name]) => name)).toEqual(['Olga Okafor'])
  })
})

describe('a reply from Outlook', () => {
  const reply = (response: 'declined' | 'accepted', address = grace.address): Fact => {
    const attendee = { name: grace.name, address, response, proposed: response === 'declined' ? wednesday : null }
    return {
      type: 'seen in calendar',
      at: later,
      respects: ['replies'],
      attendees: [attendee],
      private: false,
      series: false
    }
  }

  test('is told when the invitee declines, with the time that she would like', async () => {
    const { told, written } = office([...facts, reply('declined')])
    expect(await told(later)).toEqual([['Dana Whitfield', `Declined in Olga Okafor's calendar: ${at}, Berlin time`]])
    expect(written[0]?.words.text).toContain('It still stands in the calendar until somebody moves or cancels it.')
    expect(written[0]?.words.text).toContain('Proposed instead: Wednesday 6 January, 14:00 to 14:30')
  })

  // biome-ignore format: a table
  test.each<[string, Fact[]]>([
    ['accepts', [reply('accepted')]],
    ['is somebody else than the invitee', [reply('declined', eve.address)]],
    ['declines again what she has declined', [{ ...reply('declined'), at: later - HOUR }, reply('declined')]]
  ])('is not told when she %s', async (_, replies) => {
    expect(await office([...facts, ...replies]).told(later)).toEqual([])
  })

  test('goes to an organizer who wants it, unless Exchange sends replies to her delegates only', async () => {
    const { told, choose, delivery } = office([...facts, reply('declined')])
    choose(olga, { asOrganizer: true })
    delivery.now = 'delegates only'
    expect((await told(later)).map(([name]) => name)).toEqual(['Dana Whitfield'])
    delivery.now = 'delegates, organizer informed'
    expect((await told(later)).map(([name]) => name)).toEqual(['Dana Whitfield', 'Olga Okafor'])
  })
})

describe('the invitee', () => {
  const byClock: Fact = { type: 'declined', at: later, by: { as: 'clock' }, comment: '' }
  const withdrawn: Fact = { type: 'cancelled', at: later, by: byDana, comment: 'She travels' }
  const lateRelease: Fact = { type: 'released', at: later, why: 'Exchange said no' }
  const lost: Fact = { ...lateRelease, because: 'no_grant' }
  const bait = { ...grace, name: 'Zaphod', note: 'Zaphod', language: 'en' }
  const asked = { ...heldFact({ invitee: bait }), type: 'requested' } as Fact
  const approved: Fact = { type: 'approved', at: later, by: byDana, until: later + HOUR }
  const toHer = async (story: Fact[], moment = later) => {
    const { told, written } = office(story)
    await told(moment)
    return written.filter(({ kind }) => kind === 'invitee')
  }

  // biome-ignore format: a table
  test.each<[string, Fact[], string]>([
    ['was declined',                     [asked, declined],              'Olga Okafor cannot take this time.'],
    ['was answered by nobody',           [asked, byClock],               'Nobody has answered in time.'],
    ['was taken back by a delegate',     [asked, withdrawn],             'Olga Okafor writes:\n> She travels'],
    ['was approved and could not be',    [asked, approved, lateRelease], 'The calendar did not take the meeting.'],
    ['was being confirmed for long',     [heldFact(), lateRelease],      'The calendar did not take the meeting.'],
    ['lost the right that it stood on',  [heldFact(), lost],             'This time can no longer be offered.']
  ])('is written to once when what she asked for %s, in her zone, with nothing that she typed', async (_, story, said) => {
    const letters = await toHer(story)
    expect(letters).toHaveLength(1)
    expect(letters[0]?.to).toMatchObject({ name: grace.address, address: grace.address })
    const { subject, text, html } = letters[0]?.words ?? { subject: '', text: '' }
    expect(subject).toBe('Not booked: a meeting with Olga Okafor, Tuesday 5 January, 08:00 to 08:30, New York time')
    expect(text).toContain(said)
    expect(text).toContain('https://meet.acme.example/booked/key')
    expect(`${subject}${text}${html}`).not.toContain('Zaphod')
  })

  // biome-ignore format: a table
  test.each<[string, Fact[], number]>([
    ['was confirmed: Exchange invites her',                facts,                                mondayMorning],
    ['is cancelled with its meeting: Exchange tells her',  [...facts, { ...cancelled, by: byDana }], later],
    ['is taken back by herself',                           [asked, cancelled],                   later],
    ['failed while she looked at the page',                [heldFact(), released],               mondayMorning],
    ['is moved: Exchange tells her',                       [...facts, { ...moved, by: byDana }], later]
  ])('is not written to when what she asked for %s', async (_, story, moment) => {
    expect(await toHer(story, moment)).toEqual([])
  })

  test('does not read what a delegate noted when she declined', async () => {
    const [letter] = await toHer([asked, { ...declined, comment: 'Tiresome' } as Fact])
    expect(JSON.stringify(letter?.words)).not.toContain('Tiresome')
  })

  test('reads it in the language of her browser', async () => {
    const invitee = { ...grace, language: 'ar' }
    const [letter] = await toHer([{ ...heldFact({ invitee }), type: 'requested' } as Fact, declined])
    expect(letter?.words.language).toBe('ar')
    expect(letter?.words.subject).toContain('لم يُحجز')
  })
})

describe('each chooses', () => {
  test('not to be told of a kind', async () => {
    const { told, choose } = office(facts)
    choose(dana, when('booked', 'never'))
    expect(await told(mondayMorning)).toEqual([])
  })

  test('to be told in the morning, on her own clock', async () => {
    const { told, choose, written } = office(facts)
    choose(dana, { ...when('booked', 'daily'), zone: 'America/New_York' })
    await told(mondayMorning) // two at night in New York
    expect(written[0]).toMatchObject({ daily: true, dueAt: Date.parse('2027-01-04T12:00Z') })
  })

  test('or, having chosen no clock, on that of her mailbox', async () => {
    const { told, choose, written } = office(facts)
    choose(dana, when('booked', 'daily'))
    await told(mondayMorning)
    expect(written[0]?.dueAt).toBe(Date.parse('2027-01-04T12:00Z'))
  })

  test('for letters about calendars and Salesforce, too', async () => {
    const { needs, choose, written } = office([])
    choose(dana, when('calendar', 'never'))
    expect(await mailAbout('calendar', needs).send(dana, { subject: 's', text: 't' })).toBe('sent')
    expect(await mailAbout('salesforce', needs).send(dana, { subject: 's', text: 't' })).toBe('sent')
    expect(written.map(({ kind }) => kind)).toEqual(['salesforce'])
  })

  // biome-ignore format: a table
  test.each([
    ['before seven', '2027-01-04T05:59Z', 'Europe/Berlin', '2027-01-04T06:00Z'],
    ['at seven sharp, that one is gone', '2027-01-04T06:00Z', 'Europe/Berlin', '2027-01-05T06:00Z'],
    ['over the change to summer time', '2027-03-27T12:00Z', 'Europe/Berlin', '2027-03-28T05:00Z'],
    ['far to the east, already tomorrow', '2027-01-04T17:00Z', 'Pacific/Auckland', '2027-01-04T18:00Z']
  ])('the next morning, %s', (_, now, zone, due) => {
    expect(new Date(nextDaily(Date.parse(now), zone)).toISOString()).toBe(new Date(due).toISOString())
  })
})

describe('letters', () => {
  const letter = (key: string, to: Person, daily = false) => ({
    ...{ to, key, kind: 'booked' as const, daily, dueAt: mondayMorning },
    words: { subject: `Subject ${key}`, text: `Body ${key}`, html: `<p>Body ${key}</p>`, language: 'en' }
  })
  function post(outcome: Awaited<ReturnType<Mail['send']>> = 'sent') {
    const world = {
      now: mondayMorning,
      outcome,
      sent: [] as { to: string; subject: string; text: string; html?: string }[]
    }
    const store = lettersInMemory()
    const reported: string[] = []
    const needs: SendingNeeds = {
      letters: store.letters,
      mail: {
        async send(to, words) {
          world.sent.push({ to: to.name, ...words })
          return world.outcome
        }
      },
      whole: (letters) => wholeLetter(letters, 'https://meet.acme.example'),
      clock: () => world.now,
      random: () => 0,
      report: (_, problem) => void reported.push(problem)
    }
    return { world, needs, store, reported }
  }

  test('go each for itself, and those of the day in one', async () => {
    const { world, needs, store } = post()
    for (const each of [letter('1', dana), letter('2', dana, true), letter('3', dana, true), letter('4', olga, true)])
      await store.letters.write(each, mondayMorning)
    expect(await sendLetters(10, needs)).toBe(4)
    expect(world.sent.map(({ to, subject }) => [to, subject]).sort()).toEqual([
      ['Dana Whitfield', 'OnBehalf: today’s notices (2)'],
      ['Dana Whitfield', 'Subject 1'],
      ['Olga Okafor', 'Subject 4']
    ])
    const day = world.sent.find(({ subject }) => subject.includes('notices'))
    expect(day?.text).toContain('Hello Dana,\n\n\nSubject 2\n---------\nBody 2\n\n\nSubject 3')
    expect(day?.html).toContain('<h2>Subject 2</h2>\n<p>Body 2</p>\n<h2>Subject 3</h2>')
    expect(day?.html).toContain('<html lang="en" dir="ltr">')
    expect(await sendLetters(10, needs)).toBe(0)
  })

  test('that were surely not sent are tried again, and given up in the end', async () => {
    const { world, needs, store, reported } = post({ notSent: 'Exchange answered 503' })
    await store.letters.write(letter('1', dana), mondayMorning)
    for (let hour = 0; hour < 48; hour++) {
      await sendLetters(10, needs)
      world.now += HOUR * 3
    }
    expect(world.sent).toHaveLength(LETTER_ATTEMPTS)
    expect(reported).toHaveLength(LETTER_ATTEMPTS)
  })

  test('of which one person gets many, by a slow mailbox: none is begun that another may have taken by then', async () => {
    const { world, needs, store } = post()
    const send = needs.mail.send
    const slow = async (...given: Parameters<typeof send>) => {
      world.now += 10 * SECOND
      return send(...given)
    }
    for (let number = 0; number < 8; number++) await store.letters.write(letter(`${number}`, dana), mondayMorning)
    await sendLetters(10, { ...needs, mail: { send: slow } })
    expect(world.sent).toHaveLength(5)
    await sendLetters(10, needs)
    expect(new Set(world.sent.map(({ subject }) => subject)).size).toBe(8)
    expect(world.sent).toHaveLength(8)
  })

  test('that may have been sent are not sent again', async () => {
    const { world, needs, store } = post({ unclear: 'no answer' })
    await store.letters.write(letter('1', dana), mondayMorning)
    await sendLetters(10, needs)
    world.now += 10 * MINUTE
    await sendLetters(10, needs)
    expect(world.sent).toHaveLength(1)
  })
})
