// The links of every episode: Dana's on Olga's calendar, Eve's on Priya's; free times and picked ones, with and without
// buffers, caps, notice, colleagues and an end; and two whose bookings somebody has to approve, soon or at some time.
import type { Services } from '../../server/services.ts'
import { usuallyBlocks } from '../../src/availability/busy-minutes.ts'
import type { Link } from '../../src/links/link.ts'
import type { Organizer } from '../../src/people/organizer.ts'
import type { Person } from '../../src/people/person.ts'
import type { OfferedLink } from './invitees.ts'
import { MINUTE } from './weather.ts'

const DAY = 24 * 60 * MINUTE

/** Has to be free, too, for one of the links. */
export const COLLEAGUE = 'ari.weiss@acme.example'

type Offered = {
  zone: string
  hours: Record<number, { from: number; to: number }[]>
  lengths: number[]
  before?: number
  after?: number
}

type More = Partial<
  Pick<Link, 'initiator' | 'place' | 'notice' | 'perDay' | 'perWeek' | 'required' | 'optional' | 'approvalWithin'>
>

export async function openLinks(services: Services, now: number): Promise<OfferedLink[]> {
  const organizers = await services.organizers.all()
  const whose = (name: string): Organizer => {
    const found = organizers.find((each) => each.name === name)
    if (!found) throw new Error(`${name} is not enrolled`)
    return found
  }
  const person = async (address: string): Promise<Person> => {
    const found = await services.directory.byAddress(address)
    if (!found) throw new Error(`${address} is not in the directory`)
    return found
  }
  const dana = await person('dana.whitfield@acme.example')
  const eve = await person('eve.tanaka@acme.example')
  const sam = plain(await person('sam.boateng@acme.example'))
  const ari = plain(await person(COLLEAGUE))
  const [olga, priya] = [whose('Olga Okafor'), whose('Priya Raman')]
  const everyDay = (from: number, to: number) =>
    Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, [{ from: from * 60, to: to * 60 }]]))

  const availability = (
    number: number,
    [organizer, madeBy]: [Organizer, Person],
    { before = 0, after = 0, ...rules }: Offered,
    more: More = {}
  ): Link => ({
    ...common(number, organizer, madeBy, now),
    kind: 'availability',
    zone: rules.zone,
    hours: rules.hours,
    lengths: rules.lengths,
    step: null,
    overrides: [],
    firstDate: null,
    lastDate: null,
    horizonDays: 365,
    bufferBefore: before,
    bufferAfter: after,
    ...more
  })

  // in three days at six in the evening of the organizer: nothing stands there when the world begins
  const evening = Math.floor(now / DAY) * DAY + 3 * DAY + 16 * 60 * MINUTE
  const picked = (number: number, uses: number | null, expiresAt: number | null = null): Link => ({
    ...common(number, olga, dana, now),
    kind: 'time slots',
    zone: 'Europe/Berlin',
    uses,
    expiresAt,
    bufferBefore: 0,
    bufferAfter: 0,
    slots: [0, 1, 2, 3].map((each) => ({
      start: evening + (number * 4 + each) * 30 * MINUTE,
      end: evening + (number * 4 + each + 1) * 30 * MINUTE
    }))
  })

  const links = [
    availability(1, [olga, dana], { zone: 'Europe/Berlin', hours: everyDay(9, 17), lengths: [30] }),
    availability(
      2,
      [olga, dana],
      { zone: 'Europe/Berlin', hours: everyDay(10, 16), lengths: [45], before: 15, after: 10 },
      { optional: [sam], perWeek: 10 }
    ),
    availability(
      3,
      [priya, eve],
      { zone: 'Asia/Kolkata', hours: everyDay(9, 18), lengths: [30, 60] },
      { notice: 120, place: { kind: 'phone', text: '+91 80 5550 0100' } }
    ),
    availability(
      4,
      [priya, eve],
      { zone: 'Asia/Kolkata', hours: everyDay(9, 18), lengths: [60], after: 30 },
      { required: [ari], perDay: 2 }
    ),
    picked(5, 1),
    picked(6, null, now + 2 * MINUTE),
    availability(
      7,
      [priya, eve],
      { zone: 'Asia/Kolkata', hours: everyDay(10, 18), lengths: [30] },
      { approvalWithin: 24 * 60, initiator: plain(priya) }
    ),
    availability(
      8,
      [olga, dana],
      { zone: 'Europe/Berlin', hours: everyDay(8, 12), lengths: [30] },
      { approvalWithin: 3 }
    )
  ]
  for (const link of links) await services.links.add(link, services.tokens.hash(services.tokens.ofLink(link.id)))
  return links.map(({ id, organizer }) => ({ id, organizer: organizer.id, token: services.tokens.ofLink(id) }))
}

const common = (number: number, organizer: Organizer, madeBy: Person, now: number) => ({
  id: `00000000-0000-4000-8000-00000000005${number}`,
  organizer: plain(organizer),
  initiator: plain(madeBy),
  madeBy: plain(madeBy),
  createdAt: now,
  revokedAt: null,
  expiresAt: null,
  uses: null,
  subject: `Meeting with ${organizer.name}`,
  place: { kind: 'teams' as const },
  note: '',
  notice: 0,
  blocks: usuallyBlocks,
  perDay: null,
  perWeek: null,
  required: [],
  optional: []
})

const plain = ({ id, name, address }: Person): Person => ({ id, name, address })
