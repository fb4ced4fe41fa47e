import { describe, expect, test } from 'vitest'
import { candidates } from '../../src/exchange/candidates.ts'
import { tenant } from '../world/cast.ts'
import { dana, olga, sam, useAcme } from './acme.ts'

const acme = useAcme()
const asked = () => candidates(acme.graph, tenant)

describe('who may offer her own time', () => {
  test('a person with a mailbox, named by address or signed in', async () => {
    const { id, name, address } = dana
    expect(await asked().byAddress(address.toUpperCase())).toEqual({ person: { id, name, address } })
    expect(await asked().of(dana)).toEqual({ person: { id, name, address } })
  })

  // biome-ignore format: a table
  test.each([
    ['nobody',                       'nobody@acme.example',                                    'not_found'],
    ['what is no address',           'olga or 1 eq 1',                                         'not_found'],
    ['a guest, by her own address',  'gil.fontana@harborlight.example',                        'guest'],
    ['a guest, by her sign-in name', 'gil.fontana_harborlight.example#EXT#@acme.example',      'guest'],
    ['a room',                       'harbour@acme.example',                                   'room_or_shared_mailbox'],
    ['a group',                      'executive.office@acme.example',                          'group'],
    ['a distribution list',          'everybody@acme.example',                                 'group']
  ])('not %s', async (_, address, refused) => {
    expect(await asked().byAddress(address)).toEqual({ refused })
  })

  test('not somebody of another tenant, nor one who is gone, nor one whose account is off', async () => {
    const objectId = dana.id.slice(tenant.length)
    expect(await asked().of({ ...dana, id: `another-tenant${objectId}` })).toEqual({ refused: 'other_organization' })
    expect(await asked().of({ ...dana, id: `${tenant}/00000000-0000-4000-8000-00000000dead` })).toEqual({
      refused: 'not_found'
    })
    await acme.post('/_sandbox/person', { person: sam.address, accountEnabled: false })
    expect(await asked().byAddress(sam.address)).toEqual({ refused: 'account_disabled' })
  })

  test('nobody of whom nothing can be read', async () => {
    for (const path of ['/users', 'userPurpose']) {
      await acme.trouble({ cloud: 'graph', path, times: 1, kind: 'status', status: 503 })
      expect(await asked().byAddress(olga.address)).toEqual({ refused: 'cannot_be_read' })
    }
    await acme.trouble({ cloud: 'graph', path: 'userPurpose', times: 1, kind: 'status', status: 403 })
    expect(await asked().byAddress(olga.address)).toEqual({ refused: 'cannot_be_read' })
  })

  test('everybody in a group is looked at', async () => {
    const found = await asked().inGroup('everybody@acme.example')
    if (!('members' in found)) return expect.fail('refused')
    expect(
      Object.fromEntries(
        found.members.map(({ name, candidate }) => [name, 'person' in candidate ? 'yes' : candidate.refused])
      )
    ).toEqual({
      'Olga Okafor': 'yes',
      'Dana Whitfield': 'yes',
      'Piet Jansen': 'yes',
      'Gil Fontana': 'guest',
      Harbour: 'room_or_shared_mailbox'
    })
    expect(await asked().inGroup('nobody@acme.example')).toEqual({ refused: 'not_found' })
  })
})
