import type { Footing } from '../../src/delegates/footing.ts'
import { type Position, positionByExchange } from '../../src/delegates/standing.ts'
import { type Reader, timeText } from './when.ts'

/** A footing that Exchange has told, or the organizer herself. */
export type Told = Exclude<Footing, { unknown: string }>

/** "Editor · sees private items": where somebody stands on a calendar. */
export function standingText(standing: Told): string {
  if (standing === 'organizer') return 'Your own calendar'
  const { delegate, folder, privateItems, sendOnBehalf } = standing
  if (delegate) return `${folderNames[folder]} · ${privateItems ? 'sees private items' : 'private items hidden'}`
  if (positionByExchange(standing) === 'full access only') return 'Full access only'
  if (folder === 'none' && !delegate)
    return sendOnBehalf === 'yes' ? 'Sends on behalf, no right on the calendar' : 'No right on the calendar'
  if (folder === 'editor') return 'Editor · not a delegate'
  if (folder === 'reviewer' || folder === 'limited') return `${folderNames[folder]} · view only`
  return folderNames[folder]
}

/** The same, and what is granted besides. */
export function footingText(footing: Told): string {
  const grant = footing === 'organizer' ? undefined : footing.grant
  const granted = grant
    ? ` · ${footing !== 'organizer' && footing.ended ? 'grant is over' : `granted: ${grant.level}`}`
    : ''
  return standingText(footing) + granted
}

const folderNames = {
  none: 'Delegate without a right on the calendar',
  availability: 'Free and busy only',
  limited: 'Titles and places',
  reviewer: 'Reviewer',
  custom: 'Custom right',
  author: 'Author',
  editor: 'Editor'
}

/** By which right something was done, as the history shows it. */
export const rightNames: Record<Position, string> = {
  organizer: 'as the organizer',
  'delegate editor': 'as a delegate with Editor rights',
  'delegate author': 'as a delegate with Author rights',
  'send-on-behalf only': 'by the right to send on behalf',
  'delegate reviewer': 'as a Reviewer',
  'folder editor': 'as an Editor of the calendar',
  'full access only': 'by full access'
}

/** Does the calendar or its owner name this person at all? Only then does the owner appear among those she might act for. */
export function isListed(standing: Told): boolean {
  if (standing === 'organizer') return true
  return standing.delegate || standing.folder !== 'none' || standing.fullAccess === 'found' || !!standing.grant
}

/** What a person should know about her own standing, beside what it lets her do. */
export const warningsOf = (standing: Told): string[] => (standing === 'organizer' ? [] : warningsFor(standing))

/** The same about somebody else (`name`), told to the organizer or an administrator; without a name, to herself. */
export function warningsFor(standing: Exclude<Told, 'organizer'>, name?: string, organizer = ''): string[] {
  const { fullAccess, folder, delegate, sendOnBehalf } = standing
  if (fullAccess !== 'found' || (folder === 'none' && !delegate && sendOnBehalf !== 'yes')) return []
  return [
    name === undefined
      ? 'You have delegate rights and full access to this mailbox. Outlook may behave unpredictably with both. Ask your ' +
        'administrator to remove full access. Here only your delegate rights count.'
      : `${name} has delegate rights and full access to the mailbox of ${organizer}. Outlook may behave unpredictably with ` +
        'both. Let an administrator remove full access. Here only the delegate rights count.'
  ]
}

/** Whether somebody can open the whole mailbox, as far as anybody knows, and how it is known. */
export function fullAccessText({ fullAccess, eyes = [] }: Exclude<Told, 'organizer'>): string {
  if (fullAccess === 'not checked') return 'Full access to the mailbox: not checked'
  const how = eyes.includes('export') ? 'says the uploaded export' : 'seen with this person’s own sign-in'
  return `Full access to the mailbox: ${fullAccess === 'found' ? 'yes' : 'no'}, ${how}`
}

/** When a standing was read, and with whose eyes. */
export function readText({ readAt, eyes = [] }: Exclude<Told, 'organizer'>, reader: Reader): string {
  const others = eyes.flatMap((each) => (each === 'export' ? [] : [eyeNames[each]]))
  return `Read at ${timeText(readAt, reader)} ${['by the application', ...others].join(' and ')}`
}

const eyeNames = { 'own token': 'with this person’s own sign-in', 'exchange admin': 'from the Exchange admin API' }
