// Bodies: kept as they were sent, printed as HTML unless the caller prefers text.

export type Body = { contentType: 'html' | 'text'; content: string }

export function printBody({ contentType, content }: Body, wanted: Body['contentType']): Body {
  if (wanted === 'text') return { contentType: 'text', content: contentType === 'text' ? content : textOf(content) }
  if (contentType === 'text') return { contentType: 'html', content: page(escaped(content).replace(/\r?\n/g, '<br>')) }
  return { contentType: 'html', content: /<html[\s>]/i.test(content) || content === '' ? content : page(content) }
}

export const previewOf = ({ contentType, content }: Body): string =>
  (contentType === 'text' ? content : textOf(content)).replace(/\s+/g, ' ').trim().slice(0, 255)

const page = (inside: string) =>
  `<html>\r\n<head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\r\n</head>\r\n<body>\r\n${inside}\r\n</body>\r\n</html>\r\n`

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

const textOf = (html: string) =>
  html
    .replace(/<(head|style|script)[\s>][\s\S]*?<\/\1>/gi, '')
    .replace(/<br\s*\/?>|<\/(p|div|li|tr|h\d)>/gi, '\r\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .trim()
