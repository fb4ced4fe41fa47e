// The panel before a link is shared: what was checked, what is so, what will happen, whom to ask, and a text to send.
// docs/errors.md documents the same words; test/wording/preflight.test.ts keeps the two together.
import {
  type Check,
  type Fine,
  type PreflightCode,
  type PreflightState,
  preflightCodes,
  type Row
} from '../../src/delegates/preflight.ts'
import type { Reason } from '../../src/delegates/reason.ts'
import { wordings } from './reasons.ts'
import { possessive } from './who.ts'

/** `reader` looks at the panel; `person` carries the link, mostly the same. Names are the directory's. */
export type PreflightNames = { reader: string; person: string; organizer: string }

export type Told = {
  /** What is so. */
  says: string
  /** What will happen; '' where nothing will. */
  follows: string
  /** What to do. */
  remedy: string
  askWhom: 'organizer' | 'administrator' | 'nobody'
  /** Ready to copy or mail; null where nobody needs to be asked. */
  ask: string | null
}

export const checkNames: Record<Check, string> = {
  'folder right': 'Right on the calendar',
  delegate: 'Delegate in Exchange',
  'private items': 'Private appointments',
  'meeting responses': 'Where answers to meetings go',
  editors: 'How many people are Editor-delegates',
  'permission sets': 'One set of permissions',
  'salesforce connection': 'Connection to Salesforce',
  'salesforce user': 'Salesforce user',
  record: 'Record in Salesforce'
}

export const stateNames: Record<PreflightState, string> = {
  ok: 'In order',
  warning: 'Look at this',
  problem: 'Does not work',
  unknown: 'Not known'
}

export function fineText(code: Fine, about: string, { person, organizer, reader }: PreflightNames): string {
  const you = person === reader
  const who = you ? 'You' : person
  switch (code) {
    case 'own calendar':
      return `It is ${you ? 'your' : possessive(organizer)} own calendar.`
    case 'may offer':
      return `${who} may offer ${possessive(organizer)} time.`
    case 'listed':
      return `${who} ${you ? 'are' : 'is'} listed as a delegate, and receive${you ? '' : 's'} ${possessive(organizer)} meeting messages.`
    case 'sees private items':
      return `${who} see${you ? '' : 's'} what private appointments are about.`
    case 'nobody is a delegate':
      return `${organizer} has no delegates, so answers go to ${organizer}.`
    case 'organizer is told':
      return `${organizer} receives them, and so do delegates.`
    case 'one editor at most':
      return 'One at most, as Microsoft recommends.'
    case 'one permission set':
      return 'Nothing was found that contradicts the rights on the calendar.'
    case 'Salesforce is not used':
      return 'Nothing is written to Salesforce here.'
    case 'nothing is written':
      return `Nothing is written to Salesforce for ${organizer}: that was chosen.`
    case 'whoever books is related':
      return 'The Event will be related to the invitee. Who is not in Salesforce is added there.'
    case 'connected':
      return `OnBehalf may write as ${about}.`
    case 'active':
      return `${about} was found, and is active.`
    case 'related':
      return `The Event will be related to ${about}.`
  }
}

/** Everything but a green row. */
export function toldOf(row: Exclude<Row, { state: 'ok' }>, names: PreflightNames): Told {
  return isPreflight(row.code)
    ? preflightWords[row.code](names, row.about ?? '')
    : reasonWords(row.code, row.check, names)
}

const isPreflight = (code: PreflightCode | Reason): code is PreflightCode =>
  (preflightCodes as readonly string[]).includes(code)

/** The words of a refusal, and what it does to the link. They speak to the reader, or about whoever carries the link. */
function reasonWords(code: Reason, check: Check, { person, organizer, reader }: PreflightNames): Told {
  const { sentence, remedy, ask, askWhom } = wordings[code]
  const names = { actor: person, organizer }
  const you = person === reader
  return {
    says: you ? sentence(names) : `${sentenceAbout(check, person, organizer)} (${code})`,
    follows: followsFrom[check] ?? '',
    remedy: you ? remedy(names) : `Tell ${person}, or ask ${organizer}.`,
    askWhom,
    ask: ask?.(names) ?? null
  }
}

const sentenceAbout = (check: Check, person: string, organizer: string) =>
  check === 'private items'
    ? `${person} does not see what private appointments of ${organizer} are about.`
    : `${person} may not offer ${possessive(organizer)} time, or nobody can tell at the moment.`

const followsFrom: Partial<Record<Check, string>> = {
  'folder right': 'Whoever opens the link reads that it is not available. It opens by itself when the right is there.',
  'private items': 'Private time is never offered, but it is shown without a title.',
  delegate: 'Whether answers to meetings arrive cannot be told.',
  'permission sets': 'Whether two sets of permissions contradict each other cannot be told.'
}

type Words = (names: PreflightNames, about: string) => Told

const nobody = { askWhom: 'nobody', ask: null } as const

export const preflightWords: Record<PreflightCode, Words> = {
  not_listed_as_delegate: ({ person, organizer, reader }) => ({
    says: `${person === reader ? 'You are' : `${person} is`} not listed as a delegate of ${organizer}.`,
    follows: `Answers to the meetings go to ${organizer} and to listed delegates only.`,
    remedy: `If that is not wanted, ask ${organizer} to make ${person === reader ? 'you' : person} a delegate.`,
    askWhom: 'organizer',
    ask: letter(
      organizer,
      reader,
      `please make ${person} a delegate, so that answers to your meetings arrive. In Outlook: Calendar › Sharing and permissions › ${person} › Delegate.`
    )
  }),
  responses_not_to_organizer: ({ organizer, reader }, about) => ({
    says: `${possessive(organizer)} mailbox sends answers to delegates only: ${about}.`,
    follows: `${organizer} is not told when an invitee accepts or declines.`,
    remedy: `If ${organizer} should be told, too, ask for “My delegates only, but send a copy to me” in Outlook's delegate settings.`,
    askWhom: 'organizer',
    ask: letter(
      organizer,
      reader,
      'answers to your meetings go to your delegates only. If you want to see them, too, choose “My delegates only, but send a copy of meeting requests and responses to me” in Outlook: File › Account Settings › Delegate Access.'
    )
  }),
  responses_to_others: ({ person, organizer, reader }, about) => ({
    says: `${possessive(organizer)} mailbox sends answers to delegates only: ${about}.`,
    follows: `Neither ${organizer} nor ${person === reader ? 'you' : person} will be told by Exchange when an invitee accepts or declines.`,
    remedy: `Ask ${organizer} to be told, too, or to make ${person === reader ? 'you' : person} a delegate.`,
    askWhom: 'organizer',
    ask: letter(
      organizer,
      reader,
      `answers to your meetings go to ${about} only. Please choose “My delegates only, but send a copy of meeting requests and responses to me” in Outlook (File › Account Settings › Delegate Access), or make ${person} a delegate.`
    )
  }),
  responses_unknown: ({ organizer }) => ({
    says: `Where answers to ${possessive(organizer)} meetings go cannot be read right now.`,
    follows: 'The link works all the same.',
    remedy: 'Look again in a few minutes.',
    ...nobody
  }),
  several_editors: ({ organizer, reader }, about) => ({
    says: `${organizer} has more than one Editor-delegate: ${about}.`,
    follows:
      'All of them receive and may answer the same meeting messages, and Outlook may lose changes that two of them make.',
    remedy: `Microsoft recommends one. Ask ${organizer} to keep one, and to give the others fewer rights.`,
    askWhom: 'organizer',
    ask: letter(
      organizer,
      reader,
      `several people are Editor-delegates of your calendar: ${about}. Microsoft recommends one. Please keep one, and give the others Reviewer rights, in Outlook: Calendar › Sharing and permissions.`
    )
  }),
  list_unknown: ({ organizer }) => ({
    says: `Who is on the list of ${possessive(organizer)} calendar cannot be read right now.`,
    follows: 'The link works as far as the other rows say.',
    remedy: 'Look again in a few minutes.',
    ...nobody
  }),
  conflicting_permission_sets: ({ person, organizer, reader }) => ({
    says: `${person === reader ? 'You have' : `${person} has`} delegate rights and full access to ${possessive(organizer)} mailbox.`,
    follows: 'Outlook may behave unpredictably with both. Here only the delegate rights count.',
    remedy: 'Ask your administrator to remove full access.',
    askWhom: 'administrator',
    ask: letter(
      '',
      reader,
      `${person} is a delegate of ${organizer}, and also has full access to the mailbox. Two permission sets make Outlook unpredictable. Please remove full access:\n\nRemove-MailboxPermission "${organizer}" -User "${person}" -AccessRights FullAccess`
    )
  }),
  full_access_not_checked: ({ person, organizer, reader }) => ({
    says: `Whether ${person === reader ? 'you have' : `${person} has`} full access to ${possessive(organizer)} mailbox beside the rights on the calendar was not checked.`,
    follows: 'If so, Outlook may behave unpredictably. Here only the rights on the calendar count.',
    remedy: 'Nothing needs to be done. An administrator can tell.',
    ...nobody
  }),
  no_salesforce_username: ({ organizer, reader }) => ({
    says: `No Salesforce user is known for ${organizer}.`,
    follows: 'Meetings are booked, but nothing is written to Salesforce.',
    remedy: `Ask your administrator to name ${possessive(organizer)} Salesforce username.`,
    askWhom: 'administrator',
    ask: letter(
      '',
      reader,
      `please name ${possessive(organizer)} Salesforce username in OnBehalf, so that meetings are written to Salesforce.`
    )
  }),
  organizer_not_connected: ({ organizer, reader }, about) => ({
    says: `Salesforce does not let OnBehalf write as ${organizer}.`,
    follows: 'Meetings are booked. Their Events wait, and are written as soon as the connection works.',
    remedy: 'Ask your Salesforce administrator to approve the app for this user.',
    askWhom: 'administrator',
    ask: letter(
      '',
      reader,
      `please let OnBehalf write to Salesforce as ${organizer}: approve the external client app for this user (a permission set, or the app's policies). Salesforce says: ${about}`
    )
  }),
  salesforce_user_inactive: ({ organizer, reader }, about) => ({
    says: `${possessive(organizer)} Salesforce user ${about} is not active.`,
    follows: 'Meetings are booked. Their Events wait until the user is active.',
    remedy: 'Ask your Salesforce administrator to activate the user.',
    askWhom: 'administrator',
    ask: letter(
      '',
      reader,
      `please activate the Salesforce user ${about} of ${organizer}. Until then no meetings are written to Salesforce.`
    )
  }),
  salesforce_user_not_found: ({ organizer, reader }, about) => ({
    says: `Salesforce has no user ${about}.`,
    follows: 'Meetings are booked, but nothing can be written to Salesforce.',
    remedy: `Ask your administrator which Salesforce username ${organizer} has.`,
    askWhom: 'administrator',
    ask: letter(
      '',
      reader,
      `OnBehalf looks for ${organizer} in Salesforce as ${about}, and there is no such user. Please correct the username in OnBehalf, or add the user.`
    )
  }),
  salesforce_unknown: () => ({
    says: 'Salesforce does not answer right now.',
    follows: 'Meetings are booked all the same, and their Events are written when it answers.',
    remedy: 'Look again in a few minutes.',
    ...nobody
  }),
  several_match: ({ organizer }) => ({
    says: 'Several people in Salesforce have the address of this invitee.',
    follows: `None is guessed: the Event is related to nobody, and only ${organizer}, who creates it, can edit it.`,
    remedy: 'Let one of them keep the address in Salesforce, or choose the record after the booking.',
    ...nobody
  }),
  nobody_matches: ({ organizer }) => ({
    says: 'Nobody in Salesforce has the address of this invitee.',
    follows: `The Event is related to nobody, and only ${organizer}, who creates it, can edit it.`,
    remedy: 'Add a contact or a lead with this address, or choose the record after the booking.',
    ...nobody
  }),
  invitee_not_known: ({ organizer }) => ({
    says: 'Nobody knows yet who will book.',
    follows: `The Event is related to the contact or lead that has the invitee's address. Without one, only ${organizer}, who creates it, can edit it.`,
    remedy: 'Choose a record for the link, if every Event has to be about one. Otherwise nothing needs to be done.',
    ...nobody
  }),
  related_to_nobody: ({ organizer }) => ({
    says: `Every meeting of ${organizer} becomes a private Event: that was chosen.`,
    follows: `Salesforce relates a private Event to nobody and nothing, and only ${organizer}, who creates it, can edit it.`,
    remedy: `Nothing needs to be done, if it is meant so. Otherwise ${organizer} or an administrator can change it under “Salesforce”.`,
    ...nobody
  }),
  chosen_record_gone: ({ organizer, reader }, about) => ({
    says: `The record that was chosen for this link, ${about}, is not in Salesforce any more, or ${organizer} cannot see it.`,
    follows: 'Meetings are booked. Their Events stop, and wait until somebody tries again.',
    remedy: 'Make a new link with another record, or ask your Salesforce administrator to share or restore it.',
    askWhom: 'administrator',
    ask: letter(
      '',
      reader,
      `meetings of ${organizer} are to be about ${about} in Salesforce, and ${organizer} cannot see it there: it was deleted, or is not shared. Please restore or share it.`
    )
  })
}

const letter = (to: string, from: string, text: string) =>
  `Hello${to ? ` ${to}` : ''},\n\n${text}\n\nThank you\n${from}`
