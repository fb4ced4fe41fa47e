// POST /_sandbox/invitation {to, sender, subject, start, minutes, …}: somebody invites a person of this world, by hand.
import { findPerson } from '../entra/people.ts'
import type { World } from '../world.ts'
import type { Fields } from './fields.ts'
import type { Outcome } from './outcome.ts'
import { whom } from './whom.ts'

const minute = 60_000
const day = 24 * 60 * minute

/** A start that nobody has said: tomorrow at one o'clock UTC, which is the early afternoon of most of the cast. */
const usualStart = (now: number) => Math.floor(now / day) * day + day + 13 * 60 * minute

export function sendInvitation(fields: Fields, { ground, faces }: World): Outcome {
  const said = (name: string) => String(fields[name] ?? '').trim()
  const named = whom(ground, 'to', fields.to)
  if ('problem' in named) return named
  const inside = findPerson(ground, said('sender'))
  const from = inside
    ? { name: inside.displayName, address: inside.mail ?? inside.userPrincipalName }
    : { name: said('name') || said('sender'), address: said('sender') }
  if (!/^\S+@\S+\.\S+$/.test(from.address)) return { problem: 'sender is a person of this world, or an address.' }

  const start = said('start') ? Date.parse(said('start')) : usualStart(ground.now())
  const minutes = said('minutes') ? Number(said('minutes')) : 30
  const weeks = said('weeks') ? Number(said('weeks')) : 1
  if (Number.isNaN(start)) return { problem: 'start is an ISO instant.' }
  if (!(minutes >= 1 && minutes <= 24 * 60)) return { problem: 'minutes is a number from 1 to 1440.' }
  if (!(Number.isInteger(weeks) && weeks >= 1 && weeks <= 52)) return { problem: 'weeks is a number from 1 to 52.' }

  const problem = faces.graph.invite({
    to: named.found.id,
    from,
    subject: said('subject') || 'Invitation',
    start,
    end: start + minutes * minute,
    weeks,
    private: /^(yes|true|on|private)$/i.test(said('private')),
    wantsAnswer: !/^(no|false|off)$/i.test(said('wantsAnswer')),
    ...(said('place') ? { place: said('place') } : {})
  })
  return problem === undefined ? { done: undefined } : { problem }
}
