// The zone of a mailbox, as Exchange spells it: an IANA name, or one of Windows' own names for zones.
import windowsIana from 'windows-iana'
import { zoneDataVersion } from './zone-data.ts'
import { type Zone, zoneNamed } from './zones.ts'

/**
 * An IANA name or a Windows name ("W. Europe Standard Time"), in any case. Undefined for a zone of somebody's own making and
 * for anything that we do not know: the caller must ask a person (`whyNoZone` says why), not guess.
 */
export function zoneOfMailbox(name: string): Zone | undefined {
  return zoneNamed(name) ?? zoneNamed(ofWindows.get(name.toLowerCase()) ?? '')
}

/** To be read by a person, after a colon. */
export function whyNoZone(name: string): string {
  if (name === '') return 'the mailbox names no time zone'
  if (/^(customized time zone|tzone:\/\/microsoft\/custom)$/i.test(name))
    return `its time zone was set by hand ("${name}"): that says how far the clock is ahead, but not where it stands`
  if (ofNowhere.has(name.toLowerCase())) return `its time zone "${name}" is no longer kept anywhere`
  const shown = name.length > 60 ? `${name.slice(0, 60)}…` : name
  return `its time zone "${shown}" is not among those of tzdata ${zoneDataVersion} and of Windows`
}

/** Windows' names that are left over from rules which no place follows any more. */
const ofNowhere = new Set(['mid-atlantic standard time'])

/** What windows-iana, whose data is of 2022, does not have or has as it was then (CLDR 46, windowsZones.xml). */
const today: Record<string, string> = {
  'Central Asia Standard Time': 'Asia/Bishkek', // Almaty left it in March 2024
  'Mountain Standard Time (Mexico)': 'America/Mazatlan', // Chihuahua left it in October 2022
  'Kamchatka Standard Time': 'Asia/Kamchatka',
  'Coordinated Universal Time': 'Etc/UTC',
  'tzone://Microsoft/Utc': 'Etc/UTC'
}

/** Territory 001 is the place that stands for the whole zone. */
const ofWindows: ReadonlyMap<string, string> = new Map(
  [
    ...windowsIana.WINDOWS_TO_IANA_MAP.filter(({ territory }) => territory === '001').map(
      ({ windowsName, iana }) => [windowsName as string, iana[0] as string] as const
    ),
    ...Object.entries(today)
  ].map(([name, iana]) => [name.toLowerCase(), iana])
)
