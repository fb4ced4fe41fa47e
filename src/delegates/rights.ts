import type { Position } from './standing.ts'

export type Act =
  | 'see free/busy'
  | 'see titles'
  | 'see private items'
  | 'make time-slot link'
  | 'make availability link'
  | 'change booking'
  | 'revoke link'
  | 'write activity'
  | 'save meeting'
  | 'answer invitation'

/**
 * all: everything of the organizer's · own: only what came from the person's own links · opt-in: if the organizer said
 * so in a grant · flagged: if Exchange lets the delegate see private items · everyone's: as much as the organization sees.
 */
export type Reach = 'all' | 'own' | 'opt-in' | 'flagged' | "everyone's" | 'no'

// biome-ignore format: a table that an assistant can proof-read
export const rights: Record<Act, Record<Position, Reach>> = {
  'see free/busy':          { organizer: 'all', 'delegate editor': 'all',     'delegate author': 'all',     'send-on-behalf only': "everyone's", 'delegate reviewer': 'all', 'folder editor': 'all',    'full access only': 'no' },
  'see titles':             { organizer: 'all', 'delegate editor': 'all',     'delegate author': 'all',     'send-on-behalf only': 'no',     'delegate reviewer': 'all', 'folder editor': 'all',    'full access only': 'no' },
  'see private items':      { organizer: 'all', 'delegate editor': 'flagged', 'delegate author': 'flagged', 'send-on-behalf only': 'no',     'delegate reviewer': 'no',  'folder editor': 'no',     'full access only': 'no' },
  'make time-slot link':    { organizer: 'all', 'delegate editor': 'all',     'delegate author': 'all',     'send-on-behalf only': 'all',    'delegate reviewer': 'no',  'folder editor': 'opt-in', 'full access only': 'no' },
  'make availability link': { organizer: 'all', 'delegate editor': 'all',     'delegate author': 'all',     'send-on-behalf only': 'opt-in', 'delegate reviewer': 'no',  'folder editor': 'opt-in', 'full access only': 'no' },
  'change booking':         { organizer: 'all', 'delegate editor': 'all',     'delegate author': 'own',     'send-on-behalf only': 'no',     'delegate reviewer': 'no',  'folder editor': 'opt-in', 'full access only': 'no' },
  'revoke link':            { organizer: 'all', 'delegate editor': 'all',     'delegate author': 'own',     'send-on-behalf only': 'own',    'delegate reviewer': 'no',  'folder editor': 'own',    'full access only': 'no' },
  'write activity':         { organizer: 'all', 'delegate editor': 'all',     'delegate author': 'own',     'send-on-behalf only': 'own',    'delegate reviewer': 'no',  'folder editor': 'opt-in', 'full access only': 'no' },
  'save meeting':           { organizer: 'all', 'delegate editor': 'all',     'delegate author': 'own',     'send-on-behalf only': 'no',     'delegate reviewer': 'no',  'folder editor': 'opt-in', 'full access only': 'no' },
  'answer invitation':      { organizer: 'all', 'delegate editor': 'all',     'delegate author': 'opt-in',  'send-on-behalf only': 'no',     'delegate reviewer': 'no',  'folder editor': 'opt-in', 'full access only': 'no' }
}
