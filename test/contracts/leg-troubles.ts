// What befalls legs on their stage, and what people do about it.
import type { LegActNeeds } from '../../src/activities/leg-acts.ts'
import type { Authority } from '../../src/delegates/authority.ts'
import type { Person } from '../../src/people/person.ts'
import { REFUSED_PAUSE } from '../../src/salesforce/connection.ts'
import { MINUTE } from '../../src/time/instant.ts'
import { dana, olga } from './acme.ts'
import type { LegStage } from './leg-stage.ts'

export const refuse = (stage: LegStage, more: object) =>
  stage.turn({ knob: 'refuse', object: 'Event', times: 1, ...more })

export async function disconnect(stage: LegStage, who: Person = olga, preauthorised = false) {
  stage.time.skew += REFUSED_PAUSE
  await stage.turn({ knob: 'standing', user: await stage.userId(who), preauthorised })
  if (!preauthorised) await stage.turn({ knob: 'end sessions' })
}
export const reconnect = (stage: LegStage) => disconnect(stage, olga, true)

/** Dana has a Salesforce user of her own, and still her right here. */
export function danaMay(stage: LegStage) {
  stage.usernames.set(dana.id, dana.address)
  stage.rights.add(dana.id)
}

export const recordOf = async (stage: LegStage, id: string) => (await stage.leg(id)).written?.recordId ?? ''

export const authority = (actor: Person) =>
  ({
    actor,
    organizer: olga,
    act: 'write activity',
    right: 'delegate editor',
    at: 0
  }) as unknown as Authority<'write activity'>

export const later = async (stage: LegStage) => {
  stage.time.now += MINUTE
}

export const acts = (stage: LegStage): LegActNeeds => ({
  legs: stage.legs,
  activities: stage.activities,
  audit: { note: async () => {} },
  keepNow: (key) => stage.keepNow(key.slice(3))
})
