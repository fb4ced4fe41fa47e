/** What a meeting is about, chosen on the link: never taken from an invitee's request. */
export type ChosenRecord = { id: string; object: RecordKind; name: string }

export type RecordKind = 'Account' | 'Opportunity' | 'Case' | 'Lead' | 'Contact'

const kinds: Record<string, RecordKind> = {
  '001': 'Account',
  '006': 'Opportunity',
  '500': 'Case',
  '00Q': 'Lead',
  '003': 'Contact'
}

/**
 * The id in what a person pasted: an id of 15 or 18 characters, or the address of a record's page in Salesforce. Undefined
 * where there is none, or of a kind that no meeting is about.
 */
export function recordIn(text: string): { id: string; object: RecordKind } | undefined {
  const given = text.trim()
  const whole = /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/
  const inAddress = /(?:\/r\/(?:\w+\/)?|\.com\/)([a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?)(?=$|[/?#])/
  const id = whole.test(given) ? given : inAddress.exec(given)?.[1]
  const object = id && kinds[id.slice(0, 3)]
  return id && object ? { id, object } : undefined
}

export const isLead = (id: string) => id.startsWith('00Q')
export const isContact = (id: string) => id.startsWith('003')
