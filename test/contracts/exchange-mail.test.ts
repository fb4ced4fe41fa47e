import { expect, test } from 'vitest'
import { directory } from '../../src/exchange/directory.ts'
import { mailFrom } from '../../src/exchange/mail.ts'
import { dana, eve, useAcme } from './acme.ts'

const acme = useAcme()
const words = { subject: 'Olga’s calendar cannot be read', text: 'Hello Dana,\n\n<b>it</b> cannot be read.' }
const mail = (address = eve.address) =>
  mailFrom(address, acme.graph, directory(acme.graph, acme.entra.tenantId)).send(dana, words)
const inbox = async () => JSON.stringify(await acme.state())

test('a letter goes out from the mailbox that the settings name, as plain text', async () => {
  expect(await mail()).toBe('sent')
  const { sent = [] } = (await acme.state()).mailboxes[eve.address] ?? {}
  expect(sent.at(-1)).toMatchObject({ subject: words.subject })
  expect(JSON.stringify(sent.at(-1))).toContain(dana.address)
  expect(JSON.stringify(sent.at(-1))).not.toMatch(/"contentType":"html"/i)
})

test('a letter with addresses behind words goes out as HTML', async () => {
  const mail = mailFrom(eve.address, acme.graph, directory(acme.graph, acme.entra.tenantId))
  expect(await mail.send(dana, { ...words, html: '<p>Revoke <a href="https://x.example">it</a></p>' })).toBe('sent')
  const { sent = [] } = (await acme.state()).mailboxes[eve.address] ?? {}
  expect(sent.at(-1)).toMatchObject({ body: expect.stringContaining('<a href=') })
})

test.each([
  ['503', { kind: 'status', status: 503 }, 'notSent'],
  ['429', { kind: 'status', status: 429 }, 'notSent'],
  ['403', { kind: 'status', status: 403 }, 'notSent'],
  ['a page of some gateway', { kind: 'html' }, 'unclear'],
  ['a connection that breaks', { kind: 'drop-after' }, 'unclear']
])('%s is told as what it is', async (_, trouble, outcome) => {
  await acme.trouble({ cloud: 'graph', path: 'sendMail', times: 1, ...trouble })
  expect(await mail()).toHaveProperty(outcome)
})

test('a mailbox that nobody knows, and a directory that does not answer, send nothing', async () => {
  expect(await mail('nobody@acme.example')).toHaveProperty('notSent')
  await acme.trouble({ cloud: 'graph', path: '/users\\?', kind: 'status', status: 503, times: 1 })
  expect(await mail()).toHaveProperty('notSent')
  expect(await inbox()).not.toContain(words.subject)
})
