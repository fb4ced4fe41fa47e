// The export of Get-MailboxPermission (or Get-EXOMailboxPermission), as Export-Csv of any PowerShell writes it: with or without
// a #TYPE line, in UTF-8 or UTF-16, with the list separator of the country.
// learn.microsoft.com/powershell/module/exchangepowershell/get-mailboxpermission

/** More bytes are no export of one company's organizers. */
export const EXPORT_AT_MOST = 5 * 1024 * 1024

const ROWS_AT_MOST = 100_000
const PROBLEMS_AT_MOST = 20

/** Somebody who may open a mailbox. `line`: where it stands in the file, from 1. */
export type FullAccessRow = { line: number; mailbox: string; user: string }
export type CsvProblem = { line: number; text: string }

type Read = { rows: FullAccessRow[]; mailboxes: string[] } | { problems: CsvProblem[] }

/** All rows that give full access to somebody, and every mailbox that the file speaks of; or what is wrong, line by line. */
export function readMailboxPermissions(bytes: Uint8Array): Read {
  const text = decode(bytes)
  if (text === undefined) return one(1, 'This is no text. Upload the file that Export-Csv has written.')
  const records = recordsOf(text)
  if ('problem' in records) return one(records.line, records.problem)

  const [header, ...body] = records.records
  if (!header) return one(1, 'The file is empty. Upload the file that Export-Csv has written.')
  const names = header.values.map((value) => value.trim().toLowerCase())
  const column = (name: string) => names.indexOf(name)
  const missing = ['Identity', 'User', 'AccessRights'].filter((name) => column(name.toLowerCase()) < 0)
  if (missing.length > 0)
    return one(
      header.line,
      `The column ${missing.join(', ')} is missing. Export with: Get-EXOMailboxPermission -Identity … | Select Identity, User, AccessRights, Deny, IsInherited | Export-Csv`
    )
  if (body.length > ROWS_AT_MOST)
    return one(header.line, `The file has more than ${ROWS_AT_MOST} lines. Export only organizers' mailboxes.`)

  const problems: CsvProblem[] = []
  const rows: FullAccessRow[] = []
  const mailboxes = new Set<string>()
  for (const { line, values } of body) {
    const value = (name: string) => values[column(name)]?.trim() ?? ''
    const [mailbox, user, rights] = [value('identity'), value('user'), value('accessrights')]
    if (values.length !== names.length)
      problems.push({ line, text: `This line has ${values.length} values, and the first has ${names.length} names.` })
    else if (mailbox === '' || user === '')
      problems.push({ line, text: `${mailbox === '' ? 'Identity' : 'User'} is empty.` })
    else if (rights.startsWith('System.'))
      problems.push({
        line,
        text: `AccessRights reads “${rights.slice(0, 60)}”: PowerShell wrote the name of a list instead of what is in it. Export with: Select Identity, User, @{n='AccessRights';e={$_.AccessRights -join ','}}, Deny, IsInherited`
      })
    else {
      mailboxes.add(mailbox)
      const full = rights.split(/[\s,;{}]+/).some((each) => each.toLowerCase() === 'fullaccess')
      if (full && !isTrue(value('deny')) && !isTrue(value('isinherited')) && !/^nt authority\\/i.test(user))
        rows.push({ line, mailbox, user })
    }
    if (problems.length >= PROBLEMS_AT_MOST) break
  }
  return problems.length > 0 ? { problems } : { rows, mailboxes: [...mailboxes] }
}

const one = (line: number, text: string) => ({ problems: [{ line, text }] })

const isTrue = (text: string) => text.toLowerCase() === 'true'

/** UTF-16 by its mark, else UTF-8, else what Windows wrote before; undefined when nothing of that is text. */
function decode(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    text = new TextDecoder('windows-1252').decode(bytes)
  }
  return text.includes('\0') ? undefined : text
}

type Record = { line: number; values: string[] }

/** Quoted values may hold separators, doubled quotes and line ends. */
function recordsOf(text: string): { records: Record[] } | { line: number; problem: string } {
  const separator = separatorOf(text)
  const records: Record[] = []
  let [line, start] = [1, 1]
  let values: string[] = []
  let value = ''
  let quoted = false
  const end = () => {
    values.push(value)
    if (values.some((each) => each.trim() !== '') && !(values.length === 1 && /^#TYPE\b/i.test(value)))
      records.push({ line: start, values })
    values = []
    value = ''
    start = line
  }
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (sign === '\n') line++
    if (quoted) {
      if (sign !== '"') value += sign
      else if (text[at + 1] === '"') value += text[++at]
      else quoted = false
    } else if (sign === '"' && value.trim() === '') {
      quoted = true
      value = ''
    } else if (sign === separator) {
      values.push(value)
      value = ''
    } else if (sign === '\n') end()
    else if (sign !== '\r') value += sign
  }
  if (quoted) return { line: start, problem: 'A quotation mark on this line is never closed.' }
  end()
  return { records }
}

/** That of the first line with names on it. */
function separatorOf(text: string): string {
  const first = text.split('\n').find((line) => line.trim() !== '' && !/^#TYPE\b/i.test(line.trim())) ?? ''
  const counts = [',', ';', '\t'].map((sign) => ({ sign, count: first.split(sign).length }))
  return counts.sort((a, b) => b.count - a.count)[0]?.sign ?? ','
}
