import { askPreflight } from '../../../src/delegates/ask-preflight.ts'
import type { Facts } from '../../../src/delegates/preflight.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import type { Person } from '../../../src/people/person.ts'
import type { Services } from '../../services.ts'
import { type PreflightView, preflightView } from './preflight.view.ts'

type About = {
  actor: Person
  person: Person
  organizer: Organizer
  act: Facts['act']
  invitee: string
  record?: { id: string; name: string } | null | undefined
}

const ADDRESS = /^[^\s@<>]{1,100}@[^\s@<>]{1,150}$/

/** The panel that is shown before a link is shared. `person`: whose right carries it. `invitee`: '' while nobody knows. */
export async function preflightPanel(about: About, services: Services): Promise<PreflightView> {
  const { person, organizer, act, record } = about
  const invitee = ADDRESS.test(about.invitee) ? about.invitee : undefined
  return preflightView(await askPreflight({ person, organizer, act, invitee, record }, services), about)
}
