// Acme's org: a Developer edition with the people of the directory, the companies they deal with, and a few Events of Olga's.
import { people } from '../directory.ts'
import { id18 } from '../salesforce/ids.ts'
import type { Standing } from '../salesforce/org-settings.ts'
import type { SalesforceWorld } from '../salesforce/seed.ts'
import { day, dayOf } from '../salesforce/times.ts'
import { bookingKey } from './booking-key.ts'
import { timedEvent } from './timed-event.ts'

const named = (prefix: string, name: string) => id18(`${prefix}8X000000${name}`)
const numbered = (prefix: string, number: number) => named(prefix, String(number).padStart(4, '0'))

const org = named('00D', 'Acme')
const olga = named('005', 'Olga')
const piet = named('005', 'Piet')
const priya = named('005', 'Priy')
const integration = named('005', 'Intg')
const approved: Standing = { preauthorised: true, permissions: [] }

const roles = {
  chief: numbered('00E', 1),
  management: numbered('00E', 2),
  assistants: numbered('00E', 3),
  office: numbered('00E', 4)
}

// An assistant's role stands beside or below those she works for: the role hierarchy gives her nothing of theirs.
const roleOf: Record<string, string> = {
  'Chief Executive Officer': roles.chief,
  'Chief Financial Officer': roles.management,
  'Managing Director India': roles.management,
  'Chief of Staff': roles.management,
  'Executive Assistant': roles.assistants
}

const users = people.acme.flatMap((person) => {
  if (!person.salesforce) return []
  const { givenName, surname, displayName, jobTitle, mail, zone } = person
  return {
    Id: named('005', givenName.slice(0, 4).padEnd(4, '0')),
    FirstName: givenName,
    LastName: surname,
    Name: displayName,
    Username: person.salesforce,
    Email: mail,
    Alias: givenName.slice(0, 8).toLowerCase(),
    Title: jobTitle,
    TimeZoneSidKey: zone,
    UserRoleId: roleOf[jobTitle ?? ''] ?? roles.office
  }
})

const accounts = {
  harborlight: numbered('001', 1),
  nordwind: numbered('001', 2),
  meridian: numbered('001', 3),
  tanuki: numbered('001', 4)
}
const contacts = { grace: numbered('003', 1), saoirse: numbered('003', 2), joerg: numbered('003', 3) }
const harborlightDeal = numbered('006', 1)

export const acmeSalesforce = (now: number): SalesforceWorld => ({
  org: {
    id: org,
    name: 'Acme Ltd',
    customFields: { Event: [bookingKey] },
    apps: {
      APP_KEY: { secret: 'APP_SECRET', runAs: integration },
      APP_NO_RUNAS: { secret: 'APP_SECRET', runAs: null }
    },
    standings: {
      ...Object.fromEntries(users.map(({ Id }) => [Id, approved])),
      [integration]: { preauthorised: true, permissions: ['ViewAllData', 'ModifyAllData', 'ViewSetup'] }
    }
  },
  rows: {
    Organization: [{ Id: org, Name: 'Acme Ltd', OrganizationType: 'Developer Edition', IsSandbox: false }],
    UserRole: [
      { Id: roles.chief, Name: 'Chief Executive' },
      { Id: roles.management, Name: 'Management', ParentRoleId: roles.chief },
      { Id: roles.assistants, Name: 'Executive Assistants', ParentRoleId: roles.management },
      { Id: roles.office, Name: 'Office', ParentRoleId: roles.management }
    ],
    User: [
      ...users,
      {
        Id: integration,
        FirstName: 'Integration',
        LastName: 'User',
        Name: 'Integration User',
        Username: 'integration@acme.example',
        Email: 'integration@acme.example',
        Alias: 'integr',
        TimeZoneSidKey: 'Europe/Berlin'
      }
    ],
    Account: [
      account(accounts.harborlight, 'Harborlight Analytics', 'Technology', 'Boston', 'United States', olga),
      account(accounts.nordwind, 'Nordwind Logistik GmbH', 'Transportation', 'Hamburg', 'Germany', piet),
      account(accounts.meridian, 'Meridian Foods', 'Food & Beverage', 'Lyon', 'France', olga),
      account(accounts.tanuki, '株式会社たぬき', 'Consulting', '東京', 'Japan', priya)
    ],
    Opportunity: [
      opportunity(harborlightDeal, 'Harborlight: forecasting rollout', accounts.harborlight, 'Negotiation/Review', {
        Amount: 240000,
        Probability: 60,
        CloseDate: dayOf(now + 45 * day),
        OwnerId: olga
      }),
      opportunity(numbered('006', 2), 'Nordwind: pilot 2025', accounts.nordwind, 'Closed Won', {
        Amount: 38000,
        Probability: 100,
        CloseDate: dayOf(now - 120 * day),
        OwnerId: piet,
        IsClosed: true,
        IsWon: true
      })
    ],
    Contact: [
      contact(contacts.grace, 'Grace', 'Hopper-Lee', 'grace.hopper-lee@harborlight.example', accounts.harborlight),
      contact(contacts.saoirse, 'Saoirse', "O'Brien", "saoirse.o'brien@harborlight.example", accounts.harborlight),
      contact(contacts.joerg, 'Jörg', 'Weißmüller', 'joerg.weissmueller@nordwind.example', accounts.nordwind),
      // Two people who share an address: nobody can tell which of them booked.
      contact(numbered('003', 4), 'Elif', 'Yıldız', 'einkauf@nordwind.example', accounts.nordwind),
      contact(numbered('003', 5), 'Torben', 'Ahlers', 'Einkauf@nordwind.example', accounts.nordwind),
      contact(numbered('003', 6), 'Amélie', 'Dufour', 'amelie.dufour@meridian.example', accounts.meridian),
      contact(numbered('003', 7), '花子', '山田', 'hanako.yamada@tanuki.example', accounts.tanuki),
      contact(numbered('003', 8), 'Noor', 'Haddad', 'noor.haddad@meridian.example', accounts.meridian)
    ],
    OpportunityContactRole: [
      {
        Id: numbered('00K', 1),
        OpportunityId: harborlightDeal,
        ContactId: contacts.grace,
        Role: 'Decision Maker',
        IsPrimary: true
      }
    ],
    Lead: [
      lead(numbered('00Q', 1), 'Mika', 'Virtanen', 'mika.virtanen@pohjola-robotics.example', 'Pohjola Robotics', {}),
      lead(numbered('00Q', 2), 'Noor', 'Haddad', 'noor.haddad@meridian.example', 'Meridian Foods', {
        Status: 'Closed - Converted',
        IsConverted: true,
        ConvertedDate: dayOf(now - 60 * day),
        ConvertedAccountId: accounts.meridian,
        ConvertedContactId: numbered('003', 8)
      })
    ],
    Event: eventsOfOlga(now)
  }
})

function eventsOfOlga(now: number) {
  const today = Math.floor(now / day) * day
  // Days of work around today, so that none of them falls on a weekend.
  const workday = (ahead: number) => {
    let at = today
    for (let left = Math.abs(ahead); left > 0; ) {
      at += ahead < 0 ? -day : day
      if (![0, 6].includes(new Date(at).getUTCDay())) left -= 1
    }
    return at
  }
  const at = (ahead: number, time: string) => workday(ahead) + (Date.parse(`1970-01-01T${time}Z`) || 0)
  return [
    timedEvent(at(-6, '13:00'), 60, {
      Id: numbered('00U', 1),
      Subject: 'Quarterly review with Meridian Foods',
      Location: 'Lyon, Rue de la République 12',
      OwnerId: olga,
      WhatId: accounts.meridian,
      Type: 'Meeting'
    }),
    timedEvent(at(2, '09:30'), 45, {
      Id: numbered('00U', 2),
      Subject: 'Harborlight: contract call',
      Location: 'Phone',
      Description: 'Go through the open points of the draft.',
      OwnerId: olga,
      WhoId: contacts.saoirse,
      WhatId: harborlightDeal,
      Type: 'Call'
    }),
    timedEvent(at(4, '12:00'), 30, {
      Id: numbered('00U', 3),
      Subject: 'Pipeline with Piet',
      OwnerId: olga,
      Type: 'Meeting'
    }),
    timedEvent(at(5, '15:00'), 60, {
      Id: numbered('00U', 4),
      Subject: 'Doctor',
      OwnerId: olga,
      IsPrivate: true,
      ShowAs: 'OutOfOffice'
    })
  ]
}

function account(
  Id: string,
  Name: string,
  Industry: string,
  BillingCity: string,
  BillingCountry: string,
  OwnerId: string
) {
  return { Id, Name, Industry, BillingCity, BillingCountry, OwnerId }
}

function opportunity(Id: string, Name: string, AccountId: string, StageName: string, more: object) {
  return { Id, Name, AccountId, StageName, ...more }
}

function contact(Id: string, FirstName: string, LastName: string, Email: string, AccountId: string) {
  return { Id, FirstName, LastName, Name: `${FirstName} ${LastName}`, Email, AccountId, OwnerId: olga }
}

function lead(Id: string, FirstName: string, LastName: string, Email: string, Company: string, more: object) {
  return { Id, FirstName, LastName, Name: `${FirstName} ${LastName}`, Email, Company, OwnerId: olga, ...more }
}
