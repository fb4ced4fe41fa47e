// Which calendar an id of the sample tenant stands for.
import { mailboxIn, type Needs } from './binding-needs.ts'
import type { GraphCase } from './case.ts'
import { findOne } from './json-path.ts'
import { type Persona, people, personCalled, samePerson } from './people.ts'
import { customCalendar, setRole } from './preconditions.ts'
import { sampleOf } from './scene.ts'
import type { Tenant } from './tenant.ts'

type Listed = { id: string; name: string; isDefaultCalendar: boolean; owner: { address: string } }

export async function calendar(needs: Needs, before: string[], after: string[], name: string): Promise<string> {
  const { tenant, one } = needs
  const { person } = mailboxIn(needs, before)
  if (/^calendarpermissions$/i.test(after[0] ?? '') || /custom|secondary/i.test(name))
    return customCalendar(tenant, person.address)
  const shared = /shared|delegat|owner|copy/i.test(name) && !samePerson(person, people.alex) ? people.alex : undefined
  const other = otherOwner(one, person) ?? shared
  if (other) await shareUnlessShared(tenant, one, other, person)
  const { value } = (await tenant.arrange('GET', `/users/${person.address}/calendars?$top=100`)) as { value: Listed[] }
  const sampleName = after.length === 0 ? String(sampleOf(one).name ?? '') : ''
  const fitting = value.find(
    ({ name, owner, isDefaultCalendar }) =>
      samePerson(personCalled(owner.address), other ?? person) &&
      (other ? true : sampleName ? name === sampleName : isDefaultCalendar)
  )
  return (fitting ?? (value[0] as Listed)).id
}

/** Whose calendar the case means when it is not the reader's own: the sample says it, or an assertion does. */
function otherOwner(
  { responseBody, assert = [], preconditions = [] }: GraphCase,
  reader: Persona
): Persona | undefined {
  const said = [
    findOne(responseBody, '$.owner.address'),
    ...assert.filter(({ at }) => /owner\.address|organizer\.emailAddress\.address/.test(at)).map(({ value }) => value),
    ...(/(\w+) (?:has )?(?:delegated|shared|made|gave)/i.exec([preconditions].flat().join(' '))?.slice(1) ?? [])
  ]
  return said.map((one) => personCalled(String(one ?? ''))).find((person) => person && !samePerson(person, reader))
}

async function shareUnlessShared(
  tenant: Tenant,
  { preconditions = [], assert = [] }: GraphCase,
  owner: Persona,
  person: Persona
) {
  if (preconditions.length) return
  const isPrivate = assert.some(({ at, value }) => at.endsWith('canViewPrivateItems') && value === true)
  await setRole(
    tenant,
    owner.address,
    person.address,
    isPrivate ? 'delegateWithPrivateEventAccess' : 'delegateWithoutPrivateEventAccess'
  )
}
