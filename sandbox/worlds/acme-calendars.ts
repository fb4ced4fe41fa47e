// Acme's calendars. Each of Olga's colleagues stands in the relation to her calendar that the cast gives him, and every
// working day leaves her some free half hours.
import { allDay, type Diary, every, everyOther, on } from './diary.ts'

const olga: Diary = {
  whose: 'Olga Okafor',
  zone: 'W. Europe Standard Time',
  hours: ['09:00', '17:00'],
  settings: { delegateMeetingMessageDeliveryOptions: 'sendToDelegateAndInformationToPrincipal' },
  shares: {
    'Dana Whitfield': 'delegateWithPrivateEventAccess',
    'Ari Weiss': 'custom',
    'Rae Lindqvist': 'read',
    'Cora Duarte': 'delegateWithoutPrivateEventAccess',
    'Eve Tanaka': 'delegateWithoutPrivateEventAccess'
  },
  // Sam may send on her behalf, and Fay and Cora have the whole mailbox; Graph lists neither.
  fullAccess: ['Fay Moreau', 'Cora Duarte'],
  sendOnBehalf: ['Dana Whitfield', 'Ari Weiss', 'Sam Boateng', 'Cora Duarte', 'Eve Tanaka'],
  entries: [
    every('Mon', '09:00-09:30', 'Start of the week', { with: ['Dana Whitfield', 'Cora Duarte'], where: 'Harbour' }),
    every('Tue Thu', '11:00-11:30', 'Diary and mail with Dana', { with: ['Dana Whitfield'] }),
    every('Wed', '14:00-15:00', 'Product review', { with: ['Cora Duarte', 'Rae Lindqvist'], where: 'Attic' }),
    every('Fri', '12:00-13:00', 'Lunch with the works council', { where: 'Canteen' }),
    everyOther('Thu', '15:00-16:00', 'Numbers with Piet', { shows: 'tentative', with: ['Piet Jansen'], online: true }),
    every('Mon Wed', '07:30-08:30', 'Swimming', { sensitivity: 'private', shows: 'oof', where: 'Holthusenbad' }),

    on(-1, 'Mon', '13:00-14:30', 'Supplier negotiation', { with: ['Cora Duarte', 'sales@hansa-parts.example'] }),
    on(-1, 'Tue', '15:00-16:30', 'Interview: head of logistics', { sensitivity: 'confidential' }),
    on(-1, 'Thu', '09:30-10:30', 'Press call', { shows: 'tentative' }),

    on(0, 'Mon', '10:30-12:00', 'Board papers', { about: 'Nobody may take this one away.' }),
    on(0, 'Tue', '13:00-14:30', 'Hansa Parts: contract', {
      with: ['Piet Jansen', 'sales@hansa-parts.example'],
      where: 'Harbour'
    }),
    on(0, 'Wed', '16:00-16:45', 'Dentist', { sensitivity: 'private', shows: 'oof' }),
    on(0, 'Thu', '09:00-10:00', 'Chamber of commerce (not confirmed)', { shows: 'tentative', where: 'Adolphsplatz 1' }),
    on(0, 'Fri', '14:00-15:30', 'Warehouse visit', { shows: 'workingElsewhere', where: 'Billbrook' }),

    allDay(1, 'Mon', 1, "Founders' day", { about: 'A day to remember, not a day off.' }),
    on(1, 'Mon', '14:00-15:00', 'India plan with Priya', { with: ['Priya Raman'], online: true }),
    on(1, 'Tue', '14:00-15:30', 'Budget, second reading', { with: ['Piet Jansen', 'Cora Duarte'] }),
    on(1, 'Wed', '09:30-10:30', 'Bank: credit line', {
      with: ['relations@nordbank.example'],
      sensitivity: 'confidential'
    }),
    on(1, 'Thu', '13:00-14:00', 'Lunch with the mayor (to be confirmed)', { shows: 'tentative' }),
    on(1, 'Fri', '15:00-17:00', 'School play', { sensitivity: 'private', shows: 'oof' }),

    allDay(2, 'Tue', 2, 'Works from Bremen', { shows: 'workingElsewhere', where: 'Bremen' }),
    on(2, 'Mon', '13:00-17:00', 'Train to Bremen, no telephone', { shows: 'oof' }),
    on(2, 'Tue', '09:30-10:30', 'Customer day: opening', { where: 'Bremen' }),
    on(2, 'Wed', '10:00-12:00', 'Customer day: round table', { where: 'Bremen', with: ['Rae Lindqvist'] }),
    on(2, 'Fri', '09:00-10:30', 'Audit committee', { with: ['Piet Jansen'] }),
    on(2, 'Fri', '16:00-16:30', 'Reading hour', { shows: 'free' }),

    allDay(3, 'Fri', 1, 'Year planner closes'),
    on(3, 'Mon', '10:00-11:30', 'Supervisory board, preparation', { with: ['Cora Duarte'] }),
    on(3, 'Tue', '13:30-15:00', 'Supervisory board'),
    on(3, 'Wed', '09:00-10:00', 'Portrait for the annual report', { shows: 'tentative' }),
    on(3, 'Thu', '16:00-17:00', 'Visit at the hospital', { sensitivity: 'private' })
  ]
}

const piet: Diary = {
  whose: 'Piet Jansen',
  zone: 'Eastern Standard Time',
  hours: ['08:30', '17:00'],
  settings: { delegateMeetingMessageDeliveryOptions: 'sendToDelegateAndPrincipal' },
  shares: { 'Dana Whitfield': 'read' },
  entries: [
    every('Mon Tue Wed Thu Fri', '08:30-08:45', 'Treasury call', { online: true }),
    every('Wed', '10:00-11:00', 'Month-end close', { shows: 'tentative' }),
    on(0, 'Tue', '13:00-15:00', 'Rating agency', { sensitivity: 'confidential' }),
    on(0, 'Thu', '15:30-16:30', 'Chiropractor', { sensitivity: 'private', shows: 'oof' }),
    on(1, 'Mon', '11:00-12:00', 'Tax advisers', { where: 'Boston office' }),
    allDay(1, 'Thu', 2, 'Thanksgiving with family', { shows: 'oof' }),
    on(2, 'Wed', '13:00-14:00', 'Insurance renewal', { shows: 'tentative' }),
    on(3, 'Tue', '09:30-11:30', 'Budget, final')
  ]
}

const priya: Diary = {
  whose: 'Priya Raman',
  zone: 'India Standard Time',
  hours: ['10:00', '18:30'],
  shares: { 'Eve Tanaka': 'delegateWithPrivateEventAccess' },
  entries: [
    every('Mon Thu', '10:00-10:30', 'Plant round', { where: 'Pune' }),
    everyOther('Tue', '16:00-17:00', 'Quality council'),
    on(0, 'Wed', '11:30-13:00', 'Ministry, first meeting', { shows: 'tentative', where: 'Delhi' }),
    on(0, 'Fri', '15:00-16:00', 'Doctor', { sensitivity: 'private' }),
    allDay(1, 'Wed', 1, 'Works from Mumbai', { shows: 'workingElsewhere' }),
    on(1, 'Thu', '14:00-16:00', 'Dealer conference', { where: 'Mumbai' }),
    on(2, 'Tue', '10:30-12:00', 'Hiring: plant manager', { sensitivity: 'confidential' }),
    allDay(3, 'Mon', 1, 'State holiday', { shows: 'oof' })
  ]
}

const dana: Diary = {
  whose: 'Dana Whitfield',
  hours: ['08:00', '16:30'],
  entries: [
    every('Mon Tue Wed Thu Fri', '12:30-13:00', 'Lunch'),
    on(0, 'Wed', '10:00-11:00', 'Travel desk'),
    on(1, 'Fri', '13:00-16:30', 'Day off', { shows: 'oof' }),
    on(2, 'Mon', '09:00-10:00', 'First-aid course', { where: 'Attic' })
  ]
}

const cora: Diary = {
  whose: 'Cora Duarte',
  hours: ['09:00', '18:00'],
  entries: [
    every('Tue', '10:00-11:00', 'Heads of department'),
    on(0, 'Thu', '14:00-15:00', 'Reorganisation, draft', { sensitivity: 'confidential' }),
    on(1, 'Tue', '16:30-17:30', 'Piano', { sensitivity: 'private' })
  ]
}

const others: Diary[] = [
  {
    whose: 'Ari Weiss',
    hours: ['09:00', '17:30'],
    entries: [every('Tue', '09:00-10:00', 'Invoices'), on(0, 'Fri', '11:00-12:00', 'Visitor badges')]
  },
  {
    whose: 'Rae Lindqvist',
    entries: [every('Mon', '13:00-14:00', 'Market report'), on(1, 'Wed', '09:00-12:00', 'Deep work', { shows: 'free' })]
  },
  { whose: 'Sam Boateng', entries: [every('Fri', '09:30-10:30', 'Supplies'), allDay(1, 'Tue', 1, 'Fire drill')] },
  {
    whose: 'Fay Moreau',
    entries: [everyOther('Wed', '18:00-20:00', 'Maintenance window', { shows: 'workingElsewhere' })]
  },
  {
    whose: 'Eve Tanaka',
    hours: ['09:00', '18:00'],
    entries: [
      every('Wed', '09:30-10:00', 'Tokyo stand-up'),
      on(2, 'Thu', '13:00-18:00', 'Moving house', { shows: 'oof', sensitivity: 'private' })
    ]
  },
  {
    whose: 'Max Adeyemi',
    entries: [every('Thu', '09:00-09:30', 'Change board'), on(0, 'Tue', '17:00-18:00', 'Certificates')]
  }
]

export const acmeCalendars: Diary[] = [olga, piet, priya, dana, cora, ...others]
