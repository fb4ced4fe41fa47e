// Who is told of changes, what was sent, and what may go wrong on the way.
import type { DirectoryUser } from '../directory.ts'
import { type Html, html } from '../html.ts'
import type { World } from '../world.ts'
import { choice, field, names } from './form-fields.ts'
import { notificationsOf } from './notifying.ts'
import { table } from './table.ts'

const mostShown = 20

export function notifying(world: World, everybody: DirectoryUser[]): Html {
  const { trouble, subscriptions, deliveries } = notificationsOf(world)
  const nameOf = (id: unknown) => everybody.find((one) => one.id === id)?.displayName ?? String(id)
  const set = Object.entries(trouble).filter(([, value]) => value > 0)
  return html`${table(
    ['Mailbox', 'Of', 'Address', 'Until'],
    subscriptions.map(({ mailbox, what, changeType, notificationUrl, expires }) => [
      nameOf(mailbox),
      `${what}: ${changeType}`,
      String(notificationUrl),
      new Date(Number(expires)).toUTCString()
    ]),
    'Nobody has subscribed.'
  )}
${table(
  ['At', 'What', 'Whose', 'Became of it'],
  deliveries
    .slice(-mostShown)
    .reverse()
    .map(({ at, what, resource = '', outcome, status, tries }) => [
      at.slice(11, 19),
      what,
      nameOf(resource.split('/')[1] ?? ''),
      `${outcome}${status === undefined ? '' : `, answered ${status || 'by nobody'}`}${tries > 1 ? `, ${tries} tries` : ''}`
    ]),
  'Nothing was sent yet.'
)}
<p class="soft">${set.length ? `On the way: ${set.map(([name, value]) => `${name} ${value}`).join(', ')}.` : 'Nothing goes wrong on the way.'}</p>
<form class="row" method="post" action="/_sandbox/notifications">
${field('lose', 'Lose (share)', String(trouble.lose))}
${field('duplicate', 'Send twice (share)', String(trouble.duplicate))}
${field('wrongClientState', 'Wrong secret (share)', String(trouble.wrongClientState))}
${field('delay', 'Late by ms', String(trouble.delay))}
${field('reorder', 'Turn round what gathers in ms', String(trouble.reorder))}
<button>Rehearse</button>
</form>
<form class="row" method="post" action="/_sandbox/lifecycle">
${choice('event', 'Tell subscribers', ['missed', 'subscriptionRemoved', 'reauthorizationRequired'])}
${choice('person', 'of', ['', ...names(everybody)])}
<button>Tell</button>
</form>
<form class="row" method="post" action="/_sandbox/mailbox">
${choice('person', 'Mailbox of', names(everybody))}
${choice('act', 'Act', ['move', 'forget'])}
<button>Do it</button>
</form>`
}
