// POST /_sandbox/crowd {organizers, delegates, each}: as many people more, each organizer with so many delegates.
import { type Crowd, delegatesFor, delegatesOf, organizersOf } from '../crowd.ts'
import { tenants } from '../directory.ts'
import { setCrowd } from '../entra/people.ts'
import type { World } from '../world.ts'
import type { Fields } from './fields.ts'
import type { Outcome } from './outcome.ts'

const MOST = 5_000

export function bringCrowd(fields: Fields, { ground, faces }: World): Outcome {
  const [organizers, delegates, each] = [fields.organizers, fields.delegates, fields.each].map(Number)
  const crowd = { organizers, delegates, each } as Crowd
  if (
    ![organizers, delegates, each].every((count) => Number.isInteger(count) && (count ?? 0) > 0 && (count ?? 0) <= MOST)
  )
    return { problem: `organizers, delegates and each are whole numbers up to ${MOST}.` }
  if (crowd.each > crowd.delegates) return { problem: 'There are not that many delegates for each.' }

  const tenant = tenants[ground.world]
  setCrowd(ground, crowd)
  const [owners, others] = [organizersOf(tenant, crowd), delegatesOf(tenant, crowd)]
  for (const person of [...owners, ...others]) faces.graph.addMailbox(person)
  owners.forEach((owner, at) => {
    for (const number of delegatesFor(at, crowd)) {
      const person = others[number]?.id ?? ''
      faces.graph.give({ organizer: owner.id, person, role: 'delegateWithoutPrivateEventAccess' })
    }
  })
  return { done: { organizers: owners.map(({ id, displayName, mail }) => ({ id, name: displayName, address: mail })) } }
}
