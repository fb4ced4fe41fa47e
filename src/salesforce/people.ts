// Contacts, leads and users. developer.salesforce.com …/sforce_api_objects_contact.htm, …/sforce_api_objects_lead.htm
import type { ActivityLog } from '../activities/activity-log.ts'
import type { Candidate, Matches } from '../activities/which-record.ts'
import { lookingUp, rowsOf, type SalesforceRow, writing } from './asking.ts'
import type { Connections } from './connection.ts'
import { RECORD_ID } from './ids.ts'
import { duplicatesIn } from './salesforce-errors.ts'
import { soql } from './soql.ts'

/** A query stands in an address, which may not grow without end. */
const ADDRESSES_AT_ONCE = 50

/** Lengths of FirstName, LastName and Company. */
const cut = { first: 40, last: 80, company: 255 }

type People = Pick<ActivityLog, 'matches' | 'usualRecord' | 'record' | 'readable' | 'user' | 'createPerson'>

export function people(salesforce: Connections): People {
  return {
    /** E-mail fields are compared by Salesforce, without case. Converted leads live on as contacts. */
    matches: (addresses) =>
      lookingUp(async () => {
        const found: Matches[] = []
        for (let from = 0; from < addresses.length; from += ADDRESSES_AT_ONCE)
          found.push(...(await matchesOf(addresses.slice(from, from + ADDRESSES_AT_ONCE))))
        return found
      }),

    usualRecord: (contactId) =>
      lookingUp(async () => {
        const roles = await rowsOf(
          salesforce,
          soql`SELECT OpportunityId FROM OpportunityContactRole WHERE ContactId = ${idIn(contactId)} AND Opportunity.IsClosed = false LIMIT 2`
        )
        const [only, another] = roles.map(({ OpportunityId }) => idOf(OpportunityId))
        if (only && !another) return only
        const [contact] = await rowsOf(salesforce, soql`SELECT AccountId FROM Contact WHERE Id = ${idIn(contactId)}`)
        return idOf(contact?.AccountId)
      }),

    record: (id) =>
      lookingUp(async () => {
        const object = objects[id.slice(0, 3)]
        if (!object || !RECORD_ID.test(id)) return null
        const [row] = await rowsOf(salesforce, queries[object](id))
        return row ? { id: String(row.Id), object, name: String(row.Name ?? row.CaseNumber ?? '') } : null
      }),

    readable: (userId, ids) =>
      lookingUp(async () => {
        const wanted = ids.filter((id) => RECORD_ID.test(id)).slice(0, 200) // more are refused
        if (wanted.length === 0) return new Set<string>()
        const rows = await rowsOf(
          salesforce,
          soql`SELECT RecordId, HasReadAccess FROM UserRecordAccess WHERE UserId = ${idIn(userId)} AND RecordId IN ${wanted}`
        )
        const may = new Set(
          rows
            .filter(({ HasReadAccess }) => HasReadAccess === true)
            .map(({ RecordId }) => String(RecordId).slice(0, 15))
        )
        return new Set(wanted.filter((id) => may.has(id.slice(0, 15))))
      }),

    user: (username) =>
      lookingUp(async () => {
        const [row] = await rowsOf(salesforce, soql`SELECT Id, IsActive FROM User WHERE Username = ${username}`)
        const id = idOf(row?.Id)
        return id ? { id, active: row?.IsActive === true } : null
      }),

    async createPerson({ username }, kind, { firstName, lastName, address, company }) {
      const named = {
        ...(firstName ? { FirstName: firstName.slice(0, cut.first) } : {}),
        LastName: lastName.slice(0, cut.last)
      }
      const body = { ...named, Email: address, ...(kind === 'lead' ? { Company: company.slice(0, cut.company) } : {}) }
      const object = kind === 'lead' ? 'Lead' : 'Contact'
      return writing(async () => {
        try {
          const answer = await salesforce.ask({ username }, { method: 'POST', path: `/sobjects/${object}`, body })
          const id = idOf((answer as SalesforceRow | undefined)?.id)
          if (!id) throw new Error('Salesforce did not say which person it has saved')
          return { id }
        } catch (cause) {
          const duplicates = duplicatesIn(cause).filter((id) => RECORD_ID.test(id))
          if (duplicates.length > 0) return { duplicates }
          throw cause
        }
      })
    }
  }

  async function matchesOf(addresses: readonly string[]): Promise<Matches[]> {
    if (addresses.length === 0) return []
    // one after the other: of what a leg asks, nothing is under way twice (keep-legs.ts)
    const contacts = await rowsOf(
      salesforce,
      soql`SELECT Id, Name, Email, Account.Name FROM Contact WHERE Email IN ${addresses} ORDER BY Id`
    )
    const leads = await rowsOf(
      salesforce,
      soql`SELECT Id, Name, Email, Company, IsConverted, ConvertedContactId FROM Lead WHERE Email IN ${addresses} ORDER BY Id`
    )
    return addresses.map((address) => {
      const isTheirs = ({ Email }: SalesforceRow) => String(Email).toLowerCase() === address.toLowerCase()
      const herLeads = leads.filter(isTheirs)
      return {
        contacts: contacts.filter(isTheirs).map((row) => candidate('contact', row, nameOf(row.Account))),
        leads: herLeads
          .filter((row) => row.IsConverted !== true)
          .map((row) => candidate('lead', row, text(row.Company))),
        convertedTo: herLeads
          .filter((row) => row.IsConverted === true)
          .map(({ ConvertedContactId }) => idOf(ConvertedContactId))
      }
    })
  }
}

const objects: Record<string, RecordObject> = {
  '001': 'Account',
  '006': 'Opportunity',
  '500': 'Case',
  '00Q': 'Lead',
  '003': 'Contact'
}
type RecordObject = 'Account' | 'Opportunity' | 'Case' | 'Lead' | 'Contact'

const queries: Record<RecordObject, (id: string) => string> = {
  Account: (id) => soql`SELECT Id, Name FROM Account WHERE Id = ${id}`,
  Opportunity: (id) => soql`SELECT Id, Name FROM Opportunity WHERE Id = ${id}`,
  Case: (id) => soql`SELECT Id, CaseNumber FROM Case WHERE Id = ${id}`, // a case has a number, and no name
  Lead: (id) => soql`SELECT Id, Name FROM Lead WHERE Id = ${id} AND IsConverted = false`,
  Contact: (id) => soql`SELECT Id, Name FROM Contact WHERE Id = ${id}`
}

function candidate(kind: Candidate['kind'], row: SalesforceRow, company: string | null): Candidate {
  const id = idOf(row.Id)
  if (!id) throw new Error('a record without an id') // never "found nobody"
  return { id, kind, name: String(row.Name ?? ''), company }
}

const text = (value: unknown) => (typeof value === 'string' ? value : null)
const nameOf = (parent: unknown) => text((parent as SalesforceRow | null)?.Name)

/** As an id only if it looks like one. */
const idOf = (value: unknown): string | null => (typeof value === 'string' && RECORD_ID.test(value) ? value : null)

function idIn(id: string): string {
  if (!RECORD_ID.test(id)) throw new Error(`not a record of Salesforce: ${JSON.stringify(id)}`)
  return id
}
