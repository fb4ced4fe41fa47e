import { expect, test } from 'vitest'
import { aboutMeeting, type ContextNeeds, contextFor } from '../../src/activities/context.ts'
import { dana, mondayMorning } from '../world/cast.ts'

const grace = {
  id: '0038X000000001AAAA',
  name: 'Grace',
  kind: 'contact' as const,
  title: null,
  company: null,
  account: null
}
const call = { id: '00U8X000000001AAAA', subject: 'Call', start: mondayMorning, owner: null }

function needs(readable: ContextNeeds['activities']['readable']): ContextNeeds {
  return {
    organizers: { find: async () => undefined },
    salesforceUsers: { usernameOf: async () => dana.address },
    activities: { user: async () => ({ id: '0058X0000001DANAA0', active: true }), readable },
    surroundings: {
      around: async () => ({ people: [grace], accounts: [], opportunities: [], past: [call], coming: [call] })
    },
    clock: () => mondayMorning
  }
}

test('where Salesforce does not tell who may read an Event, none is shown, and the rest is', async () => {
  const context = await contextFor(
    dana,
    { addresses: [], records: [], own: null },
    needs(async (_, ids) =>
      ids.includes(call.id) ? { trouble: 'rejected', said: 'not supported', errors: [] } : new Set(ids)
    )
  )
  expect(context).toMatchObject({ activitiesTold: false, shown: { people: [grace], past: [], coming: [] } })
})

test('where it does not tell of records, nothing is shown', async () => {
  const context = await contextFor(
    dana,
    { addresses: [], records: [], own: null },
    needs(async (_, ids) =>
      ids.includes(grace.id) ? { trouble: 'again', said: 'busy', unclear: false } : new Set(ids)
    )
  )
  expect(context).toEqual({ unknown: 'busy' })
})

test('whom the Event is with goes before everybody who has the address; others who come are looked up', () => {
  const addresses = ['grace@x.example', 'saoirse@x.example']
  const written = { who: grace.id, what: '001000000000001AAA', recordId: call.id } as never
  expect(aboutMeeting(addresses, undefined, null)).toEqual({ addresses, records: [], own: null })
  expect(aboutMeeting(addresses, { written, choice: null }, null)).toEqual({
    addresses: ['saoirse@x.example'],
    records: [grace.id, '001000000000001AAA'],
    own: call.id
  })
  // nobody was chosen: the record that the link names is what is known
  const choice = { who: null, by: dana.id, at: 0 }
  const account = { id: '001000000000002AAA', object: 'Account' as const, name: 'Nordwind' }
  expect(aboutMeeting(addresses, { written: null, choice }, account)).toEqual({
    addresses,
    records: [account.id],
    own: null
  })
})
