import type { Instant } from '../../src/time/instant.ts'
import { type Zone, zoneNamed } from '../../src/time/zones.ts'
import { cityOf, offsetText } from './when.ts'

/** One name per clock that many people live by; whoever lives by another is recognised by the browser's own zone. */
const regions: Record<string, string> = {
  Europe:
    'Lisbon Dublin London Amsterdam Berlin Brussels Copenhagen Madrid Oslo Paris Prague Rome Stockholm Vienna Warsaw ' +
    'Zurich Athens Bucharest Helsinki Kyiv Istanbul Chisinau Moscow',
  America:
    'St_Johns Halifax New_York Toronto Chicago Winnipeg Denver Edmonton Phoenix Los_Angeles Vancouver Anchorage ' +
    'Mexico_City Havana Panama Bogota Lima Caracas Santiago Sao_Paulo Argentina/Buenos_Aires',
  Africa: 'Abidjan Accra Casablanca Lagos Cairo Johannesburg Nairobi',
  Asia:
    'Jerusalem Beirut Riyadh Dubai Tehran Kabul Karachi Kolkata Kathmandu Dhaka Yangon Bangkok Jakarta Ho_Chi_Minh ' +
    'Singapore Hong_Kong Shanghai Taipei Manila Seoul Tokyo Almaty Tashkent',
  Australia: 'Perth Darwin Adelaide Brisbane Sydney',
  Pacific: 'Honolulu Guam Auckland Fiji Tongatapu Kiritimati Pago_Pago'
}

/** Looked up once; the offsets are of the day on which somebody looks. */
const listed = Object.entries(regions).map(([region, cities]) => ({
  region,
  zones: cities
    .split(' ')
    .flatMap((city) => zoneNamed(`${region}/${city}`) ?? [])
    .sort((a, b) => cityOf(a.name).localeCompare(cityOf(b.name), 'en'))
}))

export type ZoneChoices = { region: string; zones: { name: string; text: string; chosen: boolean }[] }[]

/** For a select: grouped by region, with the offset of that day; a zone that is not in the list stands before it. */
export function zoneChoices(current: Zone, at: Instant): ZoneChoices {
  const choice = (zone: Zone) => ({
    name: zone.name,
    text: cityOf(zone.name).startsWith('UTC') ? cityOf(zone.name) : `${cityOf(zone.name)}, ${offsetText(at, zone)}`,
    chosen: zone.name === current.name
  })
  const groups = listed.map(({ region, zones }) => ({ region, zones: zones.map(choice) }))
  const isListed = groups.some(({ zones }) => zones.some(({ chosen }) => chosen))
  return isListed ? groups : [{ region: 'Shown now', zones: [choice(current)] }, ...groups]
}
