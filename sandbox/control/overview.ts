// GET /_sandbox: one page on which a person sees what the clouds hold, and can rehearse trouble.
import { partOf } from '../cast.ts'
import { people, tenants } from '../directory.ts'
import { peopleOf } from '../entra/people.ts'
import type { Answered, Asked } from '../face.ts'
import { html } from '../html.ts'
import type { Entry } from '../journal.ts'
import { page } from '../page.ts'
import type { Parts } from '../server.ts'
import { asEnvLines, settingsFor } from '../settings.ts'
import { kinds, type Rule } from '../trouble.ts'
import { calendars } from './calendars.ts'
import { choice, field, names } from './form-fields.ts'
import { notifying } from './notifying.view.ts'
import { graphRoles } from './permission.ts'
import { records } from './records.ts'
import { stateOf } from './state.ts'
import { table } from './table.ts'

const journalTail = 30

export function overview({ origin }: Asked, { world, clock, journal, troubles }: Parts): Answered {
  const { ground } = world
  const { mailboxes, salesforce } = stateOf(world)
  const everybody = peopleOf(ground)

  return page(
    `Sandbox of ${tenants[ground.world].name}`,
    html`<h1>Sandbox of ${tenants[ground.world].name}</h1>
<p>Entra ID, Exchange and Salesforce, imitated at <code>${origin}</code>. It is ${new Date(clock.now()).toUTCString()} here.
As data: <a href="/_sandbox/state">state</a>, <a href="/_sandbox/journal">journal</a>, <a href="/_sandbox/settings">settings</a>.</p>

<h2>People</h2>
<p class="soft">Sign in to the app as one of them; nobody has a password.</p>
${table(
  ['Name', 'Part', 'Sign in as', 'Zone', 'Salesforce user'],
  everybody.map((person) => [
    html`${person.displayName}${!person.accountEnabled && !person.purpose && html` <small>(disabled)</small>`}`,
    partOf(ground.world, person.displayName) ?? person.jobTitle,
    person.userPrincipalName,
    person.zone ?? 'no mailbox',
    person.salesforce ?? 'none'
  ]),
  'Nobody.'
)}

<h2>Calendars</h2>
${calendars(mailboxes, everybody)}

<h2>An invitation</h2>
<form class="row" method="post" action="/_sandbox/invitation">
${choice('to', 'To', names(everybody))}
${field('sender', 'From (a name or an address)', 'piet.jansen@acme.example')}
${field('subject', 'Subject', 'Numbers')}
${field('start', 'Start (ISO; empty: tomorrow)')}
${field('minutes', 'Minutes', '30')}
${field('weeks', 'Weeks', '1')}
${choice('private', 'Private', ['no', 'yes'])}
<button>Send invitation</button>
</form>

<h2>Salesforce</h2>
${records(salesforce)}

<h2>Permissions</h2>
<form class="row" method="post" action="/_sandbox/permission">
${choice('organizer', 'Calendar of', names(everybody))}
${choice('person', 'for', names(everybody.toSpliced(0, 1)))}
${choice('role', 'Role', graphRoles)}
<button>Set permission</button>
</form>

<h2>Trouble</h2>
${table(['Cloud', 'What', 'Requests', 'Left'], troubles.rules().map(ruleRow), 'Everything works.')}
<form class="row" method="post" action="/_sandbox/trouble">
${choice('cloud', 'Cloud', ['graph', 'salesforce', 'entra'])}
${choice('kind', 'Kind', kinds)}
${choice('method', 'Method', ['', 'GET', 'POST', 'PATCH', 'DELETE'])}
${field('path', 'Path (regular expression)')}
${field('times', 'Times', '1')}
${field('status', 'Status', '503')}
${field('retryAfter', 'Retry-After')}
${field('ms', 'Delay in ms', '1000')}
<button>Rehearse</button>
</form>
<form class="row" method="post" action="/_sandbox/trouble/clear"><button>Clear all trouble</button></form>

<h2>Notifications</h2>
${notifying(world, everybody)}

<h2>Journal</h2>
${table(
  ['At', 'Cloud', 'Request', 'Who', 'Status'],
  journal.entries().slice(-journalTail).reverse().map(entryRow),
  'Nothing was asked yet.'
)}

<h2>Settings of an app</h2>
<details><summary>As lines of a .env file</summary><pre class="table">${asEnvLines(settingsFor(ground, origin))}</pre></details>

<h2>Begin again</h2>
<form class="row" method="post" action="/_sandbox/reset">
${choice(
  'world',
  'World',
  Object.keys(people).toSorted((name) => (name === ground.world ? -1 : 1))
)}
<button>Reset everything</button>
</form>`
  )
}

function ruleRow({ cloud, kind, method, path, status, milliseconds, after, times }: Rule) {
  const what = { status: `answers ${status}`, html: `answers ${status} in HTML`, delay: `waits ${milliseconds} ms` }
  return [
    cloud,
    kind in what ? what[kind as keyof typeof what] + (kind === 'delay' && after ? ' after the effect' : '') : kind,
    html`<code>${method ?? 'any'} ${path?.source}</code>`,
    times
  ]
}

function entryRow({ at, cloud, method, path, query, actor, status }: Entry) {
  return [
    at.slice(11, 19),
    cloud,
    html`<code>${method} ${path}${query && `?${query}`}</code>`,
    actor,
    status === 0 ? 'dropped' : status
  ]
}
