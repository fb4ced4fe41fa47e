// Turns the diaries of a world into mailboxes.
import { type DirectoryUser, tenants } from '../directory.ts'
import { acmeCalendars } from '../worlds/acme-calendars.ts'
import { contosoCalendars, contosoGroups } from '../worlds/contoso-calendars.ts'
import type { Diary, Entry, Weekday, When } from '../worlds/diary.ts'
import { blank, never } from './blank-event.ts'
import { newUid } from './ids.ts'
import type { Attendee, Folder, Item, Mailbox, Permission, Recurrence, Role } from './mailbox.ts'
import { copyToAttendees } from './meeting-copies.ts'
import { blankFolder, newMailbox, organizationPermission } from './new-mailbox.ts'
import { goOnline } from './online-meeting.ts'
import { grant, newPermission } from './permissions.ts'
import { defaultFolder, type Store } from './store.ts'
import { day, minute, printDate, wallAt, zoneOrRefuse } from './wall-time.ts'
import { windowsZones } from './windows-zones.ts'

export function seed(store: Store) {
  const diaries = store.ground.world === 'acme' ? acmeCalendars : contosoCalendars
  const withMailbox = store.people().filter(({ zone }) => zone !== undefined)
  withMailbox.forEach((person, at) => {
    store.saveMailbox(
      furnish(
        store,
        person,
        at + 1,
        diaries.find(({ whose }) => whose === person.displayName)
      )
    )
  })
  if (store.ground.world === 'contoso') seedGroups(store, withMailbox.length)

  // Only when all mailboxes stand can people share with one another and invite one another.
  for (const diary of diaries) share(store, diary)
  for (const diary of diaries) for (const entry of diary.entries) note(store, mailboxOf(store, diary.whose), entry)
}

/** For a person who came later. */
export function addMailbox(store: Store, person: DirectoryUser) {
  store.saveMailbox(furnish(store, person, store.mailboxes().length + 1, undefined))
}

function furnish(store: Store, person: DirectoryUser, number: number, diary: Diary | undefined): Mailbox {
  const timeZone = diary?.zone ?? windowsName(person.zone ?? 'Etc/UTC')
  const mailbox = newMailbox({
    oid: person.id,
    number,
    serial: store.ground.next(),
    name: person.displayName,
    address: person.mail ?? person.userPrincipalName,
    timeZone
  })
  const [from, to] = diary?.hours ?? ['08:00', '17:00']
  Object.assign(mailbox.settings.workingHours, { startTime: `${from}:00.0000000`, endTime: `${to}:00.0000000` })
  if (person.purpose) Object.assign(mailbox.settings, { userPurpose: person.purpose })
  Object.assign(mailbox.settings, diary?.settings)
  if (diary?.organization) defaultFolder(mailbox).permissions = [organizationPermission(diary.organization as Role)]
  for (const { name, color } of diary?.calendars ?? []) {
    mailbox.folders.push({
      ...blankFolder(store.ground.next(), name),
      ...(color ? { color } : {}),
      permissions: [organizationPermission('none')]
    })
  }
  mailbox.fullAccess = (diary?.fullAccess ?? []).map((name) => personNamed(store, name).id)
  mailbox.sendOnBehalf = (diary?.sendOnBehalf ?? []).map((name) => personNamed(store, name).id)
  return mailbox
}

const windowsName = (iana: string) =>
  Object.entries(windowsZones).find(([, zone]) => zone === iana)?.[0] ?? alike[iana] ?? iana

/** Zones of our people that CLDR files under the name of another city. */
const alike: Record<string, string> = {
  'Europe/Stockholm': 'W. Europe Standard Time',
  'Europe/Lisbon': 'GMT Standard Time'
}

function seedGroups(store: Store, others: number) {
  contosoGroups.forEach(({ id, name, alias, entries }, at) => {
    const address = `${alias}@${tenants.contoso.domain}`
    const mailbox = newMailbox({
      oid: id,
      number: others + at + 1,
      serial: store.ground.next(),
      name,
      address,
      timeZone: 'Pacific Standard Time',
      kind: 'group'
    })
    store.saveMailbox(mailbox)
    for (const entry of entries) note(store, mailbox, entry)
  })
}

function share(store: Store, { whose, shares, calendars = [] }: Diary) {
  const owner = mailboxOf(store, whose)
  const give = (folder: Folder, given: Record<string, string> = {}) => {
    for (const [who, role] of Object.entries(given)) {
      const person = store.people().find(({ displayName }) => displayName === who)
      const entry: Permission = newPermission(store, folder, person?.mail ?? who)
      grant(store, owner, folder, { ...entry, role: role as Role })
    }
  }
  give(defaultFolder(owner), shares)
  for (const { name, shares } of calendars) {
    const folder = owner.folders.find((one) => one.name === name)
    if (folder) give(folder, shares)
  }
}

function note(store: Store, mailbox: Mailbox, entry: Entry) {
  const zone = mailbox.settings.timeZone
  const { start, end, isAllDay, recurrence } = timesOf(entry.when, zone, store.ground.now())
  const serial = store.ground.next()
  const made = store.ground.now() - 14 * day
  const folder = defaultFolder(mailbox)
  const location = entry.where
    ? { displayName: entry.where, locationType: 'default', uniqueId: entry.where, uniqueIdType: 'private' }
    : undefined
  const item: Item = {
    serial,
    mailbox: mailbox.oid,
    folder: folder.serial,
    uid: newUid(mailbox.number, serial),
    change: 1,
    created: made,
    modified: made,
    createdBy: mailbox.oid,
    ...blank(),
    subject: entry.subject,
    body: { contentType: 'html', content: entry.about ?? '' },
    showAs: entry.shows ?? 'busy',
    sensitivity: entry.sensitivity ?? 'normal',
    ...(location ? { location, locations: [location] } : {}),
    start: { wall: start, zone },
    end: { wall: end, zone },
    isAllDay,
    ...(recurrence ? { recurrence } : {}),
    organizer: mailbox.owner,
    attendees: (entry.with ?? []).map((who) => invited(store, who))
  }
  goOnline(item, { isOnlineMeeting: entry.online === true }, folder, mailbox, tenants[store.ground.world].id)
  store.saveItem(item)
  copyToAttendees({ store, owner: mailbox, sender: mailbox.owner }, item)
}

function invited(store: Store, who: string): Attendee {
  const person = store.people().find(({ displayName }) => displayName === who)
  const address = person?.mail ?? who
  return {
    type: 'required',
    status: { response: 'none', time: never },
    emailAddress: { name: person?.displayName ?? who, address }
  }
}

const weekdays: Weekday[] = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const longNames = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

type Times = { start: number; end: number; isAllDay: boolean; recurrence?: Recurrence }

/** Wall times in the zone of the calendar. */
function timesOf(when: When, zone: string, now: number): Times {
  const monday = mondayOf(wallAt(now, zoneOrRefuse(zone)))
  const dateOf = (week: number, weekday: Weekday) => monday + (week * 7 + weekdays.indexOf(weekday)) * day
  if ('lastsDays' in when) {
    const start = dateOf(when.week, when.day)
    return { start, end: start + when.lastsDays * day, isAllDay: true }
  }
  const first =
    'date' in when
      ? Date.parse(when.date)
      : 'every' in when
        ? dateOf(when.since, when.every[0] ?? 'Mon')
        : dateOf(when.week, when.day)
  const times = { start: first + timeOfDay(when.from), end: first + timeOfDay(when.to), isAllDay: false }
  return 'every' in when ? { ...times, recurrence: weeklyFrom(first, when, zone) } : times
}

function weeklyFrom(
  first: number,
  { every, weeksBetween }: Extract<When, { every: Weekday[] }>,
  zone: string
): Recurrence {
  return {
    pattern: {
      type: 'weekly',
      interval: weeksBetween,
      month: 0,
      dayOfMonth: 0,
      daysOfWeek: every.map((one) => longNames[weekdays.indexOf(one)] ?? ''),
      firstDayOfWeek: 'monday',
      index: 'first'
    },
    range: {
      type: 'noEnd',
      startDate: printDate(first),
      endDate: '0001-01-01',
      recurrenceTimeZone: zone,
      numberOfOccurrences: 0
    }
  }
}

function mondayOf(wall: number): number {
  const midnight = Math.floor(wall / day) * day
  return midnight - ((new Date(midnight).getUTCDay() + 6) % 7) * day
}

function timeOfDay(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number)
  return (hours * 60 + minutes) * minute
}

const personNamed = (store: Store, name: string): DirectoryUser => {
  const person = store.people().find(({ displayName }) => displayName === name)
  if (!person) throw new Error(`The diaries name ${name}, whom the directory does not know.`)
  return person
}

function mailboxOf(store: Store, name: string): Mailbox {
  const mailbox = store.mailbox(personNamed(store, name).id)
  if (!mailbox) throw new Error(`${name} has a diary and no mailbox.`)
  return mailbox
}
