// What is chosen for Salesforce over plain memory, and a set-up in which everything is in order. The same promises as the
// stores' (test/contracts/legs.test.ts).
import type { SalesforceDesk } from '../../server/services.ts'
import { type ActivitySettingsStore, ordinary, type SalesforceUsers } from '../../src/activities/activity-settings.ts'
import type { SalesforceSetup } from '../../src/activities/salesforce-setup.ts'
import { olga } from './cast.ts'

export function activitySettingsInMemory(): ActivitySettingsStore {
  const chosen = new Map<string, Awaited<ReturnType<ActivitySettingsStore['of']>>>()
  return {
    of: async (organizer) => chosen.get(organizer) ?? ordinary,
    choose: async (organizer, settings) => void chosen.set(organizer, settings)
  }
}

export function salesforceUsersInMemory(): SalesforceUsers {
  const noted = new Map<string, Awaited<ReturnType<SalesforceUsers['all']>>[number]>()
  return {
    usernameOf: async (person) => noted.get(person)?.username,
    all: async () => [...noted.values()].sort((a, b) => (a.person.name < b.person.name ? -1 : 1)),
    note: async ({ id, name, address }, username) => void noted.set(id, { person: { id, name, address }, username }),
    forget: async (person) => noted.delete(person)
  }
}

export const setupInOrder: SalesforceSetup = {
  letIn: async (who) => ({ userId: who === 'integration' ? '0058X000000IntgQAC' : '0058X000000OlgaQAC' }),
  organization: async () => ({ name: 'Acme Ltd', edition: 'Enterprise Edition', sandbox: false }),
  shape: async () => ({
    lacks: [],
    key: { isText: true, length: 64, external: true, unique: true },
    notWritable: [],
    required: [],
    shared: true
  }),
  users: async () => [
    { id: '0058X000000IntgQAC', username: 'integration@acme.example', name: 'Integration User', active: true },
    { id: '0058X000000OlgaQAC', username: olga.salesforceUsername ?? '', name: 'Olga Okafor', active: true }
  ],
  seesEverything: async () => true,
  multiday: async () => true,
  sharing: async () => 'private',
  requests: async () => ({ used: 18, of: 15_000 })
}

export const salesforceDesk: SalesforceDesk = {
  setup: setupInOrder,
  keyField: 'Booking_Key__c',
  rules: { unknownInvitee: 'leave', cancelled: 'remove' },
  fixedBy: () => undefined,
  subjects: { of: async () => ({ state: 'not yet' }), earlier: async () => [], noted: async () => {} },
  ring: () => {}
}
