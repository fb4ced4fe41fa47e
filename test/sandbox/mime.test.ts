import { describe, expect, test } from 'vitest'
import { readMime } from '../../sandbox/exchange/mime.ts'
import { graphAt } from './graph-caller.ts'

// The shape of Microsoft's own example (learn.microsoft.com/graph/api/user-sendmail, example 4): nested, quoted-printable.
const fromMicrosoft = [
  'From: Adele Vance <AdeleV@contoso.example>',
  'To: Alex Wilber <AlexW@contoso.example>,',
  ' "Doe, John" <john@contoso.example>, plain@contoso.example',
  'Subject: =?iso-8859-1?Q?Gr=FC=DFe?= =?utf-8?B?IGF1cyBMw7xiZWNr?=',
  'Content-Type: multipart/mixed;',
  '\tboundary="_004_ab_"',
  'MIME-Version: 1.0',
  '',
  '--_004_ab_',
  'Content-Type: multipart/alternative; boundary="_000_ab_"',
  '',
  '--_000_ab_',
  'Content-Type: text/plain; charset="iso-8859-1"',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'Gr=FC=DFe, and a line that goes =',
  'on',
  '',
  '--_000_ab_',
  'Content-Type: text/html; charset="iso-8859-1"',
  '',
  '<html><body>test html body</body></html>',
  '',
  '--_000_ab_--',
  '--_004_ab_',
  'Content-Type: text/plain; name="a.txt"',
  'Content-Disposition: attachment; filename="a.txt"',
  '',
  'not a body',
  '--_004_ab_--'
].join('\r\n')

describe('a message in MIME', () => {
  test('is read with both its bodies, and attachments are none', () => {
    expect(readMime(fromMicrosoft)).toEqual({
      from: [{ name: 'Adele Vance', address: 'AdeleV@contoso.example' }],
      to: [
        { name: 'Alex Wilber', address: 'AlexW@contoso.example' },
        { name: 'Doe, John', address: 'john@contoso.example' },
        { name: 'plain@contoso.example', address: 'plain@contoso.example' }
      ],
      subject: 'Grüße aus Lübeck',
      text: 'Grüße, and a line that goes on\r\n',
      html: '<html><body>test html body</body></html>\r\n'
    })
  })

  test('may be plain text alone', () => {
    const { text, html } = readMime('To: a@b.example\n\nHello\n\nthere')
    expect([text, html]).toEqual(['Hello\n\nthere', undefined])
  })
})

describe('sendMail', () => {
  const eve = '/users/eve.tanaka@acme.example'
  const send = async (body: string) => {
    const graph = graphAt('2026-11-23T06:00:00Z')
    return { graph, answer: await graph.raw('POST', `${eve}/sendMail`, body, { 'content-type': 'text/plain' }) }
  }
  const mime = (from: string) =>
    Buffer.from(`From: ${from}\nTo: Dana <dana.whitfield@acme.example>\nSubject: Hello\n\nText`).toString('base64')

  test('takes a message in MIME, and it arrives', async () => {
    const { graph, answer } = await send(mime('eve.tanaka@acme.example'))
    expect(answer.status).toBe(202)
    const { body } = await graph.as('Dana', ['Mail.Read'])('GET', '/me/messages')
    expect(body.value[0]).toMatchObject({
      subject: 'Hello',
      from: { emailAddress: { address: 'eve.tanaka@acme.example' } }
    })
  })

  test('refuses what is no base64, and a sender who is not the mailbox', async () => {
    expect((await send('From: nobody')).answer.body.error.message).toBe('Invalid base64 string for MIME content.')
    expect((await send(mime('olga.okafor@acme.example'))).answer).toMatchObject({
      status: 403,
      body: { error: { code: 'ErrorSendAsDenied' } }
    })
  })
})
