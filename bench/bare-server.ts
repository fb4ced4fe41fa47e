// The ruler for pages: Fastify and Eta and nothing else. No store, no hooks, no checks; the view model is ready before the
// first question. Its page has as many slots and zones in it as ours, and as many bytes.
import { Eta } from 'eta'
import Fastify from 'fastify'

const [slots = 0, zones = 0, bytes = 0] = process.argv.slice(2).map(Number)

const eta = new Eta({ cache: true, autoEscape: true })
eta.loadTemplate(
  '@page',
  `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title><%= it.title %></title></head>
<body><main><h1><%= it.title %></h1>
<select><% for (const zone of it.zones) { %><option value="<%= zone.name %>"><%= zone.text %></option>
<% } %></select>
<form method="post" action="<%= it.action %>"><input type="hidden" name="id" value="<%= it.id %>">
<% for (const slot of it.slots) { %><label class="slot"><input type="radio" name="slot" value="<%= slot.value %>"><span><span class="unseen"><%= slot.before %></span><b><%= slot.start %></b> <span class="end"><%= slot.end %></span><span class="unseen"><%= slot.after %></span></span></label>
<% } %></form><%~ it.rest %></main></body></html>
`
)

const two = (number: number) => String(number).padStart(2, '0')
const model = {
  title: 'Meet Olga Okafor, Acme Ltd',
  action: '/book/token/bookings',
  id: '00000000-0000-4000-8000-000000000000.signed',
  zones: Array.from({ length: zones }, (_, nth) => ({ name: `Europe/City_${nth}`, text: `City ${nth}, UTC+1` })),
  slots: Array.from({ length: slots }, (_, nth) => ({
    value: `2027-01-04T${two(nth % 24)}:00:00Z/2027-01-04T${two(nth % 24)}:30:00Z`,
    before: 'Monday 4 January, ',
    start: `${two(nth % 24)}:00`,
    end: `to ${two(nth % 24)}:30`,
    after: ', Berlin time'
  })),
  rest: ''
}
model.rest = `<p>${'x'.repeat(Math.max(0, bytes - 7 - eta.render('@page', model).length))}</p>`

const app = Fastify()
app.get('/page', async (_request, reply) => reply.type('text/html; charset=utf-8').send(eta.render('@page', model)))
app.get('/hello', async () => ({ hello: 'world' }))
process.stdout.write(`${await app.listen({ port: 0, host: '127.0.0.1' })}\n`)
process.once('SIGINT', () => app.close())
