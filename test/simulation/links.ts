// The links of every episode: Dana's on Olga's calendar, Eve's on Priya's; free times and picked ones, and one whose
// bookings Eve has to approve.
import type { Services } from '../../server/services.ts'
import { usuallyBlocks } from '../../src/availability/busy-minutes.ts'
import type { Link } from '../../src/links/link.ts'
import type { Organizer } from '../../src/people/organizer.ts'
import type { Person } from '../../src/people/person.ts'
import type { OfferedLink } from './invitees.ts'
import { MINUTE } from './weather.ts'

const DAY = 24 * 60 * MINUTE

export async function openLinks(services: Services, now: number): Promise<OfferedLink[]> {
  const organizers = await services.organizers.all()
  const whose = (name: string): Organizer => {
    const found = organizers.find((each) => each.name === name)
    if (!found) throw new Error(`${name} is not enrolled`)
    return found
  }
  const delegate = async (address: string): Promise<Person> => {
    const found = await services.directory.byAddress(address)
    if (!found) throw new Error(`${address} is not in the directory`)
    return found
  }
  const dana = await delegate('dana.whitfield@acme.example')
  const eve = await delegate('eve.tanaka@acme.example')
  const [olga, priya] = [whose('Olga Okafor'), whose('Priya Raman')]
  const everyDay = (from: number, to: number) =>
    Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, [{ from: from * 60, to: to * 60 }]]))

  const availability = (
    number: number,
    [organizer, madeBy]: [Organizer, Person],
    rules: {
      zone: string
      hours: ReturnType<typeof everyDay>
      lengths: number[]
      before?: number
      after?: number
      approvalWithin?: number
    }
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
    bufferBefore: rules.before ?? 0,
    bufferAfter: rules.after ?? 0,
    ...(rules.approvalWithin === undefined ? {} : { approvalWithin: rules.approvalWithin })
  })

  // in three days at six in the evening of the organizer: nothing stands there when the world begins
  const evening = Math.floor(now / DAY) * DAY + 3 * DAY + 16 * 60 * MINUTE
  const picked = (number: number, uses: number | null): Link => ({
    ...common(number, olga, dana, now),
    kind: 'time slots',
    zone: 'Europe/Berlin',
    uses,
    bufferBefore: 0,
    bufferAfter: 0,
    slots: [0, 1, 2, 3].map((each) => ({
      start: evening + (number * 4 + each) * 30 * MINUTE,
      end: evening + (number * 4 + each + 1) * 30 * MINUTE
    }))
  })

  const links = [
    availability(1, [olga, dana], { zone: 'Europe/Berlin', hours: everyDay(9, 17), lengths: [30] }),
    availability(2, [olga, dana], {
      zone: 'Europe/Berlin',
      hours: everyDay(10, 16),
      lengths: [45],
      before: 15,
      after: 10
    }),
    availability(3, [priya, eve], { zone: 'Asia/Kolkata', hours: everyDay(9, 18), lengths: [30, 60] }),
    availability(4, [priya, eve], { zone: 'Asia/Kolkata', hours: everyDay(9, 18), lengths: [60], after: 30 }),
    picked(5, 1),
    picked(6, null),
    availability(7, [priya, eve], {
      zone: 'Asia/Kolkata',
      hours: everyDay(10, 18),
      lengths: [30],
      approvalWithin: 24 * 60
    })
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
