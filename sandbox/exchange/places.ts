// Places: a few rooms, so that a caller sees their form. They have no calendars of their own here.
import { tenants } from '../directory.ts'
import { type Answer, type Call, root } from './call.ts'
import { fingerprint } from './ids.ts'
import { page } from './odata/page.ts'
import { notInStore } from './refusal.ts'
import { insistOnDirectoryScope } from './scopes.ts'

const permissions = ['Place.Read.All', 'Place.ReadWrite.All', 'Place.Read.Shared']

export function readPlace(call: Call): Answer {
  insistOnDirectoryScope(call.caller, permissions)
  const said = (call.params.place ?? '').toLowerCase()
  const kind = /^(?:microsoft\.graph\.)?(room|roomlist)$/.exec(said)?.[1]
  if (kind)
    return listOf(
      call,
      kind === 'room' ? rooms(call) : lists(call),
      `places/microsoft.graph.${kind === 'room' ? 'room' : 'roomList'}`
    )
  const found = rooms(call).find(({ id, emailAddress }) => [id, emailAddress].includes(said))
  if (!found) throw notInStore()
  return {
    status: 200,
    body: { '@odata.context': `${root}/$metadata#places/$entity`, '@odata.type': '#microsoft.graph.room', ...found }
  }
}

export function roomsInList(call: Call): Answer {
  insistOnDirectoryScope(call.caller, permissions)
  const said = (call.params.list ?? '').toLowerCase()
  const list = lists(call).find(({ id, emailAddress }) => [id, emailAddress].includes(said))
  if (!list) throw notInStore()
  return listOf(call, rooms(call), `places('${encodeURIComponent(said)}')/microsoft.graph.roomList/rooms`)
}

function listOf(call: Call, places: Record<string, unknown>[], what: string): Answer {
  const rows = places.map((printed) => ({ printed }))
  return {
    status: 200,
    body: { '@odata.context': `${root}/$metadata#${what}`, ...page(call, rows, { size: 100, most: 1000 }) }
  }
}

const rooms = (call: Call) => [room(call, 'Harbour', 'harbour', 12, 1), room(call, 'Attic', 'attic', 6, 4)]
const lists = (call: Call) => [{ ...place(call, 'Headquarters', 'headquarters'), address }]

function place({ store }: Call, displayName: string, alias: string) {
  const { domain } = tenants[store.ground.world]
  const hex = fingerprint('place', alias).toString('hex')
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
  return { id, emailAddress: `${alias}@${domain}`, displayName, phone: '', geoCoordinates: null }
}

const address = {
  street: 'Speicherstadt 1',
  city: 'Hamburg',
  state: 'HH',
  postalCode: '20457',
  countryOrRegion: 'Germany'
}

function room(call: Call, displayName: string, alias: string, capacity: number, floorNumber: number) {
  return {
    ...place(call, displayName, alias),
    address,
    nickname: displayName,
    label: displayName,
    capacity,
    building: 'Headquarters',
    floorNumber,
    isWheelChairAccessible: floorNumber === 1,
    bookingType: 'standard',
    tags: [],
    audioDeviceName: null,
    videoDeviceName: null,
    displayDeviceName: null
  }
}
