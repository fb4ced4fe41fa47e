import { describe, expect, test } from 'vitest'
import { book, type Hand, openAndBook, openLink, signInByHand, textOf } from './by-hand.ts'
import { OLGA } from './clouds.ts'
import { aStage } from './stage.ts'

const stage = aStage()
const OLGAS_DESK = '/console/organizers/a0c3e000-0000-4000-8000-000000000001'

const refused = [
  {
    name: 'Rae Lindqvist',
    address: 'rae.lindqvist@acme.example',
    because: 'You can see Olga Okafor’s calendar, but you cannot schedule for Olga Okafor.',
    reason: 'role_reviewer'
  },
  {
    name: 'Fay Moreau',
    address: 'fay.moreau@acme.example',
    because: 'You can open Olga Okafor’s mailbox, but Olga Okafor has not made you a delegate.',
    reason: 'full_access_is_not_delegation'
  }
]

describe.each(refused)('$name may not offer Olga’s time', ({ name, address, because, reason }) => {
  test('and reads why, what to do, and a message to send', async () => {
    const page = await stage.signedIn(name)
    expect(plain(await page.getByRole('main').innerText())).toContain(plain(because))
    expect(await page.getByRole('link', { name: 'Availability link for Olga Okafor' }).count()).toBe(0)

    await page.goto(`${stage.town.origin}${OLGAS_DESK}/availability-links/new`)
    const words = plain(await page.getByRole('main').innerText())
    expect(words).toContain(plain(because))
    expect(words).toContain('Ask Olga Okafor to make you a delegate with Editor rights.')
    expect(words).toContain(reason)
    expect(await page.getByLabel('Message').inputValue()).toContain('Please make me a delegate with Editor rights.')
    expect(stage.complaints()).toEqual([])
  })

  test('and a form that she makes herself is refused in the same words', async () => {
    const dana = await signInByHand(stage.town.origin, 'dana.whitfield@acme.example')
    const before = await linksOf(dana)
    const hand = await signInByHand(stage.town.origin, address)
    const _csrf = await ownToken(hand)

    for (const [path, fields] of crafted) {
      const answer = await hand.post(`${OLGAS_DESK}/${path}`, [['_csrf', _csrf], ...fields])
      expect(answer.status).toBe(403)
      expect(plain(textOf(await answer.text()))).toContain(plain(because))
    }
    expect(await linksOf(dana)).toEqual(before)

    // the very same fields are a link when Dana sends them: it was not the form that was wrong
    const token = await ownToken(dana)
    for (const [path, fields] of crafted) {
      const answer = await dana.post(`${OLGAS_DESK}/${path}`, [['_csrf', token], ...fields])
      expect(answer.headers.get('location')).toMatch(/^\/console\/links\/[\w-]+\?made=1$/)
    }
  })
})

describe('what comes from elsewhere', () => {
  test('a form with a token of somebody else, or none, changes nothing', async () => {
    const dana = await signInByHand(stage.town.origin, 'dana.whitfield@acme.example')
    const rae = await signInByHand(stage.town.origin, 'rae.lindqvist@acme.example')
    const [path, fields] = crafted[0]
    const before = await linksOf(dana)
    for (const _csrf of ['', await ownToken(rae)]) {
      expect((await dana.post(`${OLGAS_DESK}/${path}`, [['_csrf', _csrf], ...fields])).status).toBe(403)
    }
    expect(await linksOf(dana)).toEqual(before)
  })

  test('nobody sees the console without signing in, and her own link brings her back', async () => {
    const page = await stage.visitor()
    await page.goto(`${stage.town.origin}/console/links`)
    await page.getByRole('button', { name: 'Sign in as Dana Whitfield' }).click()
    await page.getByRole('heading', { name: 'Links', exact: true }).waitFor()
    expect(page.url()).toBe(`${stage.town.origin}/console/links`)
  })
})

describe('Dana’s right is taken away', () => {
  // A standing is believed for a minute (test/delegates/rights.test.ts); a restart has nothing to believe.
  test('her links say nothing to anybody, nobody can book, and they are back when the right is', async () => {
    const dana = await signInByHand(stage.town.origin, 'dana.whitfield@acme.example')
    const unopened = await aLink(dana)
    const form = await openLink(stage.town.demo)
    expect(form.status).toBe(200)

    await stage.town.clouds.permission(OLGA, 'Dana Whitfield', 'none')
    await stage.restart()
    const closed = await openLink(stage.town.demo)
    expect(closed.status).toBe(410)
    expect(textOf(closed.html)).not.toMatch(/Olga|Dana/)
    expect(await openLink(unopened)).toMatchObject({ status: 410, html: closed.html })
    expect(await openLink(`${stage.town.origin}/book/${'x'.repeat(32)}`)).toMatchObject({
      status: 410,
      html: closed.html
    })
    const late = { name: 'Amélie Dufour', email: 'amelie.dufour@meridian.example' }
    const [slot = ''] = form.slots
    expect((await book(stage.town.demo, { id: form.id, zone: form.zone, slot, ...late })).status).toBe(410)
    expect(await stage.town.clouds.meetingsWith(late.email)).toEqual([])

    await stage.town.clouds.permission(OLGA, 'Dana Whitfield', 'delegateWithPrivateEventAccess')
    await stage.restart()
    expect((await openAndBook(unopened, late)).status).toBe(303)
  })
})

const week = [1, 2, 3, 4, 5].flatMap((day): [string, string][] => [
  [`open-${day}`, 'yes'],
  [`hours-${day}`, '09:00-17:00']
])
const common: [string, string][] = [
  ['from', 'delegate'],
  ['zone', 'Europe/Berlin'],
  ['subject', 'Made by hand'],
  ['place', 'teams'],
  ['bufferBefore', '0'],
  ['bufferAfter', '0'],
  ['notice', '0'],
  ['length', '30']
]
const inTwoWeeks = `${new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10)}T03:00Z/30`

/** What the two forms of the console send, written by hand. */
const crafted: [[string, [string, string][]], [string, [string, string][]]] = [
  ['availability-links', [...common, ...week, ['horizon', '365'], ['uses', '']]],
  ['time-slot-links', [...common, ['takers', 'one'], ['slot', inTwoWeeks]]]
]

/** A good anti-forgery token, from the one form that everybody has. */
async function ownToken(hand: Hand): Promise<string> {
  const token = /name="_csrf" value="([^"]+)"/.exec(await (await hand.get('/console')).text())?.[1]
  if (!token) throw new Error('no form with a token')
  return token
}

async function linksOf(hand: Hand): Promise<string[]> {
  const html = await (await hand.get('/console/links')).text()
  return [...html.matchAll(/\/console\/links\/([0-9a-f-]{36})/g)].map(([, id = '']) => id)
}

async function aLink(hand: Hand): Promise<string> {
  const [path, fields] = crafted[0]
  const made = await hand.post(`${OLGAS_DESK}/${path}`, [['_csrf', await ownToken(hand)], ...fields])
  const page = await (await hand.get(made.headers.get('location') ?? '')).text()
  const address = /id="address"[^>]* value="([^"]+)"/.exec(page)?.[1]
  if (!address) throw new Error('no address on the page of the new link')
  return address
}

/** Typographic and straight apostrophes read the same. */
const plain = (text: string) => text.replaceAll('’', "'").replace(/\s+/g, ' ')
