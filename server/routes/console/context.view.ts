import type { Around, Context } from '../../../src/activities/context.ts'
import { midnight } from '../../../src/time/wall-clock.ts'
import { type Reader, shortWhen, wallDateText } from '../../wording/when.ts'

/** The panel beside a meeting: what the reader could open in Salesforce about whom it is with. */
export type ContextView = {
  /** Why there is nothing to see, or nothing more; '' where nothing is in the way. */
  sentence: string
  remedy: string
  people: Entry[]
  accounts: Entry[]
  /** null: not told, because there is nobody to tell it about. */
  opportunities: Entry[] | null
  coming: Entry[] | null
  past: Entry[] | null
  /** As whom it was looked. */
  asWhom: string
}

type Entry = { text: string; about: string; href: string | null }

const nothing = { people: [], accounts: [], opportunities: null, coming: null, past: null, asWhom: '' }

export function contextView(context: Context | 'private', origin: string | null, reader: Reader): ContextView {
  if (context === 'private')
    return {
      ...nothing,
      sentence:
        'This meeting is private, and what Salesforce knows about it is shown to those only who may see private items.',
      remedy: ''
    }
  if ('unknown' in context)
    return {
      ...nothing,
      sentence: 'What Salesforce knows cannot be read right now.',
      remedy: 'Reload the page in a few minutes. Nothing waits for it.'
    }
  if ('hidden' in context) return { ...nothing, ...whyHidden(context) }
  return { ...shownView(context.shown, origin, reader, context.activitiesTold), asWhom: context.username }
}

function whyHidden({
  hidden,
  username
}: Extract<Context, { hidden: string }>): Pick<ContextView, 'sentence' | 'remedy'> {
  switch (hidden) {
    case 'no username':
      return {
        sentence:
          'Nothing is shown here, because no Salesforce user of yours is known: what you may see there cannot be told.',
        remedy: 'If you have one, ask your administrator to name it (SALESFORCE_USERS).'
      }
    case 'no such user':
      return {
        sentence: `Nothing is shown here, because Salesforce knows no user ${username}.`,
        remedy: 'Ask your administrator to correct your Salesforce username.'
      }
    case 'inactive user':
      return {
        sentence: `Nothing is shown here, because your Salesforce user ${username} is not active.`,
        remedy: 'Ask a Salesforce administrator to activate it.'
      }
  }
}

function shownView(
  { people, accounts, opportunities, coming, past }: Around,
  origin: string | null,
  reader: Reader,
  activitiesTold: boolean
): Omit<ContextView, 'asWhom'> {
  const entry = (id: string, text: string, about: string): Entry => ({
    text: text || 'Without a name',
    about,
    href: origin && `${origin}/${id}`
  })
  const nobody = people.length === 0 && accounts.length === 0 && opportunities.length === 0
  const activityEntries = (all: Around['past']) =>
    !activitiesTold || nobody
      ? null
      : all.map(({ id, subject, start, owner }) =>
          entry(id, subject, [shortWhen(start, reader), owner].filter(Boolean).join(' · '))
        )
  const names = new Map(accounts.map(({ id, name }) => [id, name]))
  return {
    sentence: nobody
      ? 'Salesforce shows you nobody with this address.'
      : !activitiesTold
        ? 'Which activities you may see cannot be told, so none are shown.'
        : '',
    remedy: '',
    people: people.map(({ id, kind, name, title, company, account }) =>
      entry(
        id,
        name,
        [kind === 'contact' ? 'Contact' : 'Lead', title, company ?? (account && names.get(account))]
          .filter(Boolean)
          .join(', ')
      )
    ),
    accounts: accounts.map(({ id, name }) => entry(id, name, '')),
    opportunities: nobody
      ? null
      : opportunities.map(({ id, name, stage, closes }) =>
          entry(id, name, [stage, closes && `closes ${closesText(closes, reader)}`].filter(Boolean).join(', '))
        ),
    coming: activityEntries(coming),
    past: activityEntries(past)
  }
}

/** "Thursday 31 December"; as Salesforce wrote it where that is no day. */
const closesText = (day: string, reader: Reader) => (midnight(day) === undefined ? day : wallDateText(day, reader))
