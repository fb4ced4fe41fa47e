// Delegates at the console: they sign in with Microsoft, answer requests, move and cancel what was booked, revoke links.
import { type AskingNeeds, ask, formIn, nothing, spanOf, wait } from './asking.ts'
import type { Clouds } from './clouds.ts'
import type { Change, History } from './history.ts'
import { ORIGIN } from './instances.ts'
import { CLOUDS } from './network.ts'
import type { Trace } from './trace.ts'
import { SECOND } from './weather.ts'

/** `cookie`: of her browser; each page with a form may add one. `noneOf`: an organizer who has given her no right. */
export type Delegate = { name: string; cookie: string; links: readonly string[]; noneOf?: string }

export type DeskNeeds = AskingNeeds & { history: History; trace: Trace }

/** As a browser does it: to Microsoft, who she is, and back. Answers the cookies of her session. */
export async function signIn(address: string, { world }: Clouds, needs: AskingNeeds): Promise<string> {
  const begun = await ask({ method: 'GET', path: '/sign-in' }, needs, nothing)
  if (!begun?.location.startsWith(CLOUDS)) throw new Error(`${address} was not sent to Microsoft: ${begun?.status}`)
  const { pathname, searchParams } = new URL(begun.location)
  const chosen = await world.faces.entra.answer({
    method: 'POST',
    path: pathname,
    query: searchParams,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ as: address }).toString(),
    origin: CLOUDS
  })
  const back = String(chosen.headers?.location ?? '')
  if (!back.startsWith(ORIGIN)) throw new Error(`${address} was not sent back: ${chosen.status}`)
  const cookie = begun.cookies.join('; ')
  const done = await ask({ method: 'GET', path: back.slice(ORIGIN.length), cookie }, needs, nothing)
  const session = done?.cookies.find((each) => each.startsWith('session='))
  if (!session) throw new Error(`${address} could not sign in: ${done?.status}`)
  return session
}

/** Once: one of the bookings of her links, and what she thinks best. */
export async function attend(delegate: Delegate, needs: DeskNeeds): Promise<void> {
  const { lots, history } = needs
  if (lots.chance(0.15)) await tryAnothers(delegate, needs)
  const own = history.heard.filter(({ heard, link }) => heard === 'received' && delegate.links.includes(link))
  const waiting = history.heard.filter(({ heard, link }) => heard === 'waiting' && delegate.links.includes(link))
  const answered = new Set(history.changes.filter(isAnswer).map(({ booking }) => booking))
  const request = waiting.find(({ form }) => !answered.has(form))
  if (request) return answer(delegate, request.form, request.link, needs)
  if (own.length === 0) return
  const { form, link } = lots.pick(own)
  if (lots.chance(0.6)) await move(delegate, form, link, needs)
  else await cancel(delegate, form, link, needs)
}

/** What is another's, and whose calendar is not hers to change: she tries all the same, and nothing may come of it. */
async function tryAnothers(delegate: Delegate, needs: DeskNeeds) {
  const [link] = delegate.links
  const others = needs.history.heard.filter(
    ({ heard, organizer }) => heard === 'received' && delegate.noneOf && organizer.endsWith(delegate.noneOf)
  )
  if (others.length === 0) return
  const { form: booking } = needs.lots.pick(others)
  const page = await look(delegate, `/console/links/${link}?revoke=ask`, needs)
  if (!page) return
  const form = { _csrf: page.csrf, sure: 'yes', reason: '' }
  const path = `/console/bookings/${booking}/cancellation`
  await ask({ method: 'POST', path, form, cookie: delegate.cookie }, needs, nothing)
}

const isAnswer = ({ did }: Change) => did === 'approve' || did === 'decline'

async function answer(delegate: Delegate, booking: string, link: string, needs: DeskNeeds) {
  const page = await look(delegate, `/console/bookings/${booking}`, needs)
  if (!page) return
  const did = needs.lots.chance(0.75) ? ('approve' as const) : ('decline' as const)
  const path = `/console/bookings/${booking}/${did === 'approve' ? 'approval' : 'refusal'}`
  await change({ did, booking, link }, path, { _csrf: page.csrf, reason: '' }, delegate, needs)
}

async function move(delegate: Delegate, booking: string, link: string, needs: DeskNeeds) {
  const path = `/console/bookings/${booking}/new-time`
  const page = await look(delegate, path, needs)
  const slot = page?.slots[Math.floor(needs.lots.next() * page.slots.length)]
  if (!page || !slot) return
  await wait(needs.timeline, needs.lots.between(1, 10) * SECOND)
  const form = { _csrf: page.csrf, id: page.id, slot, date: '', time: '', from: '' }
  await change({ did: 'move', booking, link, to: spanOf(slot) }, path, form, delegate, needs)
}

async function cancel(delegate: Delegate, booking: string, link: string, needs: DeskNeeds) {
  const page = await look(delegate, `/console/bookings/${booking}`, needs)
  if (!page) return
  const form = { _csrf: page.csrf, sure: 'yes', reason: '' }
  await change({ did: 'cancel', booking, link }, `/console/bookings/${booking}/cancellation`, form, delegate, needs)
}

/** She takes a link back: nobody books by it any more. */
export async function revoke(delegate: Delegate, link: string, needs: DeskNeeds): Promise<void> {
  const page = await look(delegate, `/console/links/${link}?revoke=ask`, needs)
  if (!page) return
  const form = { _csrf: page.csrf, sure: 'yes' }
  for (let attempt = 1; attempt <= 4; attempt++) {
    const path = `/console/links/${link}/revocation`
    const done = await ask({ method: 'POST', path, form, cookie: delegate.cookie }, needs, nothing)
    if (done?.status === 303) {
      needs.history.acts.push({ at: needs.timeline.now(), did: 'revoked a link', link })
      needs.trace.note(`${delegate.name} has revoked ${link}`)
      return
    }
    if (done && done.status < 500) return
    await wait(needs.timeline, 3 * SECOND)
  }
}

async function look(delegate: Delegate, path: string, needs: DeskNeeds) {
  const page = await ask({ method: 'GET', path, cookie: delegate.cookie }, needs, nothing)
  const session = delegate.cookie.split('; ')[0] ?? ''
  if (page && page.cookies.length > 0) delegate.cookie = [session, ...page.cookies].join('; ')
  return page?.status === 200 ? formIn(page.body) : undefined
}

async function change(
  what: Pick<Change, 'did' | 'booking' | 'link' | 'to'>,
  path: string,
  form: Record<string, string>,
  { name, cookie }: Delegate,
  needs: DeskNeeds
) {
  const { lots, timeline, history, trace } = needs
  const wished: Change = { at: timeline.now(), heardAt: null, who: name, by: 'delegate', heard: 'nothing', ...what }
  history.changes.push(wished)
  const told = `${name} wants to ${what.did} ${what.booking}`
  trace.note(`${told}${what.to ? ` to ${new Date(what.to.start).toISOString()}` : ''}`)
  for (let attempt = 1; attempt <= 6; attempt++) {
    const page = await ask({ method: 'POST', path, form, cookie }, needs, nothing)
    const [, done = ''] = /[?&]done=(\w+)/.exec(page?.location ?? '') ?? []
    // whoever may not see the booking any more is not told what became of what she sent before
    if (page?.status === 404 && attempt > 1) break
    if (page && (page.status < 500 || formIn(page.body))) {
      // sent back without a word: she looks at the booking as it is now
      wished.heard = done === 'moving' ? 'accepted' : done ? 'done' : page.status === 303 ? 'accepted' : 'refused'
      wished.heardAt = timeline.now()
      break
    }
    await wait(timeline, lots.between(1, 10) * SECOND)
  }
  trace.note(`${told} and hears ${wished.heard}`)
}
