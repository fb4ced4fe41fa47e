// The org in which the conformance cases play: an organizer, people who may do more or less with her Events, and one
// record of each kind.
import type { SalesforceWorld } from '../salesforce/seed.ts'
import { bookingKey } from './booking-key.ts'
import { timedEvent } from './timed-event.ts'

const [organizer, editor, reader, stranger, inactive, notApproved, integration] = [
  '0058X000000OrgAQAS',
  '0058X000000DelEQAS',
  '0058X000000DelRQAS',
  '0058X000000DelNQAS',
  '0058X000000InacQAC',
  '0058X000000NotAQAS',
  '0058X000000IntUQAS'
]
const account = '0018X000000AcmAQAS'
const approved = { preauthorised: true, permissions: [] }

export const contosoSalesforce = (): SalesforceWorld => ({
  org: {
    id: '00D8X0000001OrgUAE',
    name: 'Acme',
    customFields: { Event: [bookingKey] },
    apps: {
      APP_KEY: { secret: 'APP_SECRET', runAs: integration },
      APP_NO_RUNAS: { secret: 'APP_SECRET', runAs: null }
    },
    standings: {
      [organizer]: approved,
      [editor]: approved,
      [reader]: approved,
      [stranger]: approved,
      [inactive]: approved,
      [notApproved]: { preauthorised: false, permissions: [] },
      [integration]: { preauthorised: true, permissions: ['ViewAllData', 'ModifyAllData', 'ViewSetup'] }
    },
    calendarShares: [
      { owner: organizer, to: editor, level: 'Full Access' },
      { owner: organizer, to: reader, level: 'Show Details' },
      { owner: organizer, to: stranger, level: 'Hide Details' }
    ],
    recordShares: [
      { owner: organizer, to: editor, access: 'Edit' },
      { owner: organizer, to: reader, access: 'Read' }
    ]
  },
  rows: {
    Organization: [{ Id: '00D8X0000001OrgUAE', Name: 'Acme', OrganizationType: 'Developer Edition', IsSandbox: false }],
    User: [
      user(organizer, 'Olga', 'Organizer', 'organizer', { Email: 'olga@acme.example' }),
      user(editor, 'Eddie', 'Editor', 'editor'),
      user(reader, 'Rita', 'Reader', 'reader'),
      user(stranger, 'Stan', 'Stranger', 'stranger'),
      user(inactive, 'Ina', 'Inactive', 'inactive', { IsActive: false }),
      user(notApproved, 'Nora', 'Notapproved', 'notapproved'),
      user(integration, 'Integration', 'User', 'integration')
    ],
    Account: [{ Id: account, Name: 'Acme', OwnerId: organizer }],
    Opportunity: [
      {
        Id: '0068X000000Opp1QAC',
        Name: 'Acme rollout',
        AccountId: account,
        StageName: 'Prospecting',
        CloseDate: '2027-03-31',
        OwnerId: organizer
      }
    ],
    Contact: [
      person('0038X000000Ct01QAC', 'Jane', 'Doe', 'jane@acme.example', { AccountId: account }),
      person('0038X000000CtDAQA0', 'Dot', 'Double', 'dup@acme.example', { AccountId: account }),
      person('0038X000000CtDBQA0', 'Dirk', 'Double', 'Dup@acme.example'),
      person('0038X000000CtCvQAK', 'Gone', 'Converted', null, { AccountId: account })
    ],
    Lead: [
      person('00Q8X000000Ld01UAC', 'Lena', 'Lead', 'lead@new.example', { Company: 'New' }),
      person('00Q8X000000LdCvUAK', 'Gone', 'Converted', 'gone@acme.example', {
        Company: 'Acme',
        Status: 'Closed - Converted',
        IsConverted: true,
        ConvertedDate: '2026-10-01',
        ConvertedAccountId: account,
        ConvertedContactId: '0038X000000CtCvQAK'
      })
    ],
    Event: [
      timedEvent(Date.parse('2026-12-02T08:00:00Z'), 30, {
        Id: '00U8X000000Ev01UAC',
        Subject: 'Review',
        OwnerId: organizer
      }),
      timedEvent(Date.parse('2026-12-03T08:00:00Z'), 30, {
        Id: '00U8X000000EvDlUAK',
        Subject: 'Cancelled review',
        OwnerId: organizer,
        IsDeleted: true
      })
    ]
  }
})

function user(Id: string, FirstName: string, LastName: string, alias: string, more: object = {}) {
  return {
    Id,
    FirstName,
    LastName,
    Name: `${FirstName} ${LastName}`,
    Username: `${alias}@acme.example`,
    Email: `${alias}@acme.example`,
    Alias: alias.slice(0, 8),
    TimeZoneSidKey: 'America/Los_Angeles',
    ...more
  }
}

function person(Id: string, FirstName: string, LastName: string, Email: string | null, more: object = {}) {
  return { Id, FirstName, LastName, Name: `${FirstName} ${LastName}`, Email, OwnerId: organizer, ...more }
}
