import { expect, test } from 'vitest'
import { directory } from '../../src/exchange/directory.ts'
import { mailFrom } from '../../src/exchange/mail.ts'
import { dana, eve, useAcme } from './acme.ts'

const acme = useAcme()
const words = { subject: 'Olga’s calendar cannot be read', text: 'Hello Dana,\n\n<b>it</b> cannot be read.' }
const mail = (address = eve.address) =>
  mailFrom(address, acme.graph, directory(acme.graph, acme.entra.tenantId)).send(dana, words)
const inbox = async () => JSON.stringify(await acme.state())

const sentLast = async () => (await acme.state()).mailboxes[eve.address]?.sent?.at(-1)

test('a letter goes out from the mailbox that the settings name, as plain text', async () => {
  expect(await mail()).toBe('sent')
  expect(await sentLast()).toMatchObject({
    subject: words.subject,
    to: [dana.address],
    body: expect.stringContaining(words.text)
  })
})

test('a letter with HTML goes out with both bodies in one mail', async () => {
  const mail = mailFrom(eve.address, acme.graph, directory(acme.graph, acme.entra.tenantId))
  const html = '<p dir="rtl">إلغاء <a href="https://x.example">الرابط</a> – 取り消す – Łódź</p>'
  expect(
    await mail.send(dana, {
      subject: 'إلغاء – 予約が取り消されました – a subject that is too long for one line',
      text: 'ą\n\n.\nFrom ü',
      html
    })
  ).toBe('sent')
  expect(await sentLast()).toMatchObject({
    subject: 'إلغاء – 予約が取り消されました – a subject that is too long for one line',
    body: html,
    text: 'ą\n\n.\nFrom ü'
  })
})

test('a name that would write a header of its own is only a name', async () => {
  const mail = mailFrom(eve.address, acme.graph, directory(acme.graph, acme.entra.tenantId))
  const to = { ...dana, name: 'Dana, "W"\r\nBcc: eve.tanaka@acme.example' }
  expect(await mail.send(to, { ...words, subject: 'One\r\nBcc: olga.okafor@acme.example' })).toBe('sent')
  expect(await sentLast()).toMatchObject({ to: [dana.address], subject: 'One Bcc: olga.okafor@acme.example' })
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
