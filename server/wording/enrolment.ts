import type { EnrolmentReason } from '../../src/people/candidates.ts'

/** Why `name` (an address, where nobody is known by it) cannot offer time here, and what to do. */
export function enrolmentWords(reason: EnrolmentReason, name: string): { sentence: string; remedy: string } {
  return { sentence: sentences[reason](name), remedy: remedies[reason] }
}

const sentences: Record<EnrolmentReason, (name: string) => string> = {
  not_found: (name) => `The directory of your organization does not know ${name}.`,
  guest: (name) => `${name} is a guest in your organization, and the calendar is kept elsewhere.`,
  room_or_shared_mailbox: (name) => `${name} is a room, a device or a shared mailbox, and no person.`,
  group: (name) => `${name} is a group, and a group has no calendar of its own.`,
  no_mailbox: (name) => `${name} has no mailbox in Exchange Online, and so no calendar to offer.`,
  account_disabled: (name) => `The account of ${name} is switched off.`,
  other_organization: (name) => `${name} belongs to another organization than this installation.`,
  other_salesforce_org: (name) =>
    `The Salesforce org of this installation does not know the username given for ${name}.`,
  cannot_be_read: (name) => `What the directory and Exchange know of ${name} cannot be read right now.`
}

const remedies: Record<EnrolmentReason, string> = {
  not_found: 'Check the address, and take the one that person signs in with.',
  guest: 'Let that person offer time in the installation of the own organization.',
  room_or_shared_mailbox: 'Enrol the people who meet there; a room can be invited to a meeting.',
  group: 'Enrol the people in it: tick “This is a group”.',
  no_mailbox: 'Let an administrator give that person a mailbox, or wait some minutes if it is new.',
  account_disabled: 'Let an administrator switch it on first.',
  other_organization: 'Sign in with an account of this organization.',
  other_salesforce_org:
    'Check the username, or leave it out: meetings are then booked, and nothing is written to Salesforce.',
  cannot_be_read:
    'Try again in a few minutes. If it lasts, let an administrator check that the application has MailboxSettings.Read and that this mailbox is within its reach.'
}
