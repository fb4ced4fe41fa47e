// jsforce 3.12.0 escapes quotes and forgets backslashes in find(), and nothing in query(): user text goes through here only.
// developer.salesforce.com …/sforce_api_calls_soql_select_quotedstringescapes.htm

/** A query whose values are literals: soql`SELECT Id FROM Contact WHERE Email = ${address}` */
export function soql(texts: TemplateStringsArray, ...values: string[]): string {
  return String.raw({ raw: texts }, ...values.map(literal))
}

const known: Record<string, string> = {
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f'
}

/** One pass over the characters, so that the backslashes which it adds are not escaped again. */
export function literal(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not reach the query
  return `'${text.replace(/[\\'"\u0000-\u001f\u007f\u2028\u2029]/g, (each) => known[each] ?? unicode(each))}'`
}

const unicode = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
