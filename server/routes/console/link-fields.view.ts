import { CHANGES_CLOSE } from '../../../src/links/link.ts'
import { zoneNames } from '../../../src/time/zone-data.ts'
import { cityOf, zoneText } from '../../wording/when.ts'
import { possessive } from '../../wording/who.ts'
import { type ChoiceControl, choice, type TextControl, text } from './controls.view.ts'
import type { Problems } from './form.ts'
import {
  type CommonName,
  type CommonTyped,
  type Desk,
  LONGEST_LINE,
  LONGEST_LIST,
  LONGEST_NOTE
} from './link-fields.ts'
import { minutesText } from './words.ts'

/** The fields that both kinds of link have. */
export type CommonControls = {
  /** null when the organizer makes it herself: there is nothing to choose. */
  from: ChoiceControl | null
  /** Asked only where the mailbox does not say it. */
  zone: ChoiceControl | null
  zoneName: string
  /** "Berlin time"; null while nobody knows. */
  zoneWords: string | null
  subject: TextControl
  place: ChoiceControl
  placeText: TextControl
  note: TextControl
  /** null where nothing is written to Salesforce. */
  record: TextControl | null
  expires: TextControl
  bufferBefore: ChoiceControl
  bufferAfter: ChoiceControl
  notice: ChoiceControl
  approval: ChoiceControl
  changesClose: ChoiceControl
  perDay: TextControl
  perWeek: TextControl
  required: TextControl
  optional: TextControl
  /** Are any of the folded rules other than usual, or wrong? */
  moreOpen: boolean
}

const folded = [
  'expires',
  'bufferBefore',
  'bufferAfter',
  'notice',
  'approval',
  'perDay',
  'perWeek',
  'required',
  'optional'
] as const

export function commonControls(typed: CommonTyped, problems: Problems<CommonName>, desk: Desk): CommonControls {
  const { organizer, actor, zone } = desk
  const problem = (name: CommonName) => ({ name, problem: problems[name] })
  return {
    from:
      actor.id === organizer.id
        ? null
        : choice({
            ...problem('from'),
            label: 'In whose name?',
            hint: 'Take the name that your message is sent from. It stays with the link, the meeting and Salesforce.',
            value: typed.from,
            choices: [
              { value: 'delegate', text: 'Mine', hint: `“Offered by ${actor.name} on behalf of ${organizer.name}”` },
              {
                value: 'organizer',
                text: possessive(organizer.name),
                hint: `“Offered by ${organizer.name}, arranged by ${actor.name}”`
              }
            ]
          }),
    zone: zone
      ? null
      : choice({
          ...problem('zone'),
          label: `${possessive(organizer.name)} time zone`,
          hint: 'The mailbox does not say it right now.',
          value: typed.zone,
          choices: [{ value: '', text: 'Choose a zone' }, ...zoneChoices()]
        }),
    zoneName: zone?.name ?? '',
    zoneWords: zone ? zoneText(zone) : null,
    subject: text({ ...problem('subject'), label: 'What is it called?', value: typed.subject, longest: LONGEST_LINE }),
    place: choice({
      ...problem('place'),
      label: 'Where?',
      value: typed.place,
      choices: [
        { value: 'teams', text: 'Microsoft Teams' },
        { value: 'phone', text: 'By phone' },
        { value: 'address', text: 'At an address' },
        { value: 'other', text: 'Somewhere else' }
      ]
    }),
    placeText: text({
      ...problem('placeText'),
      label: 'Number, address or place',
      hint: 'Not needed for Teams.',
      value: typed.placeText,
      longest: LONGEST_LINE,
      optional: true
    }),
    note: text({
      name: 'note',
      label: 'A word to the invitee',
      value: typed.note,
      longest: LONGEST_NOTE,
      optional: true
    }),
    record: desk.records
      ? text({
          ...problem('record'),
          label: 'What is it about in Salesforce?',
          hint: `Paste the address or id of an account, opportunity, case, contact or lead. Empty: what goes with the invitee.`,
          value: typed.record,
          longest: LONGEST_LINE,
          optional: true
        })
      : null,
    expires: text({
      ...problem('expires'),
      label: 'Last day to book',
      hint: `Until midnight in ${zone ? cityOf(zone.name) : `${possessive(organizer.name)} zone`}. Empty: no last day.`,
      value: typed.expires,
      type: 'date',
      optional: true
    }),
    bufferBefore: choice({
      ...problem('bufferBefore'),
      label: 'Keep free before',
      value: typed.bufferBefore,
      choices: buffers
    }),
    bufferAfter: choice({
      ...problem('bufferAfter'),
      label: 'Keep free after',
      value: typed.bufferAfter,
      choices: buffers
    }),
    notice: choice({ ...problem('notice'), label: 'Book at the latest', value: typed.notice, choices: notices }),
    approval: choice({
      ...problem('approval'),
      label: 'Approval',
      hint: 'Until somebody says yes, the time is kept and nothing is booked.',
      value: typed.approval,
      choices: approvals
    }),
    changesClose: choice({
      ...problem('changesClose'),
      label: 'Invitees move and cancel',
      value: typed.changesClose,
      choices: closings
    }),
    perDay: text({
      ...problem('perDay'),
      label: 'Bookings a day',
      hint: 'At most, whatever link they come by. Empty: any number.',
      value: typed.perDay,
      inputmode: 'numeric',
      longest: 2,
      optional: true
    }),
    perWeek: text({
      ...problem('perWeek'),
      label: 'Bookings a week',
      hint: 'At most, from Monday to Sunday. Empty: any number.',
      value: typed.perWeek,
      inputmode: 'numeric',
      longest: 3,
      optional: true
    }),
    required: text({
      ...problem('required'),
      label: 'Colleagues who must be free',
      hint: 'Their e-mail addresses, one a line. Only times when all of them are free are offered.',
      value: typed.required,
      longest: LONGEST_LIST,
      optional: true
    }),
    optional: text({
      ...problem('optional'),
      label: 'Colleagues who are invited along',
      hint: 'Their e-mail addresses, one a line. They need not be free.',
      value: typed.optional,
      longest: LONGEST_LIST,
      optional: true
    }),
    moreOpen:
      folded.some((name) => problems[name] || (typed[name] !== '' && typed[name] !== '0')) ||
      problems.changesClose !== undefined ||
      typed.changesClose !== String(CHANGES_CLOSE)
  }
}

const buffers = [0, 5, 10, 15, 20, 30, 45, 60, 90, 120].map((minutes) => ({
  value: String(minutes),
  text: minutes === 0 ? 'Nothing' : minutesText(minutes)
}))

const notices = [0, 30, 60, 120, 240, 480, 1440, 2880, 4320, 10_080].map((minutes) => ({
  value: String(minutes),
  text: minutes === 0 ? 'Until it begins' : `${minutesText(minutes)} before`
}))

const approvals = [0, 60, 240, 480, 1440, 2880, 4320, 10_080].map((minutes) => ({
  value: String(minutes),
  text: minutes === 0 ? 'Nobody needs to approve' : `Somebody approves within ${minutesText(minutes)}`
}))

const closings = [0, 30, 60, 120, 240, 480, 1440, 2880, 4320].map((minutes) => ({
  value: String(minutes),
  text: minutes === 0 ? 'Until it begins' : `Until ${minutesText(minutes)} before`
}))

/** "Europe/Berlin" stands under "Berlin (Europe)": people look for the city. */
const zoneChoices = () =>
  zoneNames
    .filter(
      (name) =>
        /^(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)\//.test(name) || name === 'UTC'
    )
    .map((name) => ({
      value: name,
      text: name === 'UTC' ? name : `${cityOf(name)} (${name.slice(0, name.indexOf('/'))})`
    }))
    .sort((a, b) => a.text.localeCompare(b.text))
