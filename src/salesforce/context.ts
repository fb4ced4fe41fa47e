// What stands around a meeting. developer.salesforce.com …/sforce_api_objects_opportunity.htm, …/sforce_api_objects_event.htm
import type { Around, AroundActivity, AroundPerson, Surroundings } from '../activities/context.ts'
import type { Instant } from '../time/instant.ts'
import { lookingUp, rowsOf, type SalesforceRow } from './asking.ts'
import type { Connections } from './connection.ts'
import { RECORD_ID } from './ids.ts'
import { instantIn } from './moments.ts'
import { moment, soql } from './soql.ts'

/** Ids and addresses that nobody has: SOQL knows no empty list. */
const NOBODY = ['000000000000000AAA']
const NOWHERE = ['nobody@invalid']

/** ADAPTER for activities/context.ts. As the integration user, and only while there are requests to spare. */
export function surroundings(salesforce: Connections): Surroundings {
  const rows = (query: string) => rowsOf(salesforce, query, { spare: true })

  return {
    around: ({ addresses, records }, now) =>
      lookingUp(async () => {
        const given = records.filter((id) => RECORD_ID.test(id))
        const ids = given.length > 0 ? given : NOBODY
        const emails = addresses.length > 0 ? addresses : NOWHERE
        const [contacts, leads, chosen] = await Promise.all([
          rows(
            soql`SELECT Id, Name, Title, AccountId, Account.Name FROM Contact WHERE Email IN ${emails} OR Id IN ${ofKind('003', ids)} ORDER BY Id LIMIT 25`
          ),
          rows(
            soql`SELECT Id, Name, Title, Company FROM Lead WHERE IsConverted = false AND (Email IN ${emails} OR Id IN ${ofKind('00Q', ids)}) ORDER BY Id LIMIT 25`
          ),
          rows(soql`SELECT Id, Name FROM Account WHERE Id IN ${ofKind('001', ids)} ORDER BY Id LIMIT 25`)
        ])
        const people = [...contacts.map(contactFrom), ...leads.map(leadFrom)]
        const accounts = named([
          ...chosen.map((row) => ({ id: idIn(row.Id), name: text(row.Name) ?? '' })),
          ...contacts.flatMap(accountOf)
        ])
        const whom = people.length > 0 ? people.map(({ id }) => id) : NOBODY
        const where = accounts.length > 0 ? accounts.map(({ id }) => id) : NOBODY
        const deals = ofKind('006', ids)
        const [opportunities, past, coming] = await Promise.all([
          rows(
            soql`SELECT Id, Name, StageName, CloseDate FROM Opportunity WHERE (AccountId IN ${where} OR Id IN ${deals}) AND IsClosed = false ORDER BY CloseDate, Id LIMIT 25`
          ),
          rows(
            soql`SELECT Id, Subject, StartDateTime, Owner.Name FROM Event WHERE (WhoId IN ${whom} OR AccountId IN ${where} OR WhatId IN ${deals}) AND StartDateTime < ${moment(now)} AND IsChild = false AND IsPrivate = false ORDER BY StartDateTime DESC, Id LIMIT 25`
          ),
          rows(
            soql`SELECT Id, Subject, StartDateTime, Owner.Name FROM Event WHERE (WhoId IN ${whom} OR AccountId IN ${where} OR WhatId IN ${deals}) AND StartDateTime >= ${moment(now)} AND IsChild = false AND IsPrivate = false ORDER BY StartDateTime, Id LIMIT 25`
          )
        ])
        return {
          people,
          accounts,
          opportunities: opportunities.map(opportunityFrom),
          past: past.map(activityFrom),
          coming: coming.map(activityFrom)
        }
      })
  }
}

/** Only those that begin as records of this kind do. */
function ofKind(prefix: string, ids: readonly string[]): readonly string[] {
  const those = ids.filter((id) => id.startsWith(prefix))
  return those.length > 0 ? those : NOBODY
}

const contactFrom = (row: SalesforceRow): AroundPerson => ({
  id: idIn(row.Id),
  kind: 'contact',
  name: text(row.Name) ?? '',
  title: text(row.Title),
  company: null,
  account: text(row.AccountId)
})

const leadFrom = (row: SalesforceRow): AroundPerson => ({
  id: idIn(row.Id),
  kind: 'lead',
  name: text(row.Name) ?? '',
  title: text(row.Title),
  company: text(row.Company),
  account: null
})

const accountOf = ({ AccountId, Account }: SalesforceRow) => {
  const id = text(AccountId)
  return id ? [{ id: idIn(id), name: text((Account as SalesforceRow | null)?.Name) ?? '' }] : []
}

const opportunityFrom = (row: SalesforceRow): Around['opportunities'][number] => ({
  id: idIn(row.Id),
  name: text(row.Name) ?? '',
  stage: text(row.StageName) ?? '',
  closes: text(row.CloseDate)
})

const activityFrom = (row: SalesforceRow): AroundActivity => ({
  id: idIn(row.Id),
  subject: text(row.Subject) ?? '',
  start: startOf(row),
  owner: text((row.Owner as SalesforceRow | null)?.Name)
})

const startOf = ({ StartDateTime }: SalesforceRow): Instant => instantIn(StartDateTime)

const named = <T extends { id: string }>(all: readonly T[]): T[] => [
  ...new Map(all.map((each) => [each.id, each])).values()
]

const text = (value: unknown) => (typeof value === 'string' ? value : null)

function idIn(id: unknown): string {
  if (typeof id !== 'string' || !RECORD_ID.test(id))
    throw new Error(`not a record of Salesforce: ${JSON.stringify(id)}`)
  return id
}
