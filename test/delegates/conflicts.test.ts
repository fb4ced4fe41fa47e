import { describe, expect, test } from 'vitest'
import type { Listed } from '../../src/delegates/calendar-list.ts'
import { conflictsOn } from '../../src/delegates/conflicts.ts'
import { type MailboxExport, withMailboxExports } from '../../src/delegates/mailbox-export.ts'
import type { KnownStanding } from '../../src/delegates/standing.ts'
import type { Person } from '../../src/people/person.ts'
import { cora, dana, eve, max, mondayMorning, olga, rae } from '../world/cast.ts'
import { editor } from '../world/services.ts'

const listed = ({ name, address }: Person, delegate = true): Listed => ({
  ...{ name, address, folder: 'editor', delegate, privateItems: false }
})

describe('what a calendar’s own list shows', () => {
  test('one Editor-delegate is as it should be', () => {
    expect(conflictsOn(olga, { listed: [listed(dana), listed(rae, false)] })).toEqual([])
  })

  test('more than one is a warning that names them', () => {
    expect(conflictsOn(olga, { listed: [listed(eve), listed(dana)] })).toEqual([
      { kind: 'several editors', names: ['Dana Whitfield', 'Eve Tanaka'] }
    ])
  })

  test('delegates of each other are a warning, whatever the case of an address', () => {
    const theirs = new Map([[dana.address, { listed: [listed({ ...olga, address: olga.address.toUpperCase() })] }]])
    expect(conflictsOn(olga, { listed: [listed(dana)] }, theirs)).toEqual([
      { kind: 'mutual delegates', name: 'Dana Whitfield' }
    ])
    expect(conflictsOn(olga, { listed: [listed(dana, false)] }, theirs)).toEqual([])
  })
})

describe('an uploaded export', () => {
  const known: MailboxExport = {
    organizer: olga.id,
    holders: [cora.id],
    unclear: 0,
    uploadedAt: mondayMorning,
    uploadedBy: max
  }
  const asked = (standing: KnownStanding, exports: MailboxExport | undefined, person: Person) =>
    withMailboxExports({ of: async () => standing }, { about: async () => exports }).of(person, olga)
  const delegate = editor as KnownStanding

  test('finds full access where nobody could probe it', async () => {
    expect(await asked(delegate, known, cora)).toMatchObject({ fullAccess: 'found', eyes: ['export'] })
    expect(await asked(delegate, known, dana)).toMatchObject({ fullAccess: 'not found' })
  })

  test('says no of nobody while a holder is unknown, and nothing of a mailbox that it does not name', async () => {
    expect(await asked(delegate, { ...known, unclear: 1 }, dana)).toMatchObject({ fullAccess: 'not checked' })
    expect(await asked(delegate, { ...known, unclear: 1 }, cora)).toMatchObject({ fullAccess: 'found' })
    expect(await asked(delegate, undefined, cora)).toMatchObject({ fullAccess: 'not checked' })
  })

  test('never goes before what a person’s own token has shown', async () => {
    expect(await asked({ ...delegate, fullAccess: 'not found' }, known, cora)).toMatchObject({
      fullAccess: 'not found'
    })
  })
})
