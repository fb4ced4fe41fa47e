// When all is well again somebody books and moves her meeting, and somebody books and cancels it: a program that refuses everything
// breaks no promise but this one.
import { ask, nothing } from './asking.ts'
import type { Change } from './history.ts'
import { type Booked, bookSomething, type OfferedLink, type VisitingNeeds } from './invitees.ts'
import { cancel, move } from './second-thoughts.ts'

/** Links with much time; one of them may have been taken back. */
const TRIED = [0, 2, 3]

export async function lastGuests(links: readonly OfferedLink[], needs: VisitingNeeds): Promise<void> {
  const open: OfferedLink[] = []
  for (const number of TRIED) {
    const link = links[number] as OfferedLink
    const page = await ask({ method: 'GET', path: `/book/${link.token}` }, needs, nothing)
    if (page?.status !== 410) open.push(link)
  }
  await visit('Late Mover', 'move her meeting', move)
  await visit('Late Canceller', 'cancel her meeting', cancel)

  async function visit(
    name: string,
    what: string,
    change: (first: Booked['first'], needs: VisitingNeeds) => Promise<Change | undefined>
  ) {
    const address = `${name.toLowerCase().replace(' ', '.')}@harborlight.example`
    const [link] = open
    const person = { name, address, zone: 'Europe/Berlin' }
    const booked = link && (await bookSomething(person, link, { ...needs, takesTheLast: true }))
    if (!booked) return sentAway('book')
    const changed = await change(booked.first, needs)
    if (changed?.heard !== 'done' && changed?.heard !== 'accepted') sentAway(what)
  }

  function sentAway(path: string) {
    needs.history.odd.push({ at: needs.timeline.now(), what: 'sent away', path, status: 0 })
  }
}
