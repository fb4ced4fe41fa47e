import ICAL from 'ical.js'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { spanOf } from './by-hand.ts'
import { instantOf, OLGA } from './clouds.ts'
import { soon } from './soon.ts'
import { aStage } from './stage.ts'

const GRACE = 'grace.hopper-lee@harborlight.example'
const SAOIRSE = "saoirse.o'brien@harborlight.example"
const LINE = 'Offered by Dana Whitfield on behalf of Olga Okafor'

const stage = aStage()

describe('Dana offers Olga’s time, and somebody outside takes it', () => {
  test('an availability link: from Dana’s two clicks to Olga’s two calendars', async () => {
    const dana = await stage.signedIn('Dana Whitfield')
    await dana.getByRole('link', { name: 'Availability link for Olga Okafor' }).click()
    const preview = dana.getByRole('complementary', { name: 'What an invitee sees' })
    expect(await preview.getByRole('heading', { level: 3 }).count()).toBeGreaterThan(1)
    expect(await preview.getByRole('listitem').count()).toBeGreaterThan(5)
    await dana.getByLabel('What is it called?').fill('Harborlight: first talk')
    await dana.getByRole('button', { name: 'Make the link' }).click()
    await dana.getByText('The link is ready.').waitFor()
    const address = await dana.getByLabel('Address').inputValue()
    expect(address).toMatch(new RegExp(`^${stage.town.origin}/book/[\\w-]{32}$`))

    const grace = await stage.visitor({ timezoneId: 'America/New_York' })
    await grace.goto(address)
    await grace.getByRole('heading', { name: 'Meet Olga Okafor' }).waitFor()
    expect(await grace.getByText(LINE).isVisible()).toBe(true)
    await grace.getByText('New York time').first().waitFor()
    const chosen = await takeFirst(grace, 'Grace Hopper-Lee', GRACE)

    await grace.getByRole('heading', { name: /^Confirmed/ }).waitFor()
    expect(await grace.getByText(LINE).isVisible()).toBe(true)
    expect(await grace.getByText('New York time').count()).toBeGreaterThan(0)

    const [meeting, ...others] = await stage.town.clouds.meetingsWith(GRACE)
    expect(others).toEqual([])
    expect(meeting).toMatchObject({ subject: 'Harborlight: first talk', isOrganizer: true, isOnlineMeeting: true })
    expect(meeting?.attendees.map(({ emailAddress }) => emailAddress)).toEqual([
      { name: 'Grace Hopper-Lee', address: GRACE }
    ])
    expect(meeting?.body.content).toContain(LINE)
    expect(meeting && instantOf(meeting.start)).toBe(chosen.start)
    expect(meeting && instantOf(meeting.end)).toBe(chosen.end)
    expect(meeting?.singleValueExtendedProperties?.map(({ value }) => value).join()).toContain(
      '"name":"Dana Whitfield"'
    )

    const activity = await soon(
      async () => (await stage.town.clouds.activitiesWith(GRACE))[0],
      'the Event is in Salesforce'
    )
    expect(activity).toMatchObject({
      OwnerId: await stage.town.clouds.userId(OLGA),
      WhoId: await stage.town.clouds.contactId(GRACE),
      Subject: 'Harborlight: first talk'
    })
    expect(activity.Description).toContain(LINE)
    expect(Date.parse(activity.StartDateTime)).toBe(chosen.start)

    expect(await calendarFile(grace)).toEqual({ ...chosen, organizer: `mailto:${OLGA}`, text: true })
    expect(stage.complaints()).toEqual([])
  })

  test('the same without any script, for a link with two picked times, which closes after one booking', async () => {
    const plain = { javaScriptEnabled: false }
    const dana = await stage.signedIn('Dana Whitfield', plain)
    await dana.getByRole('link', { name: 'Pick times of Olga Okafor' }).click()
    await dana.getByRole('button', { name: 'Next week' }).click()
    const free = dana.locator('.picks label:not(.pick-busy) input[name=slot]')
    await free.nth(1).check()
    await free.nth(3).check()
    await dana.getByRole('button', { name: 'Make the link' }).last().click()
    await dana.getByText('The link is ready.').waitFor()
    const address = await dana.getByLabel('Address').inputValue()

    const saoirse = await stage.visitor(plain)
    await saoirse.goto(address)
    expect(await saoirse.getByText(LINE).isVisible()).toBe(true)
    expect(await saoirse.getByRole('radio').count()).toBe(2)
    const chosen = await takeFirst(saoirse, 'Saoirse O’Brien', SAOIRSE)
    await saoirse.getByRole('heading', { name: /^Confirmed/ }).waitFor()

    const meetings = await stage.town.clouds.meetingsWith(SAOIRSE)
    expect(meetings.map(({ start }) => instantOf(start))).toEqual([chosen.start])
    await soon(async () => (await stage.town.clouds.activitiesWith(SAOIRSE)).length === 1, 'her Event is in Salesforce')

    const other = await stage.visitor(plain)
    expect((await other.goto(address))?.status()).toBe(410)
    expect(await other.getByRole('heading').allTextContents()).toEqual(['This link is not available'])
    expect(await other.getByText('Olga').count()).toBe(0)
  })

  test('a double click is one booking, and going back chooses no other time for her', async () => {
    const invitee = 'noor.haddad@meridian.example'
    const noor = await stage.visitor()
    await noor.goto(stage.town.demo)
    await noor.getByRole('radio').first().check()
    await noor.getByLabel('Your name').fill('Noor Haddad')
    await noor.getByLabel('Your e-mail address').fill(invitee)
    await noor.locator('button.book').dblclick()
    await noor.getByRole('heading', { name: /^Confirmed/ }).waitFor()

    // the page is fetched anew and her time is gone from it; a browser that restores forms would tick its neighbour
    await noor.goBack()
    expect(await noor.getByRole('radio', { checked: true }).count()).toBe(0)
    await noor.locator('button.book').click()
    await noor.getByText('Choose a time').first().waitFor()
    expect(await stage.town.clouds.meetingsWith(invitee)).toHaveLength(1)
  })
})

describe('what was booked is changed, without any script', () => {
  const plain = { javaScriptEnabled: false }
  const VERA = 'vera.lind@meridian.example'

  test('Vera moves her meeting, Dana moves it on, Vera cancels: one meeting, one Event, one mail for each change', async () => {
    const vera = await stage.visitor(plain)
    await vera.goto(stage.town.demo)
    await takeFirst(vera, 'Vera Lind', VERA)
    await vera.getByRole('heading', { name: /^Confirmed/ }).waitFor()
    const [booked] = await stage.town.clouds.meetingsWith(VERA)
    const activity = await soon(async () => (await stage.town.clouds.activitiesWith(VERA))[0], 'her Event is there')
    const followed = (start: number) =>
      soon(async () => {
        const [event, ...more] = await stage.town.clouds.activitiesWith(VERA)
        return event?.Id === activity.Id && more.length === 0 && Date.parse(event.StartDateTime) === start
      }, 'the same Event has the new time')

    await vera.getByRole('link', { name: 'Choose another time' }).click()
    const slot = vera.getByRole('radio').nth(3)
    const start = spanOf(await slot.inputValue()).start
    await slot.check()
    await vera.getByLabel('Your e-mail address').fill('somebody@else.example')
    await vera.locator('button.book').click()
    await vera.getByText('This is not the address of this meeting').first().waitFor()
    await vera.getByLabel('Your e-mail address').fill(VERA)
    await vera.locator('button.book').click()
    await vera.getByRole('heading', { name: 'Moved.' }).waitFor()
    const moved = await stage.town.clouds.meetingsWith(VERA)
    expect(moved.map((meeting) => [meeting.id, instantOf(meeting.start)])).toEqual([[booked?.id, start]])
    await followed(start)

    const dana = await stage.signedIn('Dana Whitfield', plain)
    await dana.goto(`${stage.town.origin}/console/bookings`)
    await dana.locator('.booking', { hasText: VERA }).locator('.row-main a').click()
    await dana.getByRole('link', { name: 'Choose another time' }).click()
    const later = dana.getByRole('radio').nth(12)
    const then = spanOf(await later.inputValue()).start
    await later.check()
    await dana.getByRole('button', { name: 'Move the meeting' }).click()
    await dana.getByText('The meeting is moved').waitFor()
    await followed(then)

    await vera.reload()
    await vera.getByRole('link', { name: 'Cancel', exact: true }).click()
    await vera.getByLabel('Your e-mail address').fill(VERA)
    await vera.getByLabel('Why?').fill('I am ill.')
    await vera.locator('button.book').click()
    await vera.getByRole('heading', { name: 'Cancelled.' }).waitFor()
    expect(await stage.town.clouds.meetingsWith(VERA)).toEqual([])
    expect(await stage.town.clouds.mailsTo(VERA)).toEqual(['invitation', 'update', 'update', 'cancellation'])
  })
})

describe('a page by the reader’s own clock', () => {
  test.each([true, false])('Grace changes the zone and keeps her choice (script: %s)', async (javaScriptEnabled) => {
    const grace = await stage.visitor({ timezoneId: 'America/New_York', javaScriptEnabled })
    await grace.goto(stage.town.demo)
    // the organizer's clock where nobody can guess, her own where a script can
    await grace
      .getByText(javaScriptEnabled ? 'New York time' : 'Berlin time')
      .first()
      .waitFor()

    const slot = grace.getByRole('radio').nth(2)
    const value = await slot.inputValue()
    await slot.check()
    await grace.getByLabel('Your name').fill('Grace Hopper-Lee')
    await grace.getByText('change', { exact: true }).click()
    await grace.getByLabel('Show the times of').selectOption('Asia/Tokyo')
    await grace.getByRole('button', { name: 'Show these times' }).click()

    await grace.getByText('Tokyo time').first().waitFor()
    const chosen = grace.getByRole('radio', { checked: true })
    expect(await chosen.inputValue()).toBe(value)
    expect(await grace.getByLabel('Your name').inputValue()).toBe('Grace Hopper-Lee')
    const tokyo = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Tokyo', timeStyle: 'short' })
    expect(await grace.locator('label.slot', { has: chosen }).textContent()).toContain(
      tokyo.format(Date.parse(value.split('/')[0] ?? ''))
    )
    expect(stage.complaints()).toEqual([])
  })
})

/** Takes the first time that is offered; answers which instants that are. */
async function takeFirst(page: Page, name: string, address: string) {
  const slot = page.getByRole('radio').first()
  const [start = '', end = ''] = (await slot.inputValue()).split('/')
  await slot.check()
  await page.getByLabel('Your name').fill(name)
  await page.getByLabel('Your e-mail address').fill(address)
  await page.locator('button.book').click()
  return { start: Date.parse(start), end: Date.parse(end) }
}

async function calendarFile(page: Page) {
  const href = await page.getByRole('link', { name: 'Calendar file (.ics)' }).getAttribute('href')
  const answer = await page.request.get(new URL(href ?? '', page.url()).href)
  expect(answer.headers()['content-type']).toContain('text/calendar')
  const [entry] = new ICAL.Component(ICAL.parse(await answer.text())).getAllSubcomponents('vevent')
  if (!entry) throw new Error('a calendar file without a meeting')
  const at = (name: string) => (entry.getFirstPropertyValue(name) as ICAL.Time).toJSDate().getTime()
  return {
    start: at('dtstart'),
    end: at('dtend'),
    organizer: entry.getFirstPropertyValue('organizer'),
    text: String(entry.getFirstPropertyValue('description')).includes(LINE)
  }
}
