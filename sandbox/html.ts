// Pages of the sandbox, written as tagged templates: what is put in is escaped unless it is Html already.

export type Html = { readonly html: string }
type Part = Html | string | number | undefined | null | false | readonly Part[]

export function html(texts: TemplateStringsArray, ...parts: Part[]): Html {
  return { html: texts.reduce((page, text, at) => page + text + written(parts[at]), '') }
}

function written(part: Part): string {
  if (part === undefined || part === null || part === false) return ''
  if (Array.isArray(part)) return part.map(written).join('')
  return typeof part === 'object' ? (part as Html).html : escaped(String(part))
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
}
