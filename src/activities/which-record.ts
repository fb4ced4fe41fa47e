/** Records with the invitee's address, as Salesforce ids. Leads that were converted are not among them. */
export type Matches = { contacts: string[]; leads: string[] }

export type Match = { who: string } | { none: 'nobody with this address' | 'several with this address' }

/** Contact before Lead; between equals nobody is guessed. */
export function whichRecord({ contacts, leads }: Matches): Match {
  for (const candidates of [contacts, leads]) {
    const [only, another] = candidates
    if (another) return { none: 'several with this address' }
    if (only) return { who: only }
  }
  return { none: 'nobody with this address' }
}
