import type { PersonInSetup } from '../src/activities/setup-finding.ts'
import type { Services } from './services.ts'

type Needs = Pick<Services, 'organizers' | 'activitySettings' | 'salesforceUsers'>

/** Everybody who has, or should have, a Salesforce user here: organizers by name, then delegates by name. */
export async function peopleInSetup({
  organizers,
  activitySettings,
  salesforceUsers
}: Needs): Promise<PersonInSetup[]> {
  const [all, delegates] = await Promise.all([organizers.all(), salesforceUsers.all()])
  const asOrganizers = all.map(async ({ id, name, address, salesforceUsername: username }) => ({
    ...{ id, name, address, username, mode: (await activitySettings.of(id)).mode }
  }))
  return [...(await Promise.all(asOrganizers)), ...delegates.map(({ person, username }) => ({ ...person, username }))]
}
