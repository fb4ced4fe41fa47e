// What a new mailbox and a new calendar look like before anybody has changed anything.
import type { Folder, Mailbox, Permission, Role, Settings } from './mailbox.ts'
import { organizationEntry } from './rights.ts'

export const organizationPermission = (role: Role): Permission => ({
  id: organizationEntry,
  role,
  emailAddress: { name: 'My Organization' },
  isInsideOrganization: true,
  isRemovable: false
})

export const blankFolder = (serial: number, name: string): Folder => ({
  serial,
  name,
  color: 'auto',
  hexColor: '',
  change: 1,
  isDefault: false,
  permissions: [organizationPermission('freeBusyRead')],
  providers: ['teamsForBusiness'],
  defaultProvider: 'teamsForBusiness'
})

type Given = {
  oid: string
  number: number
  serial: number
  name: string
  address: string
  timeZone: string
  kind?: Mailbox['kind']
}

export const newMailbox = ({ oid, number, serial, name, address, timeZone, kind = 'user' }: Given): Mailbox => ({
  oid,
  number,
  kind,
  owner: { name, address },
  settings: usualSettings(timeZone),
  folders: [{ ...blankFolder(serial, 'Calendar'), isDefault: true }],
  copies: [],
  fullAccess: []
})

const midnight = { dateTime: '2026-01-01T00:00:00.0000000', timeZone: 'UTC' }

const usualSettings = (timeZone: string): Settings => ({
  automaticRepliesSetting: {
    status: 'disabled',
    externalAudience: 'none',
    scheduledStartDateTime: midnight,
    scheduledEndDateTime: midnight,
    internalReplyMessage: '',
    externalReplyMessage: ''
  },
  timeZone,
  language: { locale: 'en-US', displayName: 'English (United States)' },
  workingHours: {
    daysOfWeek: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
    startTime: '08:00:00.0000000',
    endTime: '17:00:00.0000000',
    timeZone: { name: timeZone }
  },
  dateFormat: 'MM/dd/yyyy',
  timeFormat: 'hh:mm tt',
  userPurpose: 'user',
  delegateMeetingMessageDeliveryOptions: 'sendToDelegateOnly'
})
