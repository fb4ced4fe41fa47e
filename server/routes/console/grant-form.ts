import { type Grant, type GrantLevel, grantLevels, type OptIn, optIns } from '../../../src/delegates/grant.ts'
import type { Directory } from '../../../src/people/directory.ts'
import type { Person } from '../../../src/people/person.ts'
import { DAY, type Instant } from '../../../src/time/instant.ts'
import { dateAt, endOn, midnight } from '../../../src/time/wall-clock.ts'
import type { Zone } from '../../../src/time/zones.ts'
import { field, fields, type Problems, type Sent } from './form.ts'

/** What somebody typed about a grant, as text. */
export type TypedGrant = {
  level: string
  optIns: string[]
  /** The last day on which it counts, as a date; '' for no end. */
  lastDay: string
  links: string
  heir: string
}

export type GrantField = 'level' | 'lastDay' | 'links' | 'heir'

export const emptyGrant: TypedGrant = { level: '', optIns: [], lastDay: '', links: 'stop', heir: '' }

export const typedFrom = (sent: Sent): TypedGrant => ({
  level: field(sent, 'level'),
  optIns: fields(sent, 'optIns', optIns.length),
  lastDay: field(sent, 'lastDay'),
  links: field(sent, 'links'),
  heir: field(sent, 'heir')
})

export const typedGrant = ({ level, optIns, endsAt, afterwards }: Grant, zone: Zone): TypedGrant => ({
  level,
  optIns: [...optIns],
  lastDay: endsAt === null ? '' : dateAt(zone, endsAt - 1),
  links: afterwards.links,
  heir: 'to' in afterwards ? afterwards.to.address : ''
})

const YEARS = 366 * DAY

type Given = { person: Person; at: Instant; zone: Zone; directory: Directory }

/** The grant that was meant, or what is wrong with each field, in words. */
export async function grantFrom(
  typed: TypedGrant,
  { person, at, zone, directory }: Given
): Promise<{ said: Pick<Grant, 'level' | 'optIns' | 'endsAt' | 'afterwards'> } | { problems: Problems<GrantField> }> {
  const problems: Problems<GrantField> = {}
  const level = grantLevels.find((each) => each === typed.level)
  if (!level) problems.level = 'Choose how much this person may do.'

  const endsAt = typed.lastDay ? endOfDay(zone, typed.lastDay) : null
  if (endsAt === undefined) problems.lastDay = 'Write the last day as a date, for example 2027-12-31.'
  else if (endsAt !== null && endsAt <= at) problems.lastDay = 'The last day has passed. Choose a later one.'
  else if (endsAt !== null && endsAt > at + 5 * YEARS) problems.lastDay = 'Choose a last day within five years.'

  const afterwards = await afterwardsFrom()
  if (Object.keys(problems).length > 0) return { problems }
  return {
    said: {
      level: level as GrantLevel,
      optIns: optIns.filter((each): each is OptIn => typed.optIns.includes(each)),
      endsAt: endsAt ?? null,
      afterwards
    }
  }

  async function afterwardsFrom(): Promise<Grant['afterwards']> {
    if (typed.links === 'keep' || typed.links === 'stop') return { links: typed.links }
    if (typed.links !== 'hand over') {
      problems.links = 'Choose what becomes of the links.'
      return { links: 'stop' }
    }
    const to = typed.heir ? await directory.byAddress(typed.heir).catch(() => 'unknown' as const) : undefined
    if (to === 'unknown') problems.heir = 'The directory does not answer. Try again in a few minutes.'
    else if (!to) problems.heir = 'Write the address of the colleague who takes over the links.'
    else if (to.id === person.id) problems.heir = `Choose somebody else than ${person.name}.`
    else return { links: 'hand over', to: { id: to.id, name: to.name, address: to.address } }
    return { links: 'stop' }
  }
}

/** The first moment after the day, as the organizer's clock shows it. */
function endOfDay(zone: Zone, date: string): Instant | undefined {
  const wall = midnight(date)
  return wall === undefined ? undefined : endOn(zone, wall + DAY)
}
