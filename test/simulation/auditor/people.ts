// What people heard, held against what is.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Heard } from './evidence.ts'
import type { Known } from './known.ts'
import type { StoredBooking } from './store.ts'

const YES = ['received', 'confirmed', 'being confirmed', 'being moved', 'waiting']

/** What a page says of a booking in this state, when all is quiet. */
const saysAtLast: Record<string, string> = {
  confirmed: 'confirmed',
  requested: 'waiting',
  cancelled: 'cancelled',
  declined: 'not booked',
  released: 'not booked'
}

/** A right that was taken away stops everything within a minute; the calls of one booking may take some seconds more. */
const RIGHT_LASTS = 60_000 + 25_000

/** All must agree so soon after the last trouble. */
const AT_REST_WITHIN = 15 * 60_000

export function peopleChecks(known: Known) {
  const { evidence, store, say } = known
  const { heard } = evidence.history
  const byKey = new Map(store.bookings.map((booking) => [booking.keyHash, booking]))
  const byId = new Map(store.bookings.map((booking) => [booking.id, booking]))

  for (const [key, told] of Map.groupBy(
    heard.filter(({ key }) => key),
    ({ key }) => key as string
  )) {
    const booking = byKey.get(createHash('sha256').update(key).digest('hex'))
    const [first] = told
    if (!told.some((each) => YES.includes(each.heard)) || !first) continue
    if (!booking) say('INV-01', `${first.who} was given the address of a booking that is not there`)
    else {
      // who offered the time has lost the right to: then nobody may have it
      if (booking.state === 'released' && !lostItsRight(booking))
        say(
          'INV-01',
          `${first.who} was told "${wordsOf(told)}", and nothing is booked (${booking.id}: ${whyReleased(booking)})`
        )
      const last = told.findLast(({ page }) => page)?.heard
      if (last !== saysAtLast[booking.state])
        say('INV-08', `${first.who} reads "${last}" at last, and ${booking.id} is ${booking.state}`)
      const invitee = booking.facts[0]?.body.invitee as { address?: string } | undefined
      if (invitee?.address !== first.invitee.address)
        say('INV-08', `${booking.id} is of somebody else than ${first.who}`)
      const { slot } = (booking.facts[0]?.body ?? {}) as { slot?: { start: number; end: number } }
      if (slot?.start !== first.slot.start || slot?.end !== first.slot.end)
        say('INV-08', `${first.who} asked for another time than ${booking.id} was given`)
    }
  }

  for (const each of heard) {
    if (!each.page) continue
    const before = known.changesOf(each.form).filter(({ at }) => at <= each.at)
    const shown = Date.parse(each.page.iso)
    // what somebody does in Outlook is told when it has been seen
    const byHand = before.some(({ by }) => by === 'hand')
    if (each.heard === 'confirmed' && !byHand && !each.page.inExchange.includes(shown))
      say(
        'INV-06',
        `${each.who} read "confirmed" for ${each.page.iso} while no such meeting was in Exchange (${each.form})`
      )
    const wanted = [each.slot.start, ...before.flatMap(({ to }) => to?.start ?? [])]
    if (each.page.iso && !wanted.includes(shown))
      say('INV-09', `the page of ${each.who} says ${each.page.iso}, which nobody has asked for`)
  }

  for (const [form, told] of Map.groupBy(heard, (each) => each.form)) {
    const keys = new Set(told.flatMap(({ key }) => key ?? []))
    if (keys.size > 1) say('INV-10', `form ${form} was answered with ${keys.size} bookings`)
    const last = told.filter((each) => each.heard !== 'no answer').at(-1)
    const booking = byId.get(form)
    if (last?.heard === 'refused' && booking && booking.state !== 'released')
      say('INV-10', `${last.who} was refused, and ${form} is ${booking.state}`)
  }

  for (const { id, uses } of store.links.values()) {
    const own = store.bookings.filter(({ link }) => link === id)
    const taken = own.filter(({ state }) => ['requested', 'held', 'confirmed'].includes(state)).length
    if (uses !== null && taken > uses) say('INV-13', `link ${id} takes ${uses} bookings and has ${taken}`)
  }

  checkRights(known)
  checkSecrets(known)
  for (const what of evidence.stranded) say('INV-40', what)
  for (const { what, path, status } of evidence.history.odd) {
    if (what === 'guess' && status === 200) say('INV-27', `a guessed address was opened: ${path}`)
    if (what === 'sent away') say('INV-43', `when all was well somebody could not ${path}`)
    if (what === 'fault' && !evidence.storeFails) say('INV-40', `somebody was answered with ${status} by ${path}`)
  }
  if (evidence.restedAt - evidence.healedAt > AT_REST_WITHIN + 5 * 60_000)
    say(
      'INV-42',
      `not at rest ${Math.round((evidence.restedAt - evidence.healedAt) / 60_000)} minutes after the trouble`
    )
}

const wordsOf = (told: Heard[]) => told.map(({ heard }) => heard).join(', ')

const lostItsRight = ({ facts }: StoredBooking) => facts.some(({ body }) => body.because !== undefined)

const whyReleased = ({ facts }: { facts: { type: string; body: Record<string, unknown> }[] }) =>
  String(facts.find(({ type }) => type === 'released')?.body.why)

function checkRights({ evidence, store, say }: Known) {
  const { acts } = evidence.history
  for (const act of acts) {
    if (act.did !== 'took the right') continue
    const back = acts.find(
      (each) =>
        each.did === 'gave the right back' &&
        each.at > act.at &&
        each.organizer === act.organizer &&
        each.delegate === act.delegate
    )
    for (const booking of store.bookings) {
      const madeBy = store.links.get(booking.link)?.madeBy
      if (!madeBy?.endsWith(act.delegate) || !booking.organizer.endsWith(act.organizer)) continue
      const isGone = (at: number) => at > act.at + RIGHT_LASTS && at < (back?.at ?? Number.POSITIVE_INFINITY)
      if (isGone(booking.bookedAt))
        say('INV-20', `${booking.id} was booked ${booking.bookedAt - act.at} ms after the right was gone`)
      for (const { type, at, body } of booking.facts)
        if (
          ['move asked', 'approved', 'declined', 'cancelled'].includes(type) &&
          byDelegate(body) &&
          !ownHand(body, act.organizer) &&
          isGone(at)
        )
          say('INV-20', `${booking.id} was ${type} ${at - act.at} ms after the right was gone`)
    }
    for (const { at, link } of evidence.history.offered) {
      const { madeBy = '', organizer = '' } = store.links.get(link) ?? {}
      if (!madeBy.endsWith(act.delegate) || !organizer.endsWith(act.organizer)) continue
      if (at > act.at + RIGHT_LASTS && at < (back?.at ?? Number.POSITIVE_INFINITY))
        say('INV-20', `link ${link} offers times ${at - act.at} ms after the right was gone`)
    }
  }
}

const byDelegate = (body: Record<string, unknown>) => {
  const { as = '' } = (body.by ?? {}) as { as?: string }
  return as === 'delegate' || as === 'invitee'
}

/** The organizer herself needs nobody's right. */
const ownHand = (body: Record<string, unknown>, organizer: string) =>
  String((body.by as { id?: string } | undefined)?.id ?? '').endsWith(organizer)

function checkSecrets({ evidence, say }: Known) {
  const file = readFileSync(evidence.store).toString('latin1')
  for (const { key, who } of evidence.history.heard)
    if (key && file.includes(key)) say('INV-27', `the key of ${who} lies in the store`)
}
