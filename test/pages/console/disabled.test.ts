// An administrator disables an account in Entra ID: what becomes of whoever is signed in.
import { describe, expect, test } from 'vitest'
import type { Account } from '../../../src/people/accounts.ts'
import { ACTIVE_FOR } from '../../../src/people/recent-accounts.ts'
import { dana, eve, olga } from '../../world/cast.ts'
import { flawsOf, textOf } from '../../world/pages.ts'
import { consoleOf, olgasPath } from './desk.ts'
import { availabilityForm } from './forms.ts'

async function deskWith(account: Account) {
  const here = await consoleOf()
  const state = { account: 'active' as Account }
  here.services.accounts.of = async ({ id }) => (id === dana.id ? state.account : 'active')
  const danas = await here.as(dana)
  const eves = await here.as(eve)
  await danas.get('/console')
  state.account = account
  return { ...here, state, danas, eves }
}

describe('Dana’s account is disabled', () => {
  test('her session ends with the next click, in every browser, and nobody else’s', async () => {
    const { danas, eves, services, state } = await deskWith('disabled')
    const answer = await danas.get(olgasPath)
    expect([answer.statusCode, answer.headers.location]).toEqual([
      303,
      `/sign-in?returnTo=${encodeURIComponent(olgasPath)}`
    ])
    expect(await services.sessions.latestOf(dana.id, services.clock())).toBeUndefined()
    expect((await eves.get(olgasPath)).statusCode).toBe(200)
    state.account = 'active' // enabled again, she signs in again
    expect((await danas.get(olgasPath)).statusCode).toBe(303)
  })

  test('a form that she has open changes nothing', async () => {
    const { danas, services, state } = await deskWith('active')
    const before = (await services.links.ofOrganizer(olga.id)).length
    const page = await danas.get(`${olgasPath}/availability-links/new`)
    state.account = 'disabled'
    const token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
    const answer = await danas.post(`${olgasPath}/availability-links`, { ...availabilityForm(), _csrf: token })
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toMatch(/^\/sign-in/)
    expect((await services.links.ofOrganizer(olga.id)).length).toBe(before)
  })
})

describe('the directory does not answer', () => {
  test('who signed in a moment ago goes on', async () => {
    const { danas } = await deskWith({ unknown: 'no answer' })
    expect((await danas.get(olgasPath)).statusCode).toBe(200)
  })

  test('later nobody can tell: the page says so, the session stays, and nothing is changed', async () => {
    const { danas, services, state, world } = await deskWith({ unknown: 'no answer' })
    world.outside.now += ACTIVE_FOR
    const answer = await danas.get(olgasPath)
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '60'])
    expect(textOf(answer.body)).toContain('Microsoft’s directory does not answer')
    expect(flawsOf(answer.body)).toEqual([])
    state.account = 'active'
    expect((await danas.get(olgasPath)).statusCode).toBe(200)
    expect(await services.sessions.latestOf(dana.id, services.clock())).toBeDefined()
  })
})
