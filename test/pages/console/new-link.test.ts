import { describe, expect, test } from 'vitest'
import { dana, eve, olga, rae } from '../../world/cast.ts'
import { decode, flawsOf, textOf, valuesOf } from '../../world/pages.ts'
import { consoleOf, olgasPath } from './desk.ts'

async function desk(person = dana) {
  const world = await consoleOf({ links: [] })
  const { byAddress } = world.services.directory
  /** As the real one finds people: any case, aliases and what stands before a plus. */
  world.services.directory.byAddress = async (address) => {
    const plain = address.toLowerCase().replace(/\+[^@]*/, '')
    return byAddress(plain === 'd.whitfield@acme.example' ? dana.address : plain)
  }
  const at = await world.as(person)
  const open = async (query: Record<string, string>) => {
    const answer = await at.get(`/console/new?${new URLSearchParams(query)}`)
    return { answer, body: answer.body, text: textOf(answer.body), forms: formsIn(answer.body) }
  }
  return { ...world, at, open }
}

/** Where the page leads to. */
const formsIn = (body: string) =>
  [...body.matchAll(/href="([^"]*-links\/new\?[^"]*)"/g)].map(([, href = '']) => {
    const url = new URL(decode(href), 'https://here')
    return { path: url.pathname, ...Object.fromEntries(url.searchParams) } as Record<string, string>
  })

describe('the From of a message decides in whose name', () => {
  // biome-ignore format: a table
  test.each([
    ['dana.whitfield@acme.example',                    'Offered by Dana Whitfield on behalf of Olga Okafor', 'delegate'],
    ['DANA.Whitfield@ACME.example',                    'Offered by Dana Whitfield on behalf of Olga Okafor', 'delegate'],
    ['d.whitfield@acme.example',                       'Offered by Dana Whitfield on behalf of Olga Okafor', 'delegate'],
    ['dana.whitfield+acme@acme.example',               'Offered by Dana Whitfield on behalf of Olga Okafor', 'delegate'],
    ['Dana Whitfield <dana.whitfield@acme.example>',   'Offered by Dana Whitfield on behalf of Olga Okafor', 'delegate'],
    ['olga.okafor@acme.example',                       'Offered by Olga Okafor, arranged by Dana Whitfield', 'organizer']
  ])('From %s', async (from, line, name) => {
    const { text, forms, body } = await (await desk()).open({ organizer: olga.address, from })
    expect(text).toContain(line)
    expect(forms).toEqual([
      { path: `${olgasPath}/time-slot-links/new`, from: name },
      { path: `${olgasPath}/availability-links/new`, from: name }
    ])
    expect(flawsOf(body)).toEqual([])
  })

  test('a From of the organizer’s says whose calendar it is', async () => {
    const { text } = await (await desk()).open({ from: olga.address })
    expect(text).toContain('Offered by Olga Okafor, arranged by Dana Whitfield')
  })

  test('the organizer herself has nothing to choose', async () => {
    const { text } = await (await desk(olga)).open({ organizer: olga.address })
    expect(text).toContain('Offered by Olga Okafor')
    expect(text).not.toContain('In whose name?')
  })

  test('the form opens with what the message says, and it can still be changed', async () => {
    const { open, at } = await desk()
    const { forms } = await open({
      organizer: olga.address,
      from: olga.address,
      to: 'Grace <grace@harborlight.example>; Ari Weiss <ari.weiss@acme.example>, dana.whitfield@acme.example',
      cc: 'eve.tanaka@acme.example, olga.okafor@acme.example, somebody@harborlight.example',
      subject: 'RE: AW: Harbour “lights”'
    })
    expect(forms[1]).toEqual({
      path: `${olgasPath}/availability-links/new`,
      from: 'organizer',
      subject: 'Harbour “lights”',
      required: 'ari.weiss@acme.example',
      optional: 'eve.tanaka@acme.example',
      for: 'grace@harborlight.example'
    })
    for (const { path, ...query } of forms) {
      const { body } = await at.get(`${path}?${new URLSearchParams(query)}`)
      expect(body).toMatch(/name="from" value="organizer" checked/)
      expect(body).not.toMatch(/name="from" value="delegate" checked/)
      expect(valuesOf(body, 'subject')).toEqual(['Harbour “lights”'])
      expect(body).toMatch(/name="required"[^>]*>\s*ari\.weiss@acme\.example</)
      expect(body).toMatch(/name="optional"[^>]*>\s*eve\.tanaka@acme\.example</)
      expect(flawsOf(body)).toEqual([])
    }
  })

  test.each([
    ['availability', 'availability-links'],
    ['times', 'time-slot-links']
  ])('whoever says what to offer goes straight to the form: %s', async (kind, form) => {
    const { open } = await desk()
    const { answer } = await open({ organizer: olga.address, from: dana.address, kind })
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe(`${olgasPath}/${form}/new?from=delegate`)
    expect((await open({ organizer: olga.address, from: eve.address, kind })).answer.statusCode).toBe(200)
  })
})

describe('what does not fit is asked, and nothing is chosen beforehand', () => {
  // biome-ignore format: a table
  test.each([
    ['somebody else',          eve.address,              'The message is from Eve Tanaka, but you are signed in as Dana Whitfield'],
    ['nobody',                 'info@acme.example',      'The message is from info@acme.example, and the directory knows nobody by this address'],
    ['two at once',            `${dana.address},${olga.address}`, 'the directory knows nobody by this address'],
    ['nothing',                '',                       'In whose name?']
  ])('From says %s', async (_, from, words) => {
    const { open } = await desk()
    const { text, body, forms } = await open({ organizer: olga.address, from, subject: 'Tea' })
    expect(text).toContain(words)
    expect(body.match(/name="name" value="\w+"/g)).toHaveLength(2)
    expect(body).not.toContain('checked')
    expect(forms).toEqual([])
    expect(valuesOf(body, 'subject')).toEqual(['Tea'])
    const answered = await open({ organizer: valuesOf(body, 'organizer')[0] ?? '', from, subject: 'Tea', name: 'organizer' })
    expect(answered.forms[0]).toMatchObject({ from: 'organizer', subject: 'Tea' })
    expect(flawsOf(body)).toEqual([])
  })

  test('a directory that does not answer is no reason to guess', async () => {
    const { open, services } = await desk()
    services.directory.byAddress = async () => Promise.reject(new Error('503'))
    const { text, body } = await open({ organizer: olga.address, from: dana.address })
    expect(text).toContain('The directory does not answer right now, so it is not known whose calendar is meant')
    const [organizer = ''] = valuesOf(body, 'organizer')
    const next = await open({ organizer, from: dana.address })
    expect(next.text).toContain('so it is not known who that is')
    expect(next.body).not.toContain('checked')
  })

  // biome-ignore format: a table
  test.each([
    ['an address that nobody has',  { organizer: 'nobody@acme.example' },  'The directory knows nobody by the address of the calendar'],
    ['somebody without scheduling', { organizer: rae.address },            'Scheduling is not switched on for Rae Lindqvist'],
    ['nothing',                     {},                                    'Whose time do you offer?'],
    ['only her own From',           { from: dana.address },                'Whose time do you offer?']
  ])('the calendar is %s', async (_, query, words) => {
    const { text, body } = await (await desk()).open(query as Record<string, string>)
    expect(text).toContain(words)
    expect(text).toContain('olga.okafor@acme.example')
    expect(body).not.toContain('checked')
    expect(flawsOf(body)).toEqual([])
  })

  test('whoever may not act for her reads why', async () => {
    const { answer, text } = await (await desk(rae)).open({ organizer: olga.address, from: rae.address })
    expect(answer.statusCode).toBe(403)
    expect(text).toContain("You can see Olga Okafor's calendar, but you cannot schedule")
  })

  test('a crafted answer chooses nothing', async () => {
    const { text, forms } = await (await desk()).open({ organizer: olga.address, from: eve.address, name: 'Grace' })
    expect(text).toContain('In whose name?')
    expect(forms).toEqual([])
    const her = await (await desk(olga)).open({ organizer: olga.address, from: dana.address, name: 'delegate' })
    expect(her.text).toContain('this is your own calendar')
  })
})
