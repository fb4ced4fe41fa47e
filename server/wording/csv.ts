// RFC 4180: comma, CRLF, quotes doubled. A cell that a spreadsheet would take for a formula gets an apostrophe in front
// (OWASP ASVS 1.2.10: a cell that begins with = + - @, a tab or a zero character; carriage return likewise).

const FORMULA = /^[=+\-@\t\r\0]/

const cell = (value: string | number): string => {
  const text = String(value)
  const safe = typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One line with its end. */
export const csvLine = (values: readonly (string | number)[]): string => `${values.map(cell).join(',')}\r\n`

/** Spreadsheets take a file without this mark for one of their own alphabet, and spoil every name with an accent. */
export const CSV_MARK = '\uFEFF'
