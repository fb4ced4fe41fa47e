import type { About, Context } from '../../../src/activities/context.ts'
import type { Person } from '../../../src/people/person.ts'
import type { Services } from '../../services.ts'
import type { Reader } from '../../wording/when.ts'
import { type ContextView, contextView } from './context.view.ts'

/**
 * What Salesforce shows this reader about whom a meeting is with, for the panel beside it. Null: this installation writes
 * nothing to Salesforce. `private`: the reader may not see what is private, and this meeting is.
 */
export async function contextPanel(
  actor: Person,
  about: About | 'private',
  reader: Reader,
  { contextFor, salesforceOrigin }: Services
): Promise<ContextView | null> {
  if (!contextFor) return null
  if (about === 'private') return contextView('private', null, reader)
  const [context, origin] = await Promise.all([contextFor(actor, about).catch(asUnknown), salesforceOrigin()])
  return contextView(context, origin, reader)
}

/** Beside a meeting that stands well, nothing of this is worth a page that does not open. */
const asUnknown = (): Context => ({ unknown: 'It could not be asked.' })
