// Contoso's calendars: the people of Microsoft's own examples, with the dates those examples are about.
import { type Diary, every, on, onDate } from './diary.ts'

// Some calendars tell the zone of their working hours in rules instead of a name, and readers must cope with it.
const pacificInRules = {
  '@odata.type': '#microsoft.graph.customTimeZone',
  bias: 480,
  name: 'Customized Time Zone',
  standardOffset: { time: '02:00:00.0000000', dayOccurrence: 1, dayOfWeek: 'sunday', month: 11, year: 0 },
  daylightOffset: {
    daylightBias: -60,
    time: '02:00:00.0000000',
    dayOccurrence: 2,
    dayOfWeek: 'sunday',
    month: 3,
    year: 0
  }
}
const workingHours = {
  daysOfWeek: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  startTime: '08:00:00.0000000',
  endTime: '17:00:00.0000000',
  timeZone: pacificInRules
}

export const contosoCalendars: Diary[] = [
  {
    whose: 'Alex Wilber',
    settings: { workingHours },
    shares: { 'Adele Vance': 'delegateWithoutPrivateEventAccess', 'admin@fabrikam.example': 'read' },
    calendars: [{ name: 'Kids parties', color: 'lightYellow', shares: { 'Adele Vance': 'read' } }],
    entries: [
      onDate('2018-08-06', '09:00-10:30', 'Line review', { shows: 'tentative' }),
      onDate('2018-08-06', '11:00-13:00', 'Store opening'),
      every('Tue', '10:00-11:00', 'Store managers', { with: ['Adele Vance', 'Christie Cline'] }),
      on(0, 'Wed', '15:00-16:00', 'Physiotherapy', { sensitivity: 'private', shows: 'oof' }),
      on(1, 'Mon', '13:00-14:00', 'Price strategy', { with: ['Adele Vance', 'Megan Bowen'], online: true })
    ]
  },
  {
    whose: 'Adele Vance',
    organization: 'limitedRead',
    entries: [
      onDate('2019-03-15', '12:00-14:00', "Let's go for lunch", { where: "Harry's Bar" }),
      on(0, 'Thu', '09:00-09:30', 'Shift plan')
    ]
  },
  {
    whose: 'Megan Bowen',
    settings: { workingHours },
    entries: [
      onDate('2019-03-15', '08:30-09:30', 'Campaign'),
      onDate('2019-03-15', '12:00-14:00', 'Agency'),
      onDate('2019-03-15', '16:00-17:00', 'Budget', { shows: 'tentative' }),
      on(0, 'Fri', '10:00-11:00', 'Newsletter')
    ]
  },
  { whose: 'Christie Cline', entries: [on(0, 'Mon', '11:00-12:00', 'Accounts')] },
  { whose: 'Samantha Booth', entries: [on(0, 'Mon', '09:00-10:00', 'Orientation', { with: ['Dana Swope'] })] },
  { whose: 'Dana Swope', entries: [on(0, 'Tue', '14:00-15:00', 'Picnic plans')] },
  { whose: 'Chief Executive', organization: 'none', entries: [every('Mon', '09:00-10:00', 'Cabinet')] }
]

/** A Microsoft 365 group; it has a calendar, but nobody signs in as it. */
export const contosoGroups = [
  {
    id: 'f5480dfd-7d77-4d0b-ba2e-3391953cc74a',
    name: 'Sales deals',
    alias: 'deals',
    entries: [on(0, 'Wed', '10:00-11:00', 'Alpine Skis')]
  }
]
