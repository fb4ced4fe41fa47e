// The frame of every page that the sandbox shows to a person: no script, light and dark, readable on a phone.
import type { Answered } from './face.ts'
import { type Html, html } from './html.ts'

export function page(title: string, body: Html, status = 200): Answered {
  const { html: text } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${{ html: style }}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }, body: text }
}

const style = `
:root {
  color-scheme: light dark;
  --ink: light-dark(oklch(25% 0.02 230), oklch(93% 0.01 230));
  --soft: light-dark(oklch(45% 0.02 230), oklch(73% 0.015 230));
  --paper: light-dark(oklch(98.5% 0.005 90), oklch(20% 0.015 230));
  --raised: light-dark(oklch(100% 0 0), oklch(24% 0.015 230));
  --line: light-dark(oklch(87% 0.01 230), oklch(38% 0.015 230));
  --accent: light-dark(oklch(42% 0.08 195), oklch(80% 0.09 195));
}
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, "Segoe UI", Roboto, sans-serif }
main { max-width: 76rem; margin: 0 auto; padding: 24px 16px 48px }
main:has(> .narrow) { max-width: 30rem }
h1 { font-size: 1.5rem; line-height: 1.2; margin: 8px 0 }
h2 { font-size: 1.25rem; line-height: 1.2; margin: 32px 0 8px }
p { max-width: 65ch; margin: 8px 0 }
a { color: var(--accent) }
small, .soft, caption { color: var(--soft) }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
button, input, select { font: inherit; max-width: 100%; color: inherit; background: var(--raised); border: 1px solid var(--line); border-radius: 8px; padding: 8px 12px; min-height: 44px }
button { cursor: pointer; border-color: var(--accent); color: var(--accent) }
.people { display: grid; gap: 8px; margin: 16px 0; padding: 0; list-style: none }
.people button { width: 100%; text-align: start; color: inherit; border-color: var(--line) }
.people button strong { color: var(--accent) }
.people .hinted button { border: 2px solid var(--accent) }
form.row { display: flex; flex-wrap: wrap; gap: 8px; align-items: end; margin: 8px 0 }
label { display: grid; gap: 4px; min-width: 0; color: var(--soft) }
label input, label select { color: var(--ink) }
label select { min-width: 0; width: 100% }
td form.row { margin: 0; min-width: 13rem }
td form.row select { max-width: 9rem }
td form.row input { width: 4rem }
.table { position: relative; overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; background: var(--raised); margin: 8px 0 }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
th, td { text-align: start; vertical-align: top; padding: 6px 12px; border-bottom: 1px solid var(--line); overflow-wrap: break-word }
td:first-child { white-space: nowrap }
th { font-weight: 600; color: var(--soft); white-space: nowrap }
tr:last-child td { border-bottom: 0 }
details { margin: 8px 0 }
summary { cursor: pointer; padding: 8px 0 }
code { font-family: ui-monospace, monospace; font-size: 0.9em; overflow-wrap: anywhere }
@media (max-width: 640px) {
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  tr, td { display: block }
  tr { padding: 8px 0; border-bottom: 1px solid var(--line) }
  tr:last-child { border-bottom: 0 }
  td { border: 0; padding: 2px 12px; overflow-wrap: anywhere }
  td:empty { display: none }
  td:first-child { white-space: normal; font-weight: 600 }
  td:not(:first-child)::before { content: attr(data-label) ": "; color: var(--soft) }
  form.row label { flex: 1 1 9rem }
}
`
