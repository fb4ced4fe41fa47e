import { type Grant, type GrantLevel, isOver, type OptIn } from '../../src/delegates/grant.ts'
import { dateText, type Reader } from './when.ts'

export const levelNames: Record<GrantLevel, { text: string; hint: string }> = {
  editor: { text: 'Editor', hint: 'makes links, and changes whatever Exchange lets this person change' },
  author: { text: 'Author', hint: 'makes links, and changes what came from them; nothing that others made' },
  'time slots only': { text: 'Time slots only', hint: 'offers hand-picked times in your name; sees no titles' }
}

export const optInNames: Record<OptIn, string> = {
  'make time-slot link': 'make time-slot links',
  'make availability link': 'make availability links, for everything that is free',
  'change booking': 'change, move and cancel bookings',
  'write activity': 'write the Salesforce Event of a booking',
  'save meeting': 'save other meetings of the calendar to Salesforce',
  'answer invitation': 'answer invitations'
}

export const linksThen: Record<Grant['afterwards']['links'], string> = {
  stop: 'are suspended, until the grant is renewed',
  keep: 'stay open',
  'hand over': 'are handed over to a colleague'
}

/** "Granted: Author, until 31 January 2027; links are suspended then. Recorded by Olga Okafor." */
export function grantText(grant: Grant, reader: Reader): string {
  const { level, endsAt, afterwards, recordedBy } = grant
  const over = isOver(grant, reader.now)
  const last = endsAt === null ? '' : dateText(endsAt - 1, reader)
  const until = endsAt === null ? 'without an end' : over ? `over since ${last}` : `until ${last}`
  const then = 'to' in afterwards ? `handed over to ${afterwards.to.name}` : linksThen[afterwards.links].split(',')[0]
  const links = endsAt === null ? '' : over ? '' : `; then open links ${'to' in afterwards ? 'are ' : ''}${then}`
  const also = grant.optIns.length > 0 ? ` Also: ${grant.optIns.map((each) => optInNames[each]).join('; ')}.` : ''
  return `${levelNames[level].text}, ${until}${links}. Said by ${recordedBy.name}.${also}`
}
