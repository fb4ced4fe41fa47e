// Why somebody may not act, told to that person: what it means, what to do, and a text ready to send to whoever can help.
// docs/errors.md documents the same words; test/wording/reasons.test.ts keeps the two together.
import type { Reason } from '../../src/delegates/reason.ts'
import { possessive } from './who.ts'

/** `actor` is the reader of the page. Names are the directory's. */
export type Names = { actor: string; organizer: string }

export type Wording = {
  /** What happened and what it means. */
  sentence(names: Names): string
  /** What to do about it. */
  remedy(names: Names): string
  /** Ready to paste into a message; null where nobody needs to be asked. */
  ask: ((names: Names) => string) | null
  /** Who can help. */
  askWhom: 'organizer' | 'administrator' | 'nobody'
}

export const wordings: Record<Reason, Wording> = {
  role_reviewer: {
    sentence: ({ organizer }) =>
      `You can see ${possessive(organizer)} calendar, but you cannot schedule for ${organizer}.`,
    remedy: ({ organizer }) => `Ask ${organizer} to make you a delegate with Editor rights.`,
    ask: (names) => editorPlease(names, 'At the moment I can only look at your calendar (Reviewer).'),
    askWhom: 'organizer'
  },
  not_author: {
    sentence: ({ organizer }) =>
      `You can change what you made yourself for ${organizer}, but this was made by somebody else.`,
    remedy: ({ organizer }) =>
      `Ask the person who made it to do this, or ask ${organizer} to make you a delegate with Editor rights.`,
    ask: (names) => editorPlease(names, 'At the moment I can only change what I made myself.'),
    askWhom: 'organizer'
  },
  no_send_on_behalf: {
    sentence: ({ organizer }) => `You cannot send anything on behalf of ${organizer} yet.`,
    remedy: ({ organizer }) =>
      `Ask your Exchange administrator for the right “Send on behalf” for ${possessive(organizer)} mailbox.`,
    ask: ({ actor, organizer }) =>
      `Hello,\n\nplease give ${actor} the right “Send on behalf” for the mailbox of ${organizer}. It is needed to offer ` +
      `${possessive(organizer)} time with OnBehalf.\n\nThank you\n${actor}`,
    askWhom: 'administrator'
  },
  full_access_is_not_delegation: {
    sentence: ({ organizer }) =>
      `You can open ${possessive(organizer)} mailbox, but ${organizer} has not made you a delegate. Full access alone does not ` +
      'let you schedule for somebody.',
    remedy: ({ organizer }) => `Ask ${organizer} to make you a delegate with Editor rights.`,
    ask: (names) =>
      editorPlease(names, 'At the moment I have full access to your mailbox, but I am not your delegate.'),
    askWhom: 'organizer'
  },
  different_org: {
    sentence: ({ organizer }) => `${organizer} belongs to another organization than the one you signed in with.`,
    remedy: () => 'Sign out, and sign in with your account in the same organization.',
    ask: null,
    askWhom: 'nobody'
  },
  no_grant: {
    sentence: ({ organizer }) =>
      `Nobody has said that you may do this for ${organizer}: Exchange names no right of yours that includes it, and ` +
      `${organizer} has granted none.`,
    remedy: ({ organizer }) =>
      `Ask ${organizer} to make you a delegate with Editor rights. ${organizer} can also grant it here, under “People who ` +
      'act for me”.',
    ask: (names) => editorPlease(names, 'At the moment nothing shows that I may schedule for you.'),
    askWhom: 'organizer'
  },
  grant_ended: {
    sentence: ({ organizer }) => `You could do this for ${organizer} until a fixed date, and that date has passed.`,
    remedy: ({ organizer }) => `If you still need it, ask ${organizer} to renew it.`,
    ask: ({ actor, organizer }) =>
      `Hello ${organizer},\n\nmy right to schedule for you has ended. If I should go on, please renew it, or make me a ` +
      `delegate with Editor rights in Outlook.\n\nThank you\n${actor}`,
    askWhom: 'organizer'
  },
  private_hidden: {
    sentence: ({ organizer }) =>
      `This is a private appointment, and ${organizer} does not show private appointments to you.`,
    remedy: ({ organizer }) =>
      `If you need to see it, ask ${organizer} to let you see private items (in Outlook's delegate settings).`,
    ask: ({ actor, organizer }) =>
      `Hello ${organizer},\n\nplease let me see private items of your calendar. In Outlook: Calendar › Sharing and ` +
      `permissions › ${actor} › Delegate › “Let delegate view private events”.\n\nThank you\n${actor}`,
    askWhom: 'organizer'
  },
  organizer_disabled: {
    sentence: ({ organizer }) => `Scheduling is switched off for ${organizer}, or the account is disabled.`,
    remedy: ({ organizer }) =>
      `Ask ${organizer} to sign in once and switch scheduling on. If the account is disabled, ask your administrator.`,
    ask: ({ actor, organizer }) =>
      `Hello ${organizer},\n\nplease sign in to OnBehalf once and press “Switch scheduling on for my own calendar”. Then I ` +
      `can offer your time.\n\nThank you\n${actor}`,
    askWhom: 'organizer'
  },
  delegate_disabled: {
    sentence: ({ organizer }) =>
      `The account of the person who offers the time of ${organizer} with this link is disabled, so nobody can book.`,
    remedy: () =>
      'Ask your administrator to enable the account; then the link opens again by itself. Or let somebody else make a new link.',
    ask: ({ actor, organizer }) =>
      `Hello,\n\na link that offers the time of ${organizer} is suspended, because the account of the person who made it is ` +
      `disabled. Will it be enabled again, or shall somebody else make a new link?\n\nThank you\n${actor}`,
    askWhom: 'administrator'
  },
  standing_unknown: {
    sentence: ({ organizer }) =>
      `What you may do for ${organizer} cannot be read right now, because Exchange does not answer. Nothing was changed.`,
    remedy: () => 'Try again in a few minutes. If it lasts, tell your administrator.',
    ask: null,
    askWhom: 'nobody'
  },
  exchange_refuses: {
    sentence: ({ organizer }) =>
      `Exchange does not let OnBehalf see who may act for ${organizer}. Either the permission Calendars.Read is missing, or ` +
      `${possessive(organizer)} mailbox is outside what OnBehalf may read: Exchange says the same for both.`,
    remedy: () => 'Ask your administrator to check both.',
    ask: ({ actor, organizer }) =>
      `Hello,\n\nOnBehalf cannot read the permissions of the calendar of ${organizer}: Exchange answers 403. Please check two ` +
      'things. The application needs the permission Calendars.Read with admin consent (Calendars.ReadWrite includes it). And ' +
      'where its reach is limited (RBAC for Applications, or an application access policy), the mailbox must be within it.' +
      `\n\nThank you\n${actor}`,
    askWhom: 'administrator'
  },
  not_organizer: {
    sentence: ({ organizer }) =>
      `Who may act for ${organizer}, and what is set up for ${organizer}, is decided by ${organizer} and by administrators.`,
    remedy: ({ organizer }) => `Ask ${organizer} to change it.`,
    ask: ({ actor, organizer }) =>
      `Hello ${organizer},\n\nplease have a look at “People who act for me” in OnBehalf and change what I may do for ` +
      `you.\n\nThank you\n${actor}`,
    askWhom: 'organizer'
  }
}

/** Outlook's own path to the one right that settles most refusals. */
const editorPlease = ({ actor, organizer }: Names, because: string) =>
  `Hello ${organizer},\n\nI would like to offer your time to people who want to meet you. ${because} Please make me a ` +
  `delegate with Editor rights. In Outlook: Calendar › Sharing and permissions › add ${actor} › Delegate.\n\n` +
  `Thank you\n${actor}`

export type Explained = { code: Reason; sentence: string; remedy: string; ask: string | null }

export function explain(code: Reason, names: Names): Explained {
  const wording = wordings[code]
  return {
    code,
    sentence: wording.sentence(names),
    remedy: wording.remedy(names),
    ask: wording.ask?.(names) ?? null
  }
}
