import { expect, test } from 'vitest'
import { type Ask, anOrg, query } from './salesforce-caller.ts'

const ask = async (asApp: Ask, soql: string) => (await asApp('GET', query(soql))).body as Record<string, unknown>
const app = async () => (await anOrg()).as('integration')

test('a name with an apostrophe is found by an escaped quote', async () => {
  expect(await ask(await app(), "SELECT Name FROM Contact WHERE LastName = 'O\\'Brien'")).toMatchObject({
    totalSize: 1,
    records: [{ Name: "Saoirse O'Brien" }]
  })
})

test('a quote that is escaped without its backslash ends the text, and the rest is no query', async () => {
  // What an escaper sends that forgets the backslash in front of the quote: o'brien\ becomes o\'brien\.
  expect(await ask(await app(), "SELECT Id FROM Contact WHERE LastName = 'o\\'brien\\'")).toMatchObject([
    { errorCode: 'MALFORMED_QUERY' }
  ])
  expect(await ask(await app(), "SELECT Id FROM Contact WHERE LastName = 'o\\'brien\\\\'")).toMatchObject({
    totalSize: 0
  })
})

test('a backslash before any other letter is an error, not skipped', async () => {
  expect(await ask(await app(), "SELECT Id FROM Contact WHERE LastName = 'a\\d'")).toMatchObject([
    { errorCode: 'MALFORMED_QUERY', message: expect.stringContaining('Illegal character sequence') }
  ])
})

test('wildcards are only those that are not escaped', async () => {
  const asApp = await app()
  expect(await ask(asApp, "SELECT Id FROM Contact WHERE LastName LIKE 'o_brien'")).toMatchObject({ totalSize: 1 })
  expect(await ask(asApp, "SELECT Id FROM Contact WHERE LastName LIKE 'o\\_brien'")).toMatchObject({ totalSize: 0 })
  expect(await ask(asApp, "SELECT Id FROM Contact WHERE LastName LIKE '%(.*'")).toMatchObject({ totalSize: 0 })
})

test('addresses are compared without case, so two people can share one', async () => {
  expect(await ask(await app(), "SELECT Id FROM Contact WHERE Email = 'EINKAUF@nordwind.example'")).toMatchObject({
    totalSize: 2
  })
})

test('AND and OR need parentheses between them', async () => {
  const asApp = await app()
  expect(
    await ask(asApp, "SELECT Id FROM Lead WHERE IsConverted = false AND Email = 'a' OR Email = 'b'")
  ).toMatchObject([{ errorCode: 'MALFORMED_QUERY', message: expect.stringContaining("unexpected token: 'OR'") }])
  expect(
    await ask(asApp, "SELECT Id FROM Lead WHERE IsConverted = false AND (Email = 'a' OR Email != null)")
  ).toMatchObject({
    totalSize: 1
  })
})

test('a moment in quotes is no moment', async () => {
  expect(await ask(await app(), "SELECT Id FROM Event WHERE StartDateTime > '2026-12-01T00:00:00Z'")).toMatchObject([
    { errorCode: 'INVALID_FIELD', message: expect.stringContaining('must be of type dateTime') }
  ])
})

test('fields of the owner and of the account come with the row', async () => {
  const found = await ask(
    await app(),
    "SELECT Subject, Owner.Email, Who.Name, What.Type, Account.Name FROM Event WHERE Subject LIKE 'Harborlight%'"
  )
  expect(found).toMatchObject({
    records: [
      {
        Owner: { attributes: { type: 'Name' }, Email: 'olga.okafor@acme.example' },
        Who: { Name: "Saoirse O'Brien" },
        What: { Type: 'Opportunity' },
        Account: { attributes: { type: 'Account' }, Name: 'Harborlight Analytics' }
      }
    ]
  })
})

test('a long result comes in pages', async () => {
  const { as, turn } = await anOrg()
  const asApp = await as('integration')
  await turn({ knob: 'fill', object: 'Contact', count: 450 })
  const seen = new Set<string>()
  let path: string | undefined = query('SELECT Id FROM Contact')
  let pages = 0
  while (path) {
    const { body } = await asApp('GET', path, undefined, { 'sforce-query-options': 'batchSize=200' })
    const page = body as { records: { Id: string }[]; totalSize: number; nextRecordsUrl?: string }
    expect(page.totalSize).toBe(450)
    for (const { Id } of page.records) seen.add(Id)
    path = page.nextRecordsUrl?.replace('/services/data/v67.0', '')
    pages += 1
  }
  expect([seen.size, pages]).toEqual([450, 3])
})
