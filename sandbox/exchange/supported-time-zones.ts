// outlook/supportedTimeZones: the names this mailbox server understands, Windows or IANA.
import { type Answer, type Call, root } from './call.ts'
import { badRequest } from './refusal.ts'
import { insistOnDirectoryScope } from './scopes.ts'
import { windowsZones } from './windows-zones.ts'
import { zoneNamed } from './zones.ts'

const permissions = ['User.Read', 'User.ReadWrite', 'User.ReadBasic.All', 'User.Read.All', 'User.ReadWrite.All']

export function supportedTimeZones(call: Call): Answer {
  insistOnDirectoryScope(call.caller, permissions)
  return {
    status: 200,
    body: {
      '@odata.context': `${root}/$metadata#Collection(microsoft.graph.timeZoneInformation)`,
      value: zonesFor(call)
    }
  }
}

function zonesFor({ params, store }: Call) {
  const [, standard = 'windows'] = /'(\w+)'/.exec(params.key ?? '') ?? []
  if (/^windows$/i.test(standard)) {
    return Object.entries(windowsZones).map(([alias, iana]) => ({
      alias,
      displayName: `${offset(iana, store.ground.now())} ${city(iana)}`
    }))
  }
  if (!/^iana$/i.test(standard)) throw badRequest(`Requested value '${standard}' was not found.`)
  const names = new Set([...Object.values(windowsZones), ...Intl.supportedValuesOf('timeZone')])
  return [...names].map((name) => ({ alias: name, displayName: name }))
}

function offset(iana: string, now: number): string {
  const minutes = (zoneNamed(iana)?.offsetAt(now) ?? 0) / 60_000
  if (minutes === 0) return '(UTC)'
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0')
  return `(UTC${minutes < 0 ? '-' : '+'}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)})`
}

const city = (iana: string) => (iana.split('/').at(-1) ?? iana).replaceAll('_', ' ')
