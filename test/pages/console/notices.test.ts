import { describe, expect, test } from 'vitest'
import { usualChoices } from '../../../src/notices/notice.ts'
import { dana, olga } from '../../world/cast.ts'
import { flawsOf, textOf } from '../../world/pages.ts'
import { consoleOf } from './desk.ts'

const chosenIn = (html: string, kind: string) =>
  /<option value="([^"]*)" selected/.exec(html.split(`name="${kind}"`)[1]?.split('</select>')[0] ?? '')?.[1]

describe('what somebody is told by mail', () => {
  test('is everything, at once, for whoever has chosen nothing', async () => {
    const { as } = await consoleOf()
    const { body } = await (await as(dana)).get('/console/notices')
    expect([chosenIn(body, 'booked'), chosenIn(body, 'salesforce')]).toEqual(['at once', 'at once'])
    expect(textOf(body)).toContain('NOTICES_FROM')
    expect(flawsOf(body)).toEqual([])
  })

  test('names the mailbox it comes from', async () => {
    const { as, services } = await consoleOf()
    services.noticesFrom = 'scheduling@acme.example'
    const { body } = await (await as(dana)).get('/console/notices')
    expect(textOf(body)).toContain('from scheduling@acme.example')
  })

  test.each([
    ['de-AT', 'It is written in German, the language of your mailbox.'],
    ['sv-SE', 'It is written in English; there are no letters in the language of your mailbox (sv-SE).'],
    [null, 'It is written in English; the language of your mailbox cannot be read at the moment.']
  ])('is written in a language that the page tells: %s', async (language, told) => {
    const { as, services } = await consoleOf()
    services.noticesFrom = 'scheduling@acme.example'
    services.mailboxReaders = { of: async () => ({ language, zone: 'Europe/Vienna' }) }
    const { body } = await (await as(dana)).get('/console/notices')
    expect(textOf(body)).toContain(told)
    expect(chosenIn(body, 'zone')).toBe('mailbox')
    expect(textOf(body)).toContain('my mailbox (Vienna time)')
  })

  test('comes by the clock of her mailbox again when she wants that', async () => {
    const { as, services } = await consoleOf()
    const desk = await as(dana)
    for (const [zone, kept] of [
      ['Asia/Tokyo', 'Asia/Tokyo'],
      ['Atlantis/Capital', 'Asia/Tokyo'],
      ['mailbox', null]
    ] as const) {
      await desk.post('/console/notices', { zone }, '/console/notices')
      expect((await services.chosenNotices.of(dana.id)).zone).toBe(kept)
    }
  })

  test('is chosen and kept; what is no choice stays as it was', async () => {
    const { as, services } = await consoleOf()
    const desk = await as(dana)
    const sent = {
      booked: 'daily',
      moved: 'never',
      cancelled: 'yesterday',
      zone: 'Europe/Berlin',
      'as-organizer': 'yes'
    }
    const answer = await desk.post('/console/notices', sent, '/console/notices')
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/console/notices?saved=yes'])
    expect(await services.chosenNotices.of(dana.id)).toEqual({
      when: { ...usualChoices.when, booked: 'daily', moved: 'never' },
      asOrganizer: true,
      zone: 'Europe/Berlin'
    })
    const { body } = await desk.get('/console/notices?saved=yes')
    expect(textOf(body)).toContain('Saved.')
    expect([chosenIn(body, 'booked'), chosenIn(body, 'zone')]).toEqual(['daily', 'Europe/Berlin'])
    expect(await services.chosenNotices.of(olga.id)).toEqual(usualChoices)
  })

  test('asks an organizer, and nobody else, about links that others have made', async () => {
    const { as } = await consoleOf()
    const question = 'links that others have made in my name'
    expect(textOf((await (await as(olga)).get('/console/notices')).body)).toContain(question)
    expect(textOf((await (await as(dana)).get('/console/notices')).body)).not.toContain(question)
  })
})
