import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { carries, categoryRules, whatCategoryDoes } from '../../src/activities/category.ts'
import type { SavedState } from '../../src/activities/saved-meeting.ts'

const category = { name: 'Salesforce', removed: 'kept' } as const

test.each([
  [['Salesforce'], true],
  [['Travel', 'SALESFORCE '], true],
  [['Salesforce old'], false],
  [[], false]
])('%j carries it: %s', (categories, expected) => expect(carries(categories, category)).toBe(expected))

describe('what the category does', () => {
  // biome-ignore format: a table
  const table: [saved: SavedState | 'never', had: boolean, has: boolean, does: string][] = [
    ['never',    false, false, 'nothing'],
    ['never',    false, true,  'save'],
    ['followed', false, false, 'nothing'],
    ['followed', false, true,  'note'],
    ['followed', true,  false, 'stop'],
    ['followed', true,  true,  'nothing'],
    ['kept',     false, false, 'nothing'],
    ['kept',     false, true,  'save'],
    ['kept',     true,  false, 'note'],
    ['kept',     true,  true,  'nothing'],
    ['removed',  false, false, 'nothing'],
    ['removed',  false, true,  'save'],
    ['removed',  true,  false, 'note'],
    ['removed',  true,  true,  'nothing'],
    ['over',     false, false, 'nothing'],
    ['over',     false, true,  'save'],
    ['over',     true,  false, 'note'],
    ['over',     true,  true,  'save']
  ]
  test.each(table)('to a meeting that is %s, which had it: %s, and has it: %s → %s', (saved, had, has, does) =>
    expect(whatCategoryDoes(saved, had, has)).toBe(does)
  )

  test('stands in docs/following.md, word by word', () => {
    const document = readFileSync('docs/following.md', 'utf8')
    const rows = [...document.matchAll(/^\| ((?:category|changed, and|back in).*?) \| (.*?) \| (.*?) \|$/gm)]
      .map(([, ...cells]) => cells)
      .filter(([cell]) => cell !== 'category given or taken away')
    expect(rows).toEqual(categoryRules.map(({ inOutlook, before, follows }) => [inOutlook, before, follows]))
  })

  test('no two rules hold at once', () => {
    const cells = categoryRules.flatMap(({ saved, had, has }) => saved.map((state) => `${state} ${had} ${has}`))
    expect(new Set(cells).size).toBe(cells.length)
  })
})
