// Salesforce's records as tables, with names in the place of ids.
import { type Html, html } from '../html.ts'
import { initiatorLine } from './initiator.ts'
import { type Cell, table } from './table.ts'
import { spanOfInstants } from './times.ts'

type Row = Record<string, unknown>
type State = Record<string, Row[]>

export function records(state: State): Html[] {
  const nameOf = namesIn(state)
  const rowsOf = (object: string) => state[object] ?? []
  return [
    section(
      'Events',
      rowsOf('Event').toSorted(byStart),
      ['When (UTC)', 'Subject', 'Owner', 'Name', 'Related to', 'Offered'],
      (row) => [
        spanOfInstants(Date.parse(text(row.StartDateTime)), Date.parse(text(row.EndDateTime)), 'UTC'),
        html`${text(row.Subject)}${row.IsPrivate === true && html` <small>(private)</small>`}`,
        nameOf(row.OwnerId),
        nameOf(row.WhoId),
        nameOf(row.WhatId),
        initiatorLine(row.Description)
      ]
    ),
    section('Accounts', rowsOf('Account'), ['Name', 'Industry'], (row) => [text(row.Name), text(row.Industry)]),
    section('Opportunities', rowsOf('Opportunity'), ['Name', 'Account', 'Stage'], (row) => [
      text(row.Name),
      nameOf(row.AccountId),
      text(row.StageName)
    ]),
    section('Contacts', rowsOf('Contact'), ['Name', 'E-mail', 'Account'], (row) => [
      fullName(row),
      text(row.Email),
      nameOf(row.AccountId)
    ]),
    section('Leads', rowsOf('Lead'), ['Name', 'E-mail', 'Company', 'Status'], (row) => [
      fullName(row),
      text(row.Email),
      text(row.Company),
      row.IsConverted === true ? 'converted' : text(row.Status)
    ])
  ]
}

function section(title: string, rows: Row[], heads: string[], cells: (row: Row) => Cell[]): Html {
  return html`<details${title === 'Events' && html` open`}>
<summary><strong>${title}</strong> <small>${rows.length}</small></summary>
${table(heads, rows.map(cells), 'None.')}
</details>`
}

function namesIn(state: State): (id: unknown) => string {
  const names = new Map(
    ['User', 'Account', 'Opportunity', 'Contact', 'Lead'].flatMap((object) =>
      (state[object] ?? []).map((row) => [text(row.Id), fullName(row)] as const)
    )
  )
  return (id) => names.get(text(id)) ?? text(id)
}

const text = (value: unknown) => (value === undefined || value === null ? '' : String(value))
const fullName = (row: Row) => text(row.Name) || [row.FirstName, row.LastName].filter(Boolean).join(' ')
const byStart = (one: Row, other: Row) => text(one.StartDateTime).localeCompare(text(other.StartDateTime))
