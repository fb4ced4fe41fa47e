// What the meetings of a link are about in Salesforce: pasted as an address or an id, and looked up before it counts.
import { chooseRecord, type RecordRefused } from '../../../src/activities/choose-record.ts'
import type { ChosenRecord } from '../../../src/links/chosen-record.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import type { Services } from '../../services.ts'
import type { Problems } from './form.ts'

type Parsed<D, F extends string> = { draft: D } | { problems: Problems<F> }

/** The draft with its record, or what is wrong with it among the other problems. An empty field is no record. */
export async function withRecord<D extends { record?: ChosenRecord | null }, F extends string>(
  parsed: Parsed<D, F>,
  { record: typed }: { record: string },
  organizer: Organizer,
  { activities }: Pick<Services, 'activities'>
): Promise<Parsed<D, F>> {
  if (!typed) return parsed
  const found = await find(typed, organizer, activities)
  if ('problem' in found) {
    return {
      problems: { ...('problems' in parsed ? parsed.problems : {}), record: found.problem } as Problems<F>
    }
  }
  return 'draft' in parsed ? { draft: { ...parsed.draft, record: found.record } } : parsed
}

async function find(typed: string, organizer: Organizer, activities: Services['activities']) {
  const username = organizer.salesforceUsername
  if (!activities || !username)
    return { problem: `Nothing is written to Salesforce for ${organizer.name}: leave the record out.` }
  const found = await chooseRecord(typed, username, { activities })
  return 'record' in found ? found : { problem: words[found.refused](organizer.name) }
}

const words: Record<RecordRefused, (organizer: string) => string> = {
  'no record': () => 'Paste the address of an account, opportunity, case, contact or lead in Salesforce, or its id.',
  'not found': (organizer) => `There is no such record in Salesforce that ${organizer} can see.`,
  'cannot be checked': () => 'Salesforce does not answer right now. Try again in a minute, or leave the record out.'
}
