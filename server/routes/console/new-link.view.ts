import type { From } from '../../../src/links/create-link.ts'
import type { Sender, WhoseName } from '../../../src/links/whose-name.ts'
import { initiatorLine } from '../../../src/people/initiator.ts'
import { objectIdOf, type Person } from '../../../src/people/person.ts'
import { possessive } from '../../wording/who.ts'
import { type ChoiceControl, choice } from './controls.view.ts'
import { organizerPath, type Page } from './desk.ts'

/** Whose calendar it is about; or what is not known about that. */
export type Whom = Person | { notEnrolled: Person } | Exclude<Sender, Person>

/** What stood in the message, as text. */
export type Said = { from: string; to: string; cc: string; subject: string; kind: string }

/** Of the people of the message: colleagues, whom to meet outside, and who could not be looked up. */
export type Carried = { required: Person[]; optional: Person[]; outside: string[]; lost: string[] }

export type NewLinkView = Page & {
  /** What did not fit, and so is asked. */
  notices: string[]
  whom: ChoiceControl | null
  whose: ChoiceControl | null
  /** Fields of the message that go along with the answer. */
  hidden: { name: string; value: string }[]
  offer: {
    line: string
    organizer: string
    availability: string | null
    timeSlots: string | null
    facts: string[]
  } | null
  nobody: boolean
}

type Known = { actor: Person; whom: Whom; carried: Said } & (
  | { may: readonly Person[]; unread: readonly Person[] }
  | {
      whom: Person
      sender: Sender
      fits: WhoseName
      colleagues: Carried
      mayMake: { availability: boolean; timeSlots: boolean }
    }
)

export function newLinkView(known: Known): NewLinkView {
  const { actor, carried } = known
  const page = { title: 'New link', here: null, whom: null, whose: null, offer: null, nobody: false } as const
  if ('may' in known) {
    const { whom, may, unread } = known
    return {
      ...page,
      notices: [...whomNotices(whom), ...unreadNotices(unread)],
      whom: may.length > 0 ? whomChoice(may, actor) : null,
      hidden: hiddenFields(carried),
      nobody: may.length === 0
    }
  }

  const { whom: organizer, sender, fits, colleagues, mayMake } = known
  if ('ask' in fits) {
    return {
      ...page,
      notices: fits.ask === 'not said' ? [] : [whoseNotice(fits.ask, sender, carried.from, actor, organizer)],
      whose: whoseChoice(actor, organizer),
      hidden: [{ name: 'organizer', value: objectIdOf(organizer.id) }, ...hiddenFields(carried)]
    }
  }

  const paths = makingPaths(organizer, fits.from, carried, colleagues)
  const initiator = fits.from === 'organizer' ? organizer : actor
  return {
    ...page,
    notices: colleagues.lost.length > 0 ? [lostNotice(colleagues.lost)] : [],
    hidden: [],
    offer: {
      line: initiatorLine({ organizer, initiator, madeBy: actor }),
      organizer: organizer.name,
      availability: mayMake.availability ? paths.availability : null,
      timeSlots: mayMake.timeSlots ? paths.timeSlots : null,
      facts: factsOf(carried, colleagues)
    }
  }
}

/** The two forms, with what the message says filled in. */
export function makingPaths(
  organizer: Person,
  from: From,
  { subject }: Said,
  { required, optional, outside }: Carried
) {
  const query = new URLSearchParams({ from })
  const title = subjectOf(subject)
  if (title) query.set('subject', title)
  if (required.length > 0) query.set('required', required.map(({ address }) => address).join('\n'))
  if (optional.length > 0) query.set('optional', optional.map(({ address }) => address).join('\n'))
  if (outside[0]) query.set('for', outside[0])
  const path = organizerPath(organizer)
  return {
    availability: `${path}/availability-links/new?${query}`,
    timeSlots: `${path}/time-slot-links/new?${query}`
  }
}

/** What mail programs put before a subject is no part of a meeting's name. */
export const subjectOf = (subject: string) =>
  subject
    .replaceAll('\n', ' ')
    .replace(/^(\s*(re|fw|fwd|aw|wg|rv|tr|sv|vs)\s*:)+/i, '')
    .trim()

const hiddenFields = (carried: Said) =>
  Object.entries(carried).flatMap(([name, value]) => (value ? [{ name, value }] : []))

function whomNotices(whom: Whom): string[] {
  if (whom === 'not said') return []
  if (whom === 'nobody')
    return ['The directory knows nobody by the address of the calendar. Choose whose time you offer.']
  if (whom === 'cannot be asked')
    return ['The directory does not answer right now, so it is not known whose calendar is meant. Choose it yourself.']
  if ('notEnrolled' in whom)
    return [
      `Scheduling is not switched on for ${whom.notEnrolled.name}. ${whom.notEnrolled.name} can switch it on after signing in.`
    ]
  return []
}

const unreadNotices = (unread: readonly Person[]) =>
  unread.length > 0
    ? [
        `What you may do cannot be read right now for ${unread.map(({ name }) => name).join(', ')}. Try again in a few minutes.`
      ]
    : []

const whomChoice = (may: readonly Person[], actor: Person) =>
  choice({
    name: 'organizer',
    label: 'Whose time do you offer?',
    value: '',
    choices: may.map(({ id, name, address }) => ({
      value: objectIdOf(id),
      text: id === actor.id ? 'My own' : name,
      hint: address
    }))
  })

function whoseNotice(
  ask: Exclude<Extract<WhoseName, { ask: string }>['ask'], 'not said'>,
  sender: Sender,
  typed: string,
  actor: Person,
  organizer: Person
): string {
  const own = actor.id === organizer.id
  switch (ask) {
    case 'nobody':
      return `The message is from ${typed}, and the directory knows nobody by this address.`
    case 'cannot be asked':
      return `The message is from ${typed}. The directory does not answer right now, so it is not known who that is.`
    case 'somebody else': {
      const name = typeof sender === 'string' ? typed : sender.name
      return own
        ? `The message is from ${name}, but you are signed in as ${actor.name}, and this is your own calendar. A link that you make is offered by you. If ${name} should offer it, let ${name} sign in and make it.`
        : `The message is from ${name}, but you are signed in as ${actor.name}, and the calendar is ${possessive(organizer.name)}. Only one of you two can be the one who offers it.`
    }
  }
}

function whoseChoice(actor: Person, organizer: Person): ChoiceControl {
  const line = (initiator: Person) => `“${initiatorLine({ organizer, initiator, madeBy: actor })}”`
  const own = actor.id === organizer.id
  return choice({
    name: 'name',
    label: 'In whose name?',
    hint: 'It stays with the link, the meeting and Salesforce, and cannot be changed later.',
    value: '',
    choices: [
      ...(own ? [] : [{ value: 'delegate', text: 'Mine', hint: line(actor) }]),
      { value: 'organizer', text: own ? 'Mine' : possessive(organizer.name), hint: line(organizer) }
    ]
  })
}

const lostNotice = (lost: readonly string[]) =>
  `Not taken over, because the directory does not answer right now: ${lost.join(', ')}. You can add colleagues in the form.`

function factsOf({ subject }: Said, { required, optional, outside }: Carried): string[] {
  const names = (people: readonly Person[]) => people.map(({ name }) => name).join(', ')
  return [
    ...(subjectOf(subject) ? [`It is called “${subjectOf(subject)}”.`] : []),
    ...(required.length > 0 ? [`Must be free: ${names(required)}.`] : []),
    ...(optional.length > 0 ? [`Invited along: ${names(optional)}.`] : []),
    ...(outside.length > 0 ? [`To meet: ${outside.join(', ')}.`] : [])
  ]
}
