import type { EnrolledByConfig } from './config.ts'
import type { Services } from './services.ts'
import { withoutAddresses } from './without-addresses.ts'
import { enrolmentWords } from './wording/enrolment.ts'

type Needs = Pick<Services, 'candidates' | 'organizers' | 'clock'>

/**
 * Enrols the organizers that the settings name. Who is known already is not asked for again, so that a start does not wait
 * for the directory. Answers what could not be done, in words; the next start tries again.
 */
export async function enrolConfigured(wanted: readonly EnrolledByConfig[], needs: Needs): Promise<string[]> {
  const known = await needs.organizers.all()
  const problems: string[] = []

  for (const { address, salesforceUsername } of wanted) {
    const same = known.find((organizer) => organizer.address.toLowerCase() === address.toLowerCase())
    // What a setting does not say was said in the console, and stays.
    if (same && (salesforceUsername === undefined || same.salesforceUsername === salesforceUsername)) continue
    const candidate = await needs.candidates.byAddress(address)
    if ('refused' in candidate) {
      const { sentence, remedy } = enrolmentWords(candidate.refused, address)
      problems.push(`ORGANIZERS names ${address}. ${sentence} ${remedy}`)
      continue
    }
    const enrolledAt = same?.enrolledAt ?? needs.clock()
    await needs.organizers.enrol({ ...candidate.person, enrolledAt, salesforceUsername: salesforceUsername ?? address })
  }
  return problems
}

/** Notes the Salesforce usernames of delegates that the settings name. Answers what could not be done, in words. */
export async function noteSalesforceUsers(
  named: readonly EnrolledByConfig[],
  needs: Pick<Services, 'directory' | 'salesforceUsers'>
): Promise<string[]> {
  const problems: string[] = []
  const known = named.length > 0 ? await needs.salesforceUsers.all() : []
  for (const { address, salesforceUsername: username = address } of named) {
    const isNoted = ({ person, ...noted }: (typeof known)[number]) =>
      person.address.toLowerCase() === address.toLowerCase() && noted.username === username
    if (known.some(isNoted)) continue
    try {
      const person = await needs.directory.byAddress(address)
      if (!person) problems.push(`SALESFORCE_USERS names ${address}, whom the directory does not know.`)
      else await needs.salesforceUsers.note(person, username)
    } catch (cause) {
      const said = withoutAddresses(cause instanceof Error ? cause.message : String(cause))
      problems.push(`${address} could not be looked up: ${said}`)
    }
  }
  return problems
}
