import { describe, expect, test } from 'vitest'
import { readMailboxPermissions } from '../../server/mailbox-permission-csv.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const read = (text: string) => readMailboxPermissions(bytes(text))
const rowsOf = (text: string) => {
  const answer = read(text)
  return 'rows' in answer ? answer.rows.map(({ mailbox, user }) => `${user} → ${mailbox}`) : answer
}
const problemsOf = (text: string) => {
  const answer = read(text)
  return 'problems' in answer ? answer.problems.map(({ line, text }) => `${line}: ${text}`) : answer
}

const header = '"Identity","User","AccessRights","Deny","IsInherited"'
const fay = '"olga.okafor@acme.example","fay.moreau@acme.example","FullAccess","False","False"'

describe('an export of Get-MailboxPermission', () => {
  test('names who has full access, and every mailbox that it speaks of', () => {
    expect(
      read(`${header}\r\n${fay}\r\n"piet","NT AUTHORITY\\SELF","FullAccess, ReadPermission","False","False"\r\n`)
    ).toEqual({
      rows: [{ line: 2, mailbox: 'olga.okafor@acme.example', user: 'fay.moreau@acme.example' }],
      mailboxes: ['olga.okafor@acme.example', 'piet']
    })
  })

  // biome-ignore format: a table
  test.each([
    ['a #TYPE line first',             `#TYPE System.Object\r\n${header}\r\n${fay}`],
    ['empty lines and a mark first',   `\ufeff${header}\n\n${fay}\n\n`],
    ['semicolons',                     `${header}\n${fay}`.replaceAll(',', ';')],
    ['tabs',                           `${header}\n${fay}`.replaceAll(',', '\t')],
    ['no quotation marks',             `${header}\n${fay}`.replaceAll('"', '')],
    ['other columns in another order', '"User","Other","AccessRights","Identity"\n"fay.moreau@acme.example","a, ""b""\nc","{FullAccess}","olga.okafor@acme.example"'],
    ['names in small letters',         `${header.toLowerCase()}\n${fay}`]
  ])('is read with %s', (_, text) => {
    expect(rowsOf(text)).toEqual(['fay.moreau@acme.example → olga.okafor@acme.example'])
  })

  test('is read in UTF-16 and in what Windows wrote before', () => {
    const text = `${header}\n"Ol\u00e9 Okafor","fay","FullAccess","False","False"`
    const utf16 = new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))
    const windows = Uint8Array.from([...text].map((sign) => sign.charCodeAt(0)))
    for (const file of [utf16, windows]) {
      const answer = readMailboxPermissions(file)
      expect('rows' in answer && answer.rows[0]?.mailbox).toBe('Ol\u00e9 Okafor')
    }
  })

  // biome-ignore format: a table
  test.each([
    ['denied',             'a,b,FullAccess,True,False'],
    ['inherited',          'a,b,FullAccess,False,True'],
    ['another right',      'a,b,ReadPermission,False,False'],
    ['the mailbox itself', 'a,NT AUTHORITY\\SELF,FullAccess,False,False']
  ])('passes over what is %s', (_, row) => {
    expect(rowsOf(`Identity,User,AccessRights,Deny,IsInherited\n${row}`)).toEqual([])
  })

  // biome-ignore format: a table
  test.each([
    ['an empty file',                '',                                                 /^1: The file is empty/],
    ['another export',               'Name,Mail\nOlga,o@x',                              /^1: The column Identity, User, AccessRights is missing/],
    ['a value too few',              `${header}\n${fay}\n"a","b"`,                       /^3: This line has 2 values, and the first has 5 names/],
    ['nobody',                       `${header}\n"olga","","FullAccess","False","False"`, /^2: User is empty/],
    ['an open quotation mark',       `${header}\n"olga,fay`,                             /^2: A quotation mark on this line is never closed/],
    ['the name of a list',           `${header}\n"olga","fay","System.Collections.Generic.List\`1[System.String]","False","False"`, /^2: AccessRights reads .* -join/]
  ])('is refused with the line of %s', (_, text, problem) => {
    const [first] = problemsOf(text) as string[]
    expect(first).toMatch(problem)
  })

  test('is not believed in part: one bad line refuses the file, and no more than twenty are told', () => {
    expect(problemsOf(`${header}\n${fay}\nx`)).toHaveLength(1)
    expect(problemsOf(`${header}\n${'x\n'.repeat(500)}`)).toHaveLength(20)
  })

  test('is no picture', () => {
    expect(readMailboxPermissions(Uint8Array.from([0x89, 0x50, 0, 0, 0, 0x0d]))).toEqual({
      problems: [{ line: 1, text: expect.stringContaining('no text') }]
    })
  })
})
