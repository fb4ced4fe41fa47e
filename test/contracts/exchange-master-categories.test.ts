import { expect, test } from 'vitest'
import { mailboxOf } from '../../src/exchange/graph-path.ts'
import { masterCategories } from '../../src/exchange/master-categories.ts'
import { olga, useAcme } from './acme.ts'

const acme = useAcme()
const port = () => masterCategories(acme.graph)
const list = async () => {
  const answer = await acme.graph.all({ method: 'GET', path: `/users/${mailboxOf(olga)}/outlook/masterCategories` })
  if (!('entries' in answer)) throw new Error('not read')
  return answer.entries.map((one) => one as { displayName: string; color: string })
}

test('the category is put into her list in blue, once, and hers stays as it is', async () => {
  expect(await port().ensure(olga, 'Salesforce')).toBe('made')
  expect(await list()).toContainEqual(expect.objectContaining({ displayName: 'Salesforce', color: 'preset7' }))
  const before = await list()
  expect(await port().ensure(olga, 'salesforce')).toBe('there')
  expect(await port().ensure(olga, 'Red category')).toBe('there')
  expect(await list()).toEqual(before)
})

test('two instances that both find it missing make one', async () => {
  expect((await Promise.all([port().ensure(olga, 'Kunden'), port().ensure(olga, 'Kunden')])).sort()).toEqual(
    expect.arrayContaining(['made'])
  )
  expect((await list()).filter(({ displayName }) => displayName === 'Kunden')).toHaveLength(1)
})

test.each([
  [{ status: '403' }, 'refused'],
  [{ status: '503' }, 'notNow']
])('what Exchange does not do is said: %j', async (trouble, says) => {
  await acme.trouble({ cloud: 'graph', path: 'masterCategories', method: 'POST', kind: 'status', times: 1, ...trouble })
  expect(await port().ensure(olga, 'Salesforce')).toHaveProperty(says)
})
