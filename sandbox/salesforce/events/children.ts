// The Events of invited users follow the one they belong to.
import { sameId } from '../ids.ts'
import type { Org, Row } from '../org.ts'
import { printed } from '../times.ts'

export const childrenOf = (org: Org, event: Row) =>
  org.rows('Event').filter((child) => !child.IsDeleted && sameId(String(child.ParentEventId ?? ''), event.Id))

const copied = [
  'Subject',
  'Location',
  'Description',
  'StartDateTime',
  'EndDateTime',
  'EndDate',
  'ActivityDateTime',
  'ActivityDate',
  'DurationInMinutes',
  'IsAllDayEvent',
  'WhoId',
  'WhatId',
  'AccountId'
]

export function copyToChildren(org: Org, event: Row) {
  for (const child of childrenOf(org, event)) {
    const values = Object.fromEntries(copied.map((name) => [name, event[name] ?? null]))
    org.put('Event', { ...child, ...values, SystemModstamp: printed(org.now()) })
  }
}

export function removeChildren(org: Org, event: Row) {
  for (const child of childrenOf(org, event)) {
    org.put('Event', { ...child, IsDeleted: true, SystemModstamp: printed(org.now()) })
  }
}
