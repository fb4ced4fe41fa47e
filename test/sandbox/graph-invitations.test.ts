// Invitations that arrive in a calendar, their answers, and the names with colours that entries carry.
import { expect, test } from 'vitest'
import type { Inviting } from '../../sandbox/exchange/invite-by-hand.ts'
import { graphAt, olga } from './graph-caller.ts'

const monday = '2026-11-23T06:00:00Z'
const numbers = { subject: 'Numbers', start: Date.parse('2026-11-24T13:00Z'), end: Date.parse('2026-11-24T13:30Z') }
const piet = { name: 'Piet Jansen', address: 'piet.jansen@acme.example' }
const bank = { name: 'Nordbank', address: 'relations@nordbank.example' }

function olgas() {
  const graph = graphAt(monday)
  const invite = (wish: Partial<Inviting>) =>
    graph.face.invite({ ...numbers, to: graph.idOf('Olga'), from: piet, ...wish })
  const view = async () => {
    const span = 'startDateTime=2026-11-24T00:00Z&endDateTime=2026-12-31T00:00Z'
    const { body } = await graph.asApp('GET', `${olga}/calendar/calendarView?${span}&$top=250`)
    return (body.value as { id: string; subject: string; isOrganizer: boolean }[]).filter(
      ({ subject }) => subject === 'Numbers'
    )
  }
  return { ...graph, invite, view }
}

test.each([
  ['a colleague', piet],
  ['somebody outside', bank]
])('an invitation from %s stands tentatively in the calendar, and waits for an answer', async (_, from) => {
  const { invite, view } = olgas()
  expect(invite({ from })).toBeUndefined()
  expect(await view()).toMatchObject([
    {
      isOrganizer: false,
      organizer: { emailAddress: from },
      showAs: 'tentative',
      responseStatus: { response: 'none' },
      responseRequested: true
    }
  ])
})

test('one occurrence is answered for itself, and the series for all others', async () => {
  const { invite, view, asApp } = olgas()
  invite({ weeks: 4 })
  const answers = async () =>
    (await view()).map(
      (event) => (event as unknown as { responseStatus: { response: string } }).responseStatus.response
    )
  const [first, second, third] = await view()
  expect((await asApp('POST', `${olga}/events/${second?.id}/accept`, {})).status).toBe(202)
  expect(await answers()).toEqual(['none', 'accepted', 'none', 'none'])
  expect((await asApp('POST', `${olga}/events/${third?.id}/decline`, {})).status).toBe(202)
  expect(await answers()).toEqual(['none', 'accepted', 'none'])
  const { seriesMasterId } = first as unknown as { seriesMasterId: string }
  await asApp('POST', `${olga}/events/${seriesMasterId}/tentativelyAccept`, {})
  expect(await answers()).toEqual(['tentativelyAccepted', 'accepted', 'tentativelyAccepted'])
})

test('the master list takes a name once, and whoever may only read settings changes none', async () => {
  const { as, asApp } = graphAt(monday)
  const own = as('Olga', ['MailboxSettings.ReadWrite'])
  const wish = { displayName: 'Salesforce', color: 'preset7' }
  const list = '/outlook/masterCategories'
  expect((await asApp('POST', `${olga}${list}`, wish)).status).toBe(403)
  const { status, body } = await own('POST', `/me${list}`, wish)
  expect([status, body.displayName, body.color]).toEqual([201, 'Salesforce', 'preset7'])
  expect((await own('POST', `/me${list}`, { ...wish, displayName: 'SALESFORCE' })).status).toBe(409)
  expect((await own('POST', `/me${list}`, { ...wish, color: 'blue' })).status).toBe(400)
  expect((await own('PATCH', `/me${list}/${body.id}`, { color: 'preset8' })).body.color).toBe('preset8')
  const names = async () =>
    (await asApp('GET', `${olga}${list}`)).body.value.map(({ displayName }: { displayName: string }) => displayName)
  expect(await names()).toEqual(expect.arrayContaining(['Blue category', 'Salesforce']))
  expect((await own('DELETE', `/me${list}/${body.id}`)).status).toBe(204)
  expect(await names()).not.toContain('Salesforce')
})

test('by hand a category is given beside others and taken from among them', async () => {
  const { face, idOf, invite, view } = olgas()
  invite({})
  const act = (said: string, category: string) =>
    face.act({ mailbox: idOf('Olga'), meeting: 'Numbers', act: said, category })
  act('give category', 'Salesforce')
  act('give category', 'Travel')
  act('give category', 'Travel')
  expect(await view()).toMatchObject([{ categories: ['Salesforce', 'Travel'] }])
  act('take category', 'Salesforce')
  expect(await view()).toMatchObject([{ categories: ['Travel'] }])
})
