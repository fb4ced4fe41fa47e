// What an organizer, or an administrator for her, says about who may act for her. Every change leaves an entry in the audit log.
import type { Person } from '../people/person.ts'
import { type Grant, type Grants, isOver } from './grant.ts'
import type { Steward } from './steward.ts'

/** PORT: the audit log, as far as stewards' acts need it. */
export type StewardNotes = { note(by: Steward, act: string, object: string, result: string): Promise<void> }

export type SayingNeeds = { grants: Grants }

type Said = Pick<Grant, 'person' | 'level' | 'optIns' | 'endsAt' | 'afterwards'>

/** Records what the person may do, in place of what was said before. Nobody can be granted her own calendar. */
export async function recordGrant(by: Steward, said: Said, { grants }: SayingNeeds): Promise<Grant> {
  if (said.person.id === by.organizer.id) throw new Error('an organizer needs no grant for her own calendar')
  const before = await grants.about(said.person.id, by.organizer.id)
  const grant = {
    ...said,
    person: plain(said.person),
    organizer: by.organizer.id,
    recordedBy: plain(by.actor),
    recordedAt: by.at
  }
  const act = before.grant ? 'change grant' : 'record grant'
  await grants.record(grant, { by, act, object: objectOf(said.person), result: inWords(grant) })
  return grant
}

/** The grant is over from this moment on. False when there is none, or it is over already. */
export async function endGrant(by: Steward, person: Person, { grants }: SayingNeeds): Promise<boolean> {
  const { grant } = await grants.about(person.id, by.organizer.id)
  if (!grant || isOver(grant, by.at)) return false
  const note = { by, act: 'end grant', object: objectOf(person), result: `ended, links: ${linksOf(grant)}` }
  await grants.record({ ...grant, endsAt: by.at, recordedBy: plain(by.actor), recordedAt: by.at }, note)
  return true
}

/** From now on what Exchange says is all that counts for her. False when there is no grant. */
export function takeBackGrant(by: Steward, person: Person, { grants }: SayingNeeds): Promise<boolean> {
  const note = { by, act: 'take back grant', object: objectOf(person), result: 'taken back' }
  return grants.remove(by.organizer.id, person.id, note)
}

/** Whether a person whom Exchange lists as a delegate needs a grant besides. False when it was so before. */
export function sayDelegatesNeedGrant(by: Steward, needed: boolean, { grants }: SayingNeeds): Promise<boolean> {
  const act = 'say whether delegates need a grant'
  const note = { by, act, object: 'all delegates', result: needed ? 'yes' : 'no' }
  return grants.setDelegatesNeedGrant(by.organizer.id, needed, note)
}

const objectOf = ({ name, address }: Person) => `${name} <${address}>`

const linksOf = ({ afterwards }: Pick<Grant, 'afterwards'>) =>
  'to' in afterwards ? `hand over to ${objectOf(afterwards.to)}` : afterwards.links

function inWords(grant: Grant): string {
  const until = grant.endsAt === null ? 'no end' : `ends ${new Date(grant.endsAt).toISOString()}`
  const besides = grant.optIns.length > 0 ? `, also: ${grant.optIns.join('; ')}` : ''
  return `${grant.level}, ${until}, links then: ${linksOf(grant)}${besides}`
}

const plain = ({ id, name, address }: Person): Person => ({ id, name, address })
