// What invitees do with a meeting that they have: they move it, cancel it, press twice, and read what became of it.
import { ask, formIn, nothing, spanOf, wait } from './asking.ts'
import type { Change } from './history.ts'
import type { Asking } from './instances.ts'
import { type Booked, MEDDLES, meddledWith, readBooking, type VisitingNeeds } from './invitees.ts'
import { SECOND } from './weather.ts'

/** Now and then somebody changes what she has, once or twice. */
export async function thinkAgain({ first, told }: Booked, needs: VisitingNeeds): Promise<void> {
  const { lots, timeline } = needs
  if (needs.whims && lots.chance(0.15)) await tryAsAnother(first, needs)
  const undecided = lots.chance(0.15)
  for (let turn = 1; turn <= (undecided ? 5 : 2); turn++) {
    // whoever is kept waiting is the first to change her mind
    const impatient = turn === 1 && told === 'being confirmed'
    await wait(timeline, lots.between(1, impatient ? 6 : 90) * SECOND)
    const moves = undecided || (lots.chance(0.65) && !impatient)
    const change = moves ? await move(first, needs) : await cancel(first, needs)
    if (!change || change.did === 'cancel' || (!undecided && lots.chance(0.5))) return
  }
}

type First = Booked['first']

/** Somebody to whom the link was passed on does not know the address of the booking: nothing may come of it. */
async function tryAsAnother(first: First, needs: VisitingNeeds): Promise<void> {
  const path = `/booked/${first.key}/cancellation`
  const page = await ask({ method: 'GET', path }, needs, nothing)
  const form = page?.status === 200 ? formIn(page.body) : undefined
  if (!form) return
  const sent = { id: form.id, email: 'somebody.else@harborlight.example', reason: '' }
  await ask({ method: 'POST', path, form: sent }, needs, nothing)
}

export async function move(first: First, needs: VisitingNeeds): Promise<Change | undefined> {
  const { lots } = needs
  const page = await ask({ method: 'GET', path: `/booked/${first.key}/new-time` }, needs, nothing)
  const form = page?.status === 200 ? formIn(page.body) : undefined
  const offered = form?.slots[Math.floor(lots.next() * form.slots.length)]
  const slot = offered && needs.whims && lots.chance(MEDDLES) ? meddledWith(offered, lots) : offered
  if (!form || !slot) return undefined
  needs.sees?.(first.organizer, slot)
  await wait(needs.timeline, lots.between(1, 12) * SECOND)
  const sent = { id: form.id, slot, email: first.invitee.address, zone: 'Europe/Berlin' }
  const asking: Asking = { method: 'POST', path: `/booked/${first.key}/new-time`, form: sent }
  return change({ did: 'move', to: spanOf(slot) }, asking, first, needs)
}

export async function cancel(first: First, needs: VisitingNeeds): Promise<Change | undefined> {
  const page = await ask({ method: 'GET', path: `/booked/${first.key}/cancellation` }, needs, nothing)
  const form = page?.status === 200 ? formIn(page.body) : undefined
  if (!form) return undefined
  await wait(needs.timeline, needs.lots.between(1, 8) * SECOND)
  const sent = { id: form.id, email: first.invitee.address, reason: '' }
  const asking: Asking = { method: 'POST', path: `/booked/${first.key}/cancellation`, form: sent }
  return change({ did: 'cancel' }, asking, first, needs)
}

/** Sends the form until it is answered, and reads what the booking's own page says then. */
async function change(
  what: Pick<Change, 'did' | 'to'>,
  asking: Asking,
  first: First,
  needs: VisitingNeeds
): Promise<Change> {
  const { lots, timeline, history, trace } = needs
  const { form: booking, link, who } = first
  const wished: Change = {
    at: timeline.now(),
    heardAt: null,
    who,
    by: 'invitee',
    booking,
    link,
    heard: 'nothing',
    ...what
  }
  history.changes.push(wished)
  trace.note(`${who} wants to ${what.did} ${booking}${what.to ? ` to ${new Date(what.to.start).toISOString()}` : ''}`)

  for (let attempt = 1; attempt <= 6; attempt++) {
    if (lots.chance(0.1)) {
      void ask(asking, needs, nothing)
      await wait(timeline, lots.between(0, lots.chance(0.7) ? 300 : 2000))
    }
    const page = await ask(asking, needs, nothing)
    if (page?.status === 303) {
      await heardOf(wished, first, needs)
      break
    }
    // a page of the app says that nothing was changed; a bare fault says nothing
    if (page && (page.status < 500 || formIn(page.body))) {
      wished.heard = 'refused'
      wished.heardAt = timeline.now()
      break
    }
    await wait(timeline, lots.between(1, 10) * SECOND)
  }
  trace.note(`${who} hears ${wished.heard} of wanting to ${what.did} ${booking}`)
  return wished
}

async function heardOf(wished: Change, first: First, needs: VisitingNeeds) {
  const told = await readBooking(first, needs)
  const iso = needs.history.heard.at(-1)?.page?.iso ?? ''
  const arrived = told === 'confirmed' && Date.parse(iso) === wished.to?.start
  // whoever was sent back to her booking was told nothing else than what its page says
  if (wished.did === 'cancel')
    wished.heard = told === undefined ? 'accepted' : told === 'not booked' ? 'refused' : 'done'
  else wished.heard = arrived ? 'done' : 'accepted'
  wished.heardAt = needs.timeline.now()
}
