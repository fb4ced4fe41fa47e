// Cases in which Graph calls the app. The sandbox is Graph here: it is brought to make such a call, and what it sends is
// held against the sample. The answer is that of a stand-in, which shows that the sandbox is content with it.
import { setTimeout as wait } from 'node:timers/promises'
import { accepted, type GraphCase } from './case.ts'
import { people } from './people.ts'
import type { Called, StandInApp } from './stand-in-app.ts'
import { makeSubscription } from './subscription-binding.ts'
import { everything, type Tenant } from './tenant.ts'

type Sample = Record<string, unknown> & { lifecycleEvent?: string; changeType?: string; clientState?: string }

const patienceMilliseconds = 3000

/** undefined: the sandbox sends such a call. `unknown`: what the case is about is not a call that Graph makes. */
export async function judgeCallback(
  one: GraphCase,
  tenant: Tenant,
  app: StandInApp
): Promise<{ complaint?: string; unknown?: string }> {
  const sample = (one.requestBody as { value?: Sample[] } | undefined)?.value?.[0]
  const isHandshake = /validationToken=/.test(one.path)
  if (one.method !== 'POST' || (!sample && !isHandshake)) return { unknown: 'the sandbox has no such call' }

  const clientState = sample?.clientState ?? 'secretClientState'
  await makeSubscription(tenant, everything, { clientState })
  if (isHandshake) {
    const found = app.called.find(({ validationToken }) => validationToken)
    return found ? {} : { complaint: 'no handshake was made' }
  }
  if (sample?.lifecycleEvent) await tenant.control('POST', '/_sandbox/lifecycle', { event: sample.lifecycleEvent })
  else await change(tenant, sample?.changeType ?? 'updated')

  const wanted = sample as Sample
  const received = await heard(app, wanted)
  if (!received) return { complaint: `no ${wanted.lifecycleEvent ?? wanted.changeType} was sent` }
  const fault = difference(received, wanted, '$.value[0]')
  if (fault) return { complaint: fault }
  return accepted(one).includes(202) ? {} : { unknown: 'the stand-in answers 202 to everything' }
}

async function change({ arrange }: Tenant, changeType: string) {
  const events = `/users/${people.alex.id}/events`
  const body = {
    subject: 'To be changed',
    start: { dateTime: '2026-02-03T09:00:00', timeZone: 'UTC' },
    end: { dateTime: '2026-02-03T09:30:00', timeZone: 'UTC' }
  }
  const { id } = await arrange('POST', events, body)
  if (changeType === 'updated') await arrange('PATCH', `${events}/${id}`, { subject: 'Changed' })
  if (changeType === 'deleted') await arrange('DELETE', `${events}/${id}`)
}

async function heard(app: StandInApp, { lifecycleEvent, changeType }: Sample): Promise<Sample | undefined> {
  const inBody = ({ body }: Called) => (body as { value?: Sample[] } | undefined)?.value ?? []
  for (let waited = 0; waited < patienceMilliseconds; waited += 20) {
    const found = app.called
      .flatMap(inBody)
      .find((one) => (lifecycleEvent ? one.lifecycleEvent === lifecycleEvent : one.changeType === changeType))
    if (found) return found
    await wait(20)
  }
  return undefined
}

/** Members of the sample with their kind; words of the wire to the letter; ids and moments by their form. */
function difference(found: unknown, sample: unknown, at: string): string | undefined {
  if (typeof sample === 'object' && sample !== null) {
    if (typeof found !== 'object' || found === null) return `${at} is no object`
    const [has, wants] = [found as Record<string, unknown>, sample as Record<string, unknown>]
    const extra = Object.keys(has).find((name) => !(name in wants))
    if (extra && extra !== 'id') return `${at} has ${extra}, which the sample has not`
    for (const name of Object.keys(wants)) {
      const fault = difference(has[name], wants[name], `${at}.${name}`)
      if (fault) return fault
    }
    return undefined
  }
  if (typeof found !== typeof sample)
    return `${at} is ${JSON.stringify(found)}, the sample has ${JSON.stringify(sample)}`
  const forms = [
    /^\d{4}-\d\d-\d\dT[\d:.]+Z$/,
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    /^Users\/[^/]+\/Events\/\S+$/,
    /^W\/"[^"]+"$/
  ]
  const form = forms.find((one) => one.test(String(sample)))
  if (form) return form.test(String(found)) ? undefined : `${at} is ${String(found)}, not like ${String(sample)}`
  if (/\.id$/.test(at)) return undefined
  return found === sample ? undefined : `${at} is ${JSON.stringify(found)}, the sample has ${JSON.stringify(sample)}`
}
