import { expect, test } from 'vitest'
import { noteSalesforceUsers } from '../../server/enrol.ts'
import { salesforceUsersInMemory } from '../world/salesforce-desk.ts'

test('whom a setting names is named when she cannot be looked up, and nobody whom the directory speaks of', async () => {
  const byAddress = () => Promise.reject(new Error('Graph: 400 for cora.duarte@acme.example, try again'))
  const problems = await noteSalesforceUsers(
    [{ address: 'dana.whitfield@acme.example', salesforceUsername: undefined }],
    {
      directory: { byAddress } as never,
      salesforceUsers: salesforceUsersInMemory()
    }
  )
  expect(problems).toEqual(['dana.whitfield@acme.example could not be looked up: Graph: 400 for …@…, try again'])
})
