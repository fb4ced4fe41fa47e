import type { UnknownInvitee } from './activity-settings.ts'

/** A person in Salesforce, as somebody who has to choose reads it. */
export type Candidate = { id: string; kind: 'contact' | 'lead'; name: string; company: string | null }

/** Everybody with one address. Of converted leads the contact that they became; null: it is not there any more. */
export type Matches = {
  contacts: readonly Candidate[]
  leads: readonly Candidate[]
  convertedTo: readonly (string | null)[]
}

export type Match =
  | { who: string }
  /** Nobody guesses between equals. */
  | { review: readonly Candidate[] }
  | { create: 'contact' | 'lead' }
  | { none: 'nobody with this address' }

/** The decision table: contact, then unconverted lead, then what a converted lead became, then the administrator's choice. */
export function whichRecord({ contacts, leads, convertedTo }: Matches, unknown: UnknownInvitee): Match {
  for (const candidates of [contacts, leads]) {
    const [only, another] = candidates
    if (another) return { review: candidates }
    if (only) return { who: only.id }
  }
  const became = [...new Set(convertedTo.filter((id) => id !== null))]
  const [contact, another] = became
  if (contact && another) return { review: became.map((id) => ({ id, kind: 'contact', name: '', company: null })) }
  if (contact) return { who: contact }
  return unknown === 'leave' ? { none: 'nobody with this address' } : { create: unknown }
}

export type PersonToCreate = { firstName: string | null; lastName: string; address: string; company: string }

/**
 * Salesforce wants a last name, and a company of a lead. The last word is taken for it, whatever the script; who gives one
 * name has that one. Nothing else about the name is changed.
 */
export function personToCreate(name: string, address: string): PersonToCreate {
  const words = name.trim().split(/\s+/u).filter(Boolean)
  const lastName = words.at(-1) ?? address
  const firstName = words.slice(0, -1).join(' ') || null
  const domain = address.slice(address.lastIndexOf('@') + 1)
  const company = domain && !freeMail.has(domain.toLowerCase()) ? domain : '[not provided]'
  return { firstName, lastName, address, company }
}

/** Addresses that say nothing about a company. */
const freeMail = new Set([
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.com',
  'live.com',
  'yahoo.com',
  'icloud.com',
  'me.com',
  'aol.com',
  'proton.me',
  'protonmail.com',
  'gmx.de',
  'gmx.net',
  'web.de',
  'mail.ru',
  'qq.com',
  '163.com'
])
