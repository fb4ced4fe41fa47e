import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { openAndBook, signInByHand, spanOf } from './by-hand.ts'
import { OLGA } from './clouds.ts'
import { soon } from './soon.ts'
import { aStage } from './stage.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const stage = aStage()
const olgasDesk = '/console/organizers/a0c3e000-0000-4000-8000-000000000001'
const inTwoWeeks = () => new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10)

const sizes = [
  { width: 320, height: 720 },
  { width: 1280, height: 900 }
]
const schemes = ['light', 'dark'] as const

/** Every page of the main job: how somebody comes to see it. */
const pages: Record<string, { as?: string; see(page: Page): Promise<unknown> }> = {
  'You act for': { as: 'Dana Whitfield', see: (page) => go(page, '/console') },
  'You act for, where nothing is allowed': { as: 'Rae Lindqvist', see: (page) => go(page, '/console') },
  'one organizer’s week': { as: 'Dana Whitfield', see: (page) => go(page, olgasDesk) },
  'a meeting that was saved to Salesforce': {
    as: 'Olga Okafor',
    async see(page) {
      await go(page, `${olgasDesk}?week=${inTwoWeeks()}`)
      await page.getByRole('link', { name: 'Lunch with the works council' }).click()
      await page.getByLabel('Nobody').check()
      await page.getByLabel('Somebody or something else').fill('nordwind')
      await page.getByRole('button', { name: 'Look for it' }).click()
      await page.getByLabel('Nordwind').check()
      await page.getByRole('button', { name: 'Save to Salesforce' }).click()
      await page.getByText('It is in Salesforce now.').waitFor()
      await page.getByText('Choose somebody or something else').click()
      await page.getByText('Stop following it').click()
    }
  },
  'a new availability link': { as: 'Dana Whitfield', see: (page) => go(page, `${olgasDesk}/availability-links/new`) },
  'an availability link that is not complete': {
    as: 'Dana Whitfield',
    async see(page) {
      await go(page, `${olgasDesk}/availability-links/new`)
      await page.getByLabel('What is it called?').fill('')
      await page.getByRole('button', { name: 'Make the link' }).click()
      await page.getByRole('alert').waitFor()
    }
  },
  'an availability link with every rule': {
    as: 'Dana Whitfield',
    async see(page) {
      await go(page, `${olgasDesk}/availability-links/new`)
      await page.getByLabel('1 hour', { exact: true }).check()
      await page.getByText('More rules').click()
      await page.getByRole('button', { name: 'Add a date' }).click()
      await page.getByLabel('Date 1', { exact: true }).fill('2027-12-24')
      await page.getByLabel('Colleagues who must be free').fill('ari.weiss@acme.example')
      await page.getByRole('button', { name: 'Update the preview' }).click()
      await page.getByText('The rules in words').click()
    }
  },
  'how her meetings get into Salesforce': { as: 'Olga Okafor', see: (page) => go(page, `${olgasDesk}/salesforce`) },
  'picking times': { as: 'Dana Whitfield', see: (page) => go(page, `${olgasDesk}/time-slot-links/new`) },
  'a link': {
    as: 'Dana Whitfield',
    async see(page) {
      await go(page, '/console/links')
      await page.getByRole('main').getByRole('listitem').getByRole('link').first().click()
      await page.getByLabel('Address').waitFor()
    }
  },
  'invitations that wait': {
    as: 'Dana Whitfield',
    async see(page) {
      await stage.town.clouds.olgaIsInvited('piet.jansen@acme.example', 'Numbers with Piet', { weeks: 3 })
      await go(page, `${olgasDesk}/invitations`)
      await page.getByRole('button', { name: 'Tentative' }).first().click()
      await page.getByText('Answered here lately').waitFor()
      await page.getByText('Add a comment').first().click()
    }
  },
  'times that are held': {
    as: 'Dana Whitfield',
    async see(page) {
      await go(page, `${olgasDesk}/time-slot-links/new?week=${inTwoWeeks()}`)
      const free = page.locator('.picks label:not(.pick-busy) input[name=slot]')
      await free.nth(1).check()
      await free.nth(3).check()
      await page.getByLabel('Hold these times in').check()
      await page.getByRole('button', { name: 'Make the link' }).last().click()
      await page.getByText('(being held)').or(page.getByText('(held)')).first().waitFor()
      await go(page, `${olgasDesk}/holds`)
      await page.getByText('Being put into the calendar').or(page.getByText('In the calendar')).first().waitFor()
    }
  },
  'more times than a day takes': {
    as: 'Dana Whitfield',
    async see(page) {
      await go(page, `${olgasDesk}/time-slot-links/new?week=${inTwoWeeks()}`)
      const day = page.locator('.picks .weekday').nth(3).locator('input[name=slot]')
      for (let nth = 0; nth < 9; nth++) await day.nth(nth).check()
      await page.getByLabel('Hold these times in').check()
      await page.getByLabel('Busy times, too').check()
      await page.getByRole('button', { name: 'Make the link' }).last().click()
      await page.getByText('are left, and you picked 9').first().waitFor()
    }
  },
  'a week with held times': { as: 'Dana Whitfield', see: (page) => go(page, `${olgasDesk}?week=${inTwoWeeks()}`) },
  'why a time is not offered': {
    as: 'Dana Whitfield',
    async see(page) {
      await go(page, '/console/links')
      await page.getByRole('main').getByRole('listitem').getByRole('link').first().click()
      await page.getByText('Why is a time not offered?').click()
      await page.getByLabel('Date').fill(inTwoWeeks())
      await page.getByLabel('Time', { exact: true }).fill('03:00')
      await page.getByRole('button', { name: 'Tell me why' }).click()
      await page.locator('#why').getByRole('status').waitFor()
    }
  },
  links: { as: 'Dana Whitfield', see: (page) => go(page, '/console/links') },
  'what is offered in her name': {
    as: 'Olga Okafor',
    async see(page) {
      await go(page, '/console/in-my-name')
      await page.getByText('Hand over').first().click()
    }
  },
  'a message whose From does not fit': {
    as: 'Dana Whitfield',
    see: (page) => go(page, '/console/new?organizer=olga.okafor@acme.example&from=eve.tanaka@acme.example')
  },
  'an activity that waits for a choice': {
    as: 'Dana Whitfield',
    async see(page) {
      await openAndBook(stage.town.demo, { name: 'Einkauf', email: 'einkauf@nordwind.example' }, 9)
      await soon(async () => (await go(page, '/console/activities')) && page.getByText('Who is').count(), 'a choice')
      await page.locator('summary', { hasText: 'Give it up' }).click()
    }
  },
  'a booking with its story, and what Salesforce knows beside it': {
    as: 'Dana Whitfield',
    async see(page) {
      await openAndBook(stage.town.demo, { name: 'Jörg', email: 'joerg.weissmueller@nordwind.example' }, 12)
      const written = '/console/activities?show=written'
      await soon(async () => (await go(page, written)) && page.getByText('Jörg').count(), 'the Event of Jörg')
      await page.getByRole('listitem').filter({ hasText: 'Jörg' }).getByRole('link').first().click()
      await page.getByText('As your Salesforce user').waitFor()
      await page.locator('summary', { hasText: 'Write nothing more' }).click()
    }
  },
  bookings: { as: 'Dana Whitfield', see: (page) => go(page, '/console/bookings') },
  'a refusal': { as: 'Fay Moreau', see: (page) => go(page, `${olgasDesk}/availability-links/new`) },
  'the booking page': { see: (page) => page.goto(stage.town.demo) },
  'the booking page with the zones open': {
    async see(page) {
      await page.goto(stage.town.demo)
      await page.getByText('change', { exact: true }).click()
    }
  },
  'the booking page with a choice of lengths, and a time kept from another week': {
    async see(page) {
      const desk = await stage.signedIn('Dana Whitfield')
      await go(desk, `${olgasDesk}/availability-links/new`)
      await desk.getByLabel('1 hour', { exact: true }).check()
      await desk.getByRole('button', { name: 'Make the link' }).last().click()
      await page.goto(await desk.getByLabel('Address').inputValue())
      await page.getByRole('button', { name: '1 hour', exact: true }).click()
      await page.getByRole('radio').last().check()
      await page.getByRole('button', { name: 'Later times' }).click()
      await page.getByText('The time you chose').waitFor()
    }
  },
  'a form with mistakes': {
    async see(page) {
      await page.goto(stage.town.demo)
      await page.locator('button.book').click()
      await page.getByRole('alert').waitFor()
    }
  },
  'a time that was taken meanwhile': {
    async see(page) {
      await page.goto(stage.town.demo)
      const slot = page.getByRole('radio').last()
      const value = await slot.inputValue()
      await slot.check()
      await page.getByLabel('Your name').fill('Grace')
      await page.getByLabel('Your e-mail address').fill('grace@late.example')
      await stage.town.clouds.olgaEnters(spanOf(value))
      await page.locator('button.book').click()
      await page.getByText('That time is no longer free.').first().waitFor()
    }
  },
  'nothing was booked': {
    async see(page) {
      await page.goto(stage.town.demo)
      await page.getByRole('radio').first().check()
      await page.getByLabel('Your name').fill('Grace')
      await page.getByLabel('Your e-mail address').fill('grace@unlucky.example')
      await stage.town.clouds.trouble({
        cloud: 'graph',
        method: 'POST',
        path: '/calendar/events$',
        kind: 'status',
        status: 503
      })
      await page.locator('button.book').click()
      await page.getByText('Nothing was booked.').first().waitFor()
    }
  },
  confirmed: { see: (page) => page.goto(`${stage.town.origin}${confirmed}`) },
  'another time': {
    async see(page) {
      await page.goto(`${stage.town.origin}${confirmed}/new-time`)
      await page.locator('button.book').click()
      await page.getByRole('alert').waitFor()
    }
  },
  'cancelling a meeting': { see: (page) => page.goto(`${stage.town.origin}${confirmed}/cancellation`) },
  'a booking, and another time for it': {
    as: 'Dana Whitfield',
    async see(page) {
      await go(page, '/console/bookings')
      await page.locator('.booking .row-main a').first().click()
      await page.getByRole('link', { name: 'Choose another time' }).click()
      await page.getByRole('button', { name: 'Move the meeting' }).click()
      await page.getByRole('alert').waitFor()
    }
  },
  'being confirmed': {
    async see(page) {
      await stage.town.clouds.trouble({
        cloud: 'graph',
        method: 'POST',
        path: '/calendar/events$',
        kind: 'status',
        status: 429,
        retryAfter: 600
      })
      const held = await openAndBook(stage.town.demo, { name: 'Held', email: 'held@meridian.example' }, 6)
      await page.goto(`${stage.town.origin}${held.location}`)
      await page.getByText('being confirmed').first().waitFor()
    }
  },
  'a calendar that cannot be read': {
    async see(page) {
      await stage.town.clouds.trouble({ cloud: 'graph', path: 'getSchedule', times: 9, kind: 'status' })
      await page.goto(`${stage.town.demo}?from=${new Date(Date.now() + 200 * 86_400_000).toISOString().slice(0, 10)}`)
      await page.getByText('cannot be read right now').first().waitFor()
    }
  },
  'a link that is not available': { see: (page) => go(page, `/book/${'x'.repeat(32)}`) },
  'no such page': { see: (page) => go(page, '/nothing/here') }
}

let confirmed = ''
beforeAll(async () => {
  confirmed = (await openAndBook(stage.town.demo, { name: 'Grace Hopper-Lee', email: 'grace@looks.example' }, 2))
    .location
  const dana = await signInByHand(stage.town.origin, 'dana.whitfield@acme.example')
  expect((await dana.get('/console')).status).toBe(200)
})

describe.each(Object.entries(pages))('%s', (name, { as, see }) => {
  test('axe finds nothing, at both widths, light and dark; nothing scrolls sideways; no policy is broken', async () => {
    const page = await (as ? stage.signedIn(as) : stage.visitor())
    await see(page)
    await page.evaluate(axe)
    for (const size of sizes) {
      await page.setViewportSize(size)
      for (const colorScheme of schemes) {
        // still pictures: between two colours a fading link has too little contrast
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        expect(await violations(page), `${name}, ${size.width} px, ${colorScheme}`).toEqual([])
      }
      const overflow = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth'
      )
      expect(overflow, `${name} at ${size.width} px scrolls sideways`).toBeLessThanOrEqual(0)
    }
    expect(stage.complaints()).toEqual([])
  })
})

test('the booking page is light: at most 30 KB compressed in at most 4 requests, all of them ours, and no cookie', async () => {
  const page = await stage.visitor()
  const asked: { url: string; bytes: Promise<number> }[] = []
  page.on('requestfinished', (request) => {
    asked.push({ url: request.url(), bytes: request.sizes().then(({ responseBodySize }) => responseBodySize) })
  })
  await page.goto(stage.town.demo, { waitUntil: 'networkidle' })
  const bytes = await Promise.all(asked.map((each) => each.bytes))
  const [total, story] = [bytes.reduce((sum, each) => sum + each, 0), asked.map(({ url }) => new URL(url).pathname)]
  expect(asked.length, story.join(' ')).toBeLessThanOrEqual(4)
  expect(total, story.map((path, nth) => `${path} ${bytes[nth]}`).join(', ')).toBeLessThanOrEqual(30 * 1024)
  expect(asked.filter(({ url }) => !url.startsWith(stage.town.origin))).toEqual([])
  expect(await page.context().cookies()).toEqual([])
  expect(await page.content()).not.toContain(OLGA)
})

const go = (page: Page, path: string) => page.goto(`${stage.town.origin}${path}`)

type Violation = { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }

/** All rules of WCAG 2.2 A and AA, and axe's own best practice. */
async function violations(page: Page): Promise<string[]> {
  const found: Violation[] = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<{ violations: Violation[] }> } }
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    return (await axe.run({ runOnly: tags, resultTypes: ['violations'] })).violations
  })
  return found.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id} (${help}): ${html.slice(0, 160)}`))
}
