// The check of the set-up in Salesforce, told to an administrator: what is so, what follows from it, what to do where.
// docs/errors.md documents the same words; test/wording/setup.test.ts keeps the two together.
import type { SetupCheck, SetupCode, SetupFinding, SetupFine } from '../../src/activities/setup-finding.ts'

export type ToldSetup = { says: string; follows: string; remedy: string }

export const setupCheckNames: Record<SetupCheck, string> = {
  app: 'The app itself',
  organization: 'Organization',
  'sees everything': 'What the integration user sees',
  'key field': 'Key of a booking',
  'other fields': 'Other fields of the Event',
  'shared activities': 'Shared Activities',
  'multi-day': 'Multi-day Events',
  sharing: 'Sharing of activities',
  requests: 'Requests of a day',
  user: 'Salesforce user',
  connection: 'Connection',
  fields: 'What this user may write'
}

export const setupFine: Record<SetupFine, (about: string, keyField: string) => string> = {
  'app let in': (about) => `OnBehalf looks things up as ${about}.`,
  organization: (about) => `${about}.`,
  'sees everything': () => 'It has View All Data, so what was deleted is told from what is only hidden.',
  'key field': (_, keyField) => `Event has ${keyField}: a text, unique, and an external ID.`,
  'no other fields': () => 'No other field has to be filled.',
  'shared activities on': () => 'On: several contacts can be related to one Event.',
  'multi-day on': () => 'On: Events may last up to 14 days.',
  'sharing private': () =>
    'Private: an Event is changed by its owner, by people above her in the role hierarchy, and by those with Modify All Data. A delegate with a Salesforce user of her own mostly cannot.',
  'sharing by parent': () =>
    'Controlled by Parent: whoever may edit all records that an Event is related to may edit the Event. One that is related to nothing stays with its owner.',
  'requests left': (about) => `${about} requests of the last 24 hours are used.`,
  'user active': (about) => `${about} was found, and is active.`,
  connected: (about) => `OnBehalf may write as ${about}.`,
  'fields writable': () => 'Everything that OnBehalf writes.',
  'writing is off': (about) => `Nothing is written for ${about}: the setting says so.`
}

/** Everything but a green row. */
export const toldSetup = ({ code, about }: Exclude<SetupFinding, { state: 'ok' }>, keyField: string): ToldSetup =>
  setupWords[code](about, keyField)

const nothingWritten = 'Meetings are booked, and nothing is written to Salesforce.'
const eventsWait = 'Meetings are booked, and their Events wait until this is mended.'
const deploy = 'Deploy what is in docs/salesforce'

export const setupWords: Record<SetupCode, (about: string, keyField: string) => ToldSetup> = {
  app_unknown: () => ({
    says: 'This organization does not know the app: the consumer key is wrong, or the external client app is not installed here.',
    follows: nothingWritten,
    remedy: 'Compare SALESFORCE_CLIENT_ID and SALESFORCE_LOGIN_URL with Setup › External Client App Manager.'
  }),
  app_secret_wrong: () => ({
    says: 'Salesforce does not accept the consumer secret.',
    follows: 'People and records cannot be looked up, and Events wait.',
    remedy: 'Copy the consumer secret of the external client app into SALESFORCE_CLIENT_SECRET again.'
  }),
  app_without_run_as: () => ({
    says: 'The app has no user to run as.',
    follows: 'People and records cannot be looked up, and Events wait.',
    remedy:
      'In Setup › External Client App Manager › the app › Policies, enable the client credentials flow and choose the integration user under Run As.'
  }),
  app_needs_my_domain: () => ({
    says: 'At this address Salesforce lets no app sign in as itself.',
    follows: 'People and records cannot be looked up, and Events wait.',
    remedy:
      'Set SALESFORCE_LOGIN_URL to the My Domain of the organization, such as https://acme.my.salesforce.com. It stands in Setup › My Domain.'
  }),
  app_user_inactive: () => ({
    says: 'The user whom the app runs as is not active.',
    follows: 'People and records cannot be looked up, and Events wait.',
    remedy: 'Activate the integration user, or choose another one under Run As in the policies of the app.'
  }),
  app_refused: () => ({
    says: 'Salesforce does not let the app in.',
    follows: 'People and records cannot be looked up, and Events wait.',
    remedy:
      'Compare the policies of the external client app (client credentials flow, Run As, IP relaxation) with docs/salesforce. What Salesforce said stands below.'
  }),
  lookup_user_sees_too_little: () => ({
    says: 'The integration user does not have View All Data.',
    follows:
      'An Event that is only hidden from it is taken for deleted, and changes that people make in Salesforce are not noticed.',
    remedy: 'Assign the permission set “OnBehalf integration” (docs/salesforce), which has View All Data, to this user.'
  }),
  key_field_missing: (_, keyField) => ({
    says: `Event has no field ${keyField}, or neither the integration user nor any organizer may see it.`,
    follows: 'Salesforce refuses every Event.',
    remedy: `${deploy}: the field on Activity and the permission sets. If it is there under another name, set SALESFORCE_KEY_FIELD.`
  }),
  key_field_hidden_from_lookup: (_, keyField) => ({
    says: `The integration user does not see ${keyField}.`,
    follows: 'Events are written, but they are not found again, and changes in Salesforce are not noticed.',
    remedy: 'Assign the permission set “OnBehalf integration” to this user.'
  }),
  key_field_no_text: (_, keyField) => ({
    says: `${keyField} is not a text field.`,
    follows: 'Salesforce refuses every Event.',
    remedy: `Make a field of the type Text with 64 characters, and name it in SALESFORCE_KEY_FIELD; or ${deploy.toLowerCase()}.`
  }),
  key_field_too_short: (about, keyField) => ({
    says: `${keyField} holds ${about} characters, and a key may have 64.`,
    follows: 'Salesforce may refuse Events, because their key does not fit.',
    remedy: 'In Setup › Object Manager › Activity › Fields, make it 64 characters long.'
  }),
  key_field_not_external: (_, keyField) => ({
    says: `${keyField} is not an external ID.`,
    follows: 'Salesforce refuses every Event, because it cannot be named by its key.',
    remedy: 'In Setup › Object Manager › Activity › Fields, tick External ID.'
  }),
  key_field_not_unique: (_, keyField) => ({
    says: `${keyField} is not unique.`,
    follows: 'When an answer of Salesforce is lost, one meeting may become two Events.',
    remedy: 'In Setup › Object Manager › Activity › Fields, tick Unique. Remove double values first.'
  }),
  fields_required: (about) => ({
    says: `Your organization requires other fields, which OnBehalf does not fill: ${about}.`,
    follows: 'Salesforce refuses every Event.',
    remedy: 'Give them a default value, or require them on the page layout instead of in the field.'
  }),
  shared_activities_off: () => ({
    says: 'Off: an Event can be related to one contact or lead only.',
    follows: 'Further people from outside are listed as invited, and not related.',
    remedy:
      'Nothing needs to be done. To relate all of them, switch on “Allow Users to Relate Multiple Contacts to Tasks and Events” in Setup › Activity Settings.'
  }),
  multiday_off: () => ({
    says: 'Off: Salesforce takes no Event that is longer than 24 hours.',
    follows:
      'A longer meeting is refused with “Duration must be between 0 and 1440 minutes”. All shorter ones are written.',
    remedy:
      'Nothing needs to be done for shorter ones. Otherwise tick “Enable Multiday Events” in Setup › Activity Settings.'
  }),
  requests_scarce: (about) => ({
    says: `Most requests are used: ${about} of the last 24 hours.`,
    follows: 'When they are used up, Events wait until there are some again. Following changes stops a little earlier.',
    remedy: 'Look in Setup › System Overview who uses them.'
  }),
  requests_used_up: (about) => ({
    says: `The organization's requests of 24 hours are used up${about ? ` (${about})` : ''}.`,
    follows: 'Events wait, and are written when there are requests again. Nothing is lost.',
    remedy: 'Look in Setup › System Overview who uses them, or buy more.'
  }),
  api_switched_off: () => ({
    says: 'The API is switched off for this organization.',
    follows: nothingWritten,
    remedy: 'Use an edition with API access, and give the users the permission API Enabled.'
  }),
  user_not_named: (about) => ({
    says: `No Salesforce user is named for ${about}.`,
    follows: nothingWritten,
    remedy: 'Write the Salesforce username into the settings of this organizer, or switch writing off there.'
  }),
  user_named_twice: (about) => ({
    says: `The same Salesforce user stands at two organizers: ${about}.`,
    follows: 'The Events of both are written into one Salesforce calendar.',
    remedy: 'Name a user of her or his own for each organizer.'
  }),
  user_not_found: (about) => ({
    says: `Salesforce has no user ${about}.`,
    follows: eventsWait,
    remedy:
      'Correct the username in the settings of this person: it stands in Setup › Users, and is often not the e-mail address. Or create the user.'
  }),
  user_inactive: (about) => ({
    says: `The user ${about} is not active.`,
    follows: eventsWait,
    remedy: 'Activate the user in Setup › Users, or name another one.'
  }),
  connection_not_approved: (about) => ({
    says: `The app is not approved for ${about}.`,
    follows: eventsWait,
    remedy:
      'Assign the permission set “OnBehalf organizer” to this user, and add it to the policies of the external client app (Permitted Users: admin approved users are pre-authorized).'
  }),
  connection_user_inactive: (about) => ({
    says: `Salesforce does not let OnBehalf act for ${about}, because the user is not active.`,
    follows: eventsWait,
    remedy: 'Activate the user in Setup › Users.'
  }),
  connection_app_unknown: () => ({
    says: 'This organization does not know the app under which OnBehalf asks to act for people.',
    follows: eventsWait,
    remedy: 'Compare SALESFORCE_CLIENT_ID and SALESFORCE_LOGIN_URL with Setup › External Client App Manager.'
  }),
  connection_key_wrong: () => ({
    says: 'Salesforce does not accept the signature: the certificate in the app does not belong to the private key.',
    follows: eventsWait,
    remedy:
      'Upload the certificate of SALESFORCE_PRIVATE_KEY to the external client app (JWT bearer flow), or set the key whose certificate is there.'
  }),
  connection_audience_wrong: () => ({
    says: 'Salesforce does not accept the address that OnBehalf names as its audience.',
    follows: eventsWait,
    remedy:
      'Set SALESFORCE_LOGIN_URL to the My Domain of the organization. If it is that, set SALESFORCE_AUDIENCE to https://login.salesforce.com, or to https://test.salesforce.com for a Salesforce sandbox.'
  }),
  connection_clock_wrong: () => ({
    says: 'To Salesforce the request of OnBehalf is expired.',
    follows: eventsWait,
    remedy: 'Set the clock of this server by a time server: it is some minutes off.'
  }),
  connection_not_from_here: (about) => ({
    says: `The user ${about} may not sign in from this server, or not at this hour.`,
    follows: eventsWait,
    remedy:
      'Relax IP restrictions in the policies of the external client app, or add this server to the login IP ranges and hours of the profile.'
  }),
  connection_refused: (about) => ({
    says: `Salesforce does not let OnBehalf act for ${about}.`,
    follows: eventsWait,
    remedy: 'Compare the policies of the external client app with docs/salesforce. What Salesforce said stands below.'
  }),
  records_not_writable: (about) => ({
    says: `This user lacks rights to Events: ${about}.`,
    follows: 'Salesforce refuses what the user may not do.',
    remedy: 'Assign the permission set “OnBehalf organizer”, which has Access Activities and Edit Events.'
  }),
  key_field_hidden_from_user: (about, keyField) => ({
    says: `The user ${about} does not see ${keyField}.`,
    follows: 'Salesforce refuses every Event of this user.',
    remedy: 'Assign the permission set “OnBehalf organizer”, or make the field visible in the field-level security.'
  }),
  fields_not_writable: (about) => ({
    says: `This user may not write every field that OnBehalf writes: ${about}.`,
    follows: 'Salesforce refuses every Event of this user.',
    remedy:
      'Make them visible and not read-only in Setup › Object Manager › Event › Fields › Set Field-Level Security, or in a permission set.'
  }),
  unread_no_permission: () => ({
    says: 'The integration user may not read this.',
    follows: 'Whether it is as it should be is not known.',
    remedy: 'Assign the permission set “OnBehalf integration”, which has View Setup and Configuration, to this user.'
  }),
  unread_not_let_in: () => ({
    says: 'Nobody could be asked, because the app itself is not let in.',
    follows: 'Whether it is as it should be is not known.',
    remedy: 'Mend the row about the app first.'
  }),
  unread_switched_off: () => ({
    says: 'Nobody could be asked, because the API is switched off.',
    follows: 'Whether it is as it should be is not known.',
    remedy: 'Mend the row about requests first.'
  }),
  unread_limit: () => ({
    says: 'Nobody could be asked, because the requests of the day are used up.',
    follows: 'Whether it is as it should be is not known.',
    remedy: 'Check again when there are requests again.'
  }),
  unread_no_answer: () => ({
    says: 'Salesforce did not answer.',
    follows: 'Whether it is as it should be is not known.',
    remedy: 'Check again in a few minutes.'
  }),
  unread_other: () => ({
    says: 'Salesforce answered something that OnBehalf does not understand.',
    follows: 'Whether it is as it should be is not known.',
    remedy: 'Compare it in the set-up of Salesforce. What Salesforce said stands below.'
  })
}
