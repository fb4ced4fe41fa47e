// Everything the Graph face answers, one line each. Patterns are in lower case because paths are matched without case.

import { calendarView, instances } from './calendar-view.ts'
import {
  createCalendar,
  deleteCalendar,
  listCalendars,
  readCalendar,
  sharingRoles,
  updateCalendar
} from './calendars.ts'
import type { Answer, Call } from './call.ts'
import { calendarViewDelta } from './delta.ts'
import { updateEvent } from './event-change.ts'
import { createEvent } from './event-creation.ts'
import { cancelEvent, deleteEvent } from './event-removal.ts'
import { listEvents, readEvent } from './events.ts'
import { createExtension, deleteExtension, listExtensions, readExtension } from './extensions.ts'
import { findMeetingTimes } from './find-meeting-times.ts'
import { getSchedule } from './free-busy.ts'
import { getMailTips } from './mail-tips.ts'
import { readSetting, readSettings, updateSettings } from './mailbox-settings.ts'
import { createCategory, deleteCategory, listCategories, updateCategory } from './master-categories.ts'
import { listGroups, listGroupsOf, listMembers } from './member-of.ts'
import { listMessages, readMessage } from './messages.ts'
import { createPermission, deletePermission, listPermissions, readPermission, updatePermission } from './permissions.ts'
import { readPlace, roomsInList } from './places.ts'
import { respond } from './responses.ts'
import { sendMail } from './send-mail.ts'
import {
  createSubscription,
  deleteSubscription,
  listSubscriptions,
  readSubscription,
  reauthorizeSubscription,
  renewSubscription
} from './subscriptions.ts'
import { supportedTimeZones } from './supported-time-zones.ts'
import { translateIds } from './translate-ids.ts'
import { countUsers, listUsers, readMe, readUser } from './users.ts'

type Handler = (call: Call) => Answer | Promise<Answer>
export type Route = { method: string; pattern: string[]; handler: Handler }

// biome-ignore format: a table
const directory: [string, string, Handler][] = [
  ['GET',    'me',                             readMe],
  ['GET',    'users',                          listUsers],
  ['GET',    'users/$count',                   countUsers],
  ['GET',    'users/:user',                    readUser],
  ['GET',    'users/:user/transitivememberof/group', listGroupsOf],
  ['GET',    'groups',                         listGroups],
  ['GET',    'groups/:group/transitivemembers/user', listMembers],
  ['GET',    'places/:place',                  readPlace],
  ['GET',    'places/:list/roomlist/rooms',    roomsInList],
  ['GET',    'subscriptions',                  listSubscriptions],
  ['POST',   'subscriptions',                  createSubscription],
  ['GET',    'subscriptions/:subscription',    readSubscription],
  ['PATCH',  'subscriptions/:subscription',    renewSubscription],
  ['DELETE', 'subscriptions/:subscription',    deleteSubscription],
  ['POST',   'subscriptions/:subscription/reauthorize', reauthorizeSubscription]
]

// biome-ignore format: a table
const inMailbox: [string, string, Handler][] = [
  ['GET',    'calendars',                      listCalendars],
  ['POST',   'calendars',                      createCalendar],
  ['GET',    'mailboxsettings',                readSettings],
  ['PATCH',  'mailboxsettings',                updateSettings],
  ['GET',    'mailboxsettings/:setting',       readSetting],
  ['POST',   'findmeetingtimes',               findMeetingTimes],
  ['POST',   'getmailtips',                    getMailTips],
  ['POST',   'translateexchangeids',           translateIds],
  ['POST',   'sendmail',                       sendMail],
  ['GET',    'messages',                       listMessages],
  ['GET',    'messages/:message',              readMessage],
  ['GET',    'mailfolders/:folder/messages',   listMessages],
  ['GET',    'outlook/mastercategories',       listCategories],
  ['POST',   'outlook/mastercategories',       createCategory],
  ['PATCH',  'outlook/mastercategories/:category', updateCategory],
  ['DELETE', 'outlook/mastercategories/:category', deleteCategory],
  ['GET',    'outlook/supportedtimezones',     supportedTimeZones],
  ['GET',    'outlook/supportedtimezones(',    supportedTimeZones]
]

// biome-ignore format: a table
const inCalendar: [string, string, Handler][] = [
  ['GET',    '',                               readCalendar],
  ['PATCH',  '',                               updateCalendar],
  ['DELETE', '',                               deleteCalendar],
  ['POST',   'getschedule',                    getSchedule],
  ['GET',    'allowedcalendarsharingroles(',   sharingRoles],
  ['GET',    'calendarpermissions',            listPermissions],
  ['POST',   'calendarpermissions',            createPermission],
  ['GET',    'calendarpermissions/:permission',    readPermission],
  ['PATCH',  'calendarpermissions/:permission',    updatePermission],
  ['DELETE', 'calendarpermissions/:permission',    deletePermission]
]

// biome-ignore format: a table
const events: [string, string, Handler][] = [
  ['GET',    'calendarview',                   calendarView],
  ['GET',    'calendarview/delta',             calendarViewDelta],
  ['GET',    'events',                         listEvents],
  ['POST',   'events',                         createEvent],
  ['GET',    'events/:event',                  readEvent],
  ['PATCH',  'events/:event',                  updateEvent],
  ['DELETE', 'events/:event',                  deleteEvent],
  ['POST',   'events/:event/permanentdelete',  deleteEvent],
  ['POST',   'events/:event/cancel',           cancelEvent],
  ['POST',   'events/:event/accept',           respond('accept')],
  ['POST',   'events/:event/tentativelyaccept', respond('tentativelyAccept')],
  ['POST',   'events/:event/decline',          respond('decline')],
  ['GET',    'events/:event/instances',        instances],
  ['GET',    'events/:event/extensions',       listExtensions],
  ['POST',   'events/:event/extensions',       createExtension],
  ['GET',    'events/:event/extensions/:extension',    readExtension],
  ['DELETE', 'events/:event/extensions/:extension',    deleteExtension]
]

const mailboxes = ['me', 'users/:user']
const calendars = ['calendar', 'calendars/:calendar', 'calendargroups/:calendargroup/calendars/:calendar']

export const routes: Route[] = [
  ...directory.map(at('')),
  ...mailboxes.flatMap((mailbox) => [
    ...inMailbox.map(at(mailbox)),
    ...calendars.flatMap((calendar) => [...inCalendar, ...events].map(at(`${mailbox}/${calendar}`))),
    ...events.map(at(mailbox))
  ]),
  ...['groups/:group', 'groups/:group/calendar'].flatMap((group) => events.map(at(group))),
  { method: 'GET', pattern: ['groups', ':group', 'calendar'], handler: readCalendar }
]

function at(before: string) {
  return ([method, pattern, handler]: [string, string, Handler]): Route => ({
    method,
    pattern: `${before}/${pattern}`.split('/').filter((part) => part !== ''),
    handler
  })
}
