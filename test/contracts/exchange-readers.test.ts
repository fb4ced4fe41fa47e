import { expect, test } from 'vitest'
import { mailboxReader } from '../../src/exchange/readers.ts'
import { olga } from '../world/cast.ts'
import { useAcme } from './acme.ts'

const acme = useAcme()
const read = () => mailboxReader(acme.graph)(olga)

async function settingsOfOlga(settings: Record<string, unknown>) {
  const asOlga = { as: olga.address, scopes: ['MailboxSettings.ReadWrite'] }
  const { access_token } = (await acme.post('/_sandbox/token', asOlga)) as { access_token: string }
  const changed = await fetch(`${acme.origin}/v1.0/me/mailboxSettings`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
    body: JSON.stringify(settings)
  })
  expect(changed.status).toBe(200)
}

test('somebody reads in the language and by the clock of her mailbox, which Outlook names as Windows does', async () => {
  expect(await read()).toEqual({ language: 'en-US', zone: 'Europe/Berlin' })
  await settingsOfOlga({
    language: { locale: 'ar-EG', displayName: 'Arabic (Egypt)' },
    timeZone: 'Egypt Standard Time'
  })
  expect(await read()).toEqual({ language: 'ar-EG', zone: 'Africa/Cairo' })
})

test.each([503, 403])('of a mailbox that answers %s nothing is known', async (status) => {
  await acme.trouble({ cloud: 'graph', path: 'mailboxSettings', kind: 'status', status, times: 1 })
  expect(await read()).toHaveProperty('unknown')
})
