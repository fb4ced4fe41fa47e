import { describe, expect, test } from 'vitest'
import type { BusyItem, BusyStatus } from '../../src/availability/busy-time.ts'
import { withoutOwnHolds } from '../../src/availability/own-holds.ts'
import { MINUTE } from '../../src/time/instant.ts'
import type { Span } from '../../src/time/span.ts'

const span = (start: number, end: number): Span => ({ start: start * MINUTE, end: end * MINUTE })
const item = (start: number, end: number, status: BusyStatus = 'tentative'): BusyItem => ({
  ...span(start, end),
  status
})

describe('a link’s own calendar holds are left out of busy time', () => {
  // biome-ignore format: a table
  test.each<[string, BusyItem[], Span[], BusyItem[]]>([
    ['without holds nothing is',              [item(0, 30)],                       [],                         [item(0, 30)]],
    ['the item of the same time is',          [item(0, 30), item(30, 60)],         [span(0, 30)],              [item(30, 60)]],
    ['one item for each hold, no more',       [item(0, 30), item(0, 30)],          [span(0, 30)],              [item(0, 30)]],
    ['two holds, two items',                  [item(0, 30), item(0, 30)],          [span(0, 30), span(0, 30)], []],
    ['a busy one of the same time counts',    [item(0, 30, 'busy')],               [span(0, 30)],              [item(0, 30, 'busy')]],
    ['so does one out of office',             [item(0, 30, 'oof'), item(0, 30)],   [span(0, 30)],              [item(0, 30, 'oof')]],
    ['so does an unknown one',                [item(0, 30, 'unknown')],            [span(0, 30)],              [item(0, 30, 'unknown')]],
    ['a shorter one is somebody else’s',      [item(0, 29)],                       [span(0, 30)],              [item(0, 29)]],
    ['a longer one, too',                     [item(0, 31), item(-1, 30)],         [span(0, 30)],              [item(0, 31), item(-1, 30)]],
    ['a hold that is not there takes nothing', [item(60, 90)],                     [span(0, 30)],              [item(60, 90)]]
  ])('%s', (_, items, holds, left) => expect(withoutOwnHolds(items, holds)).toEqual(left))

  test('what was handed in is not changed', () => {
    const [items, holds] = [[item(0, 30)], [span(0, 30)]]
    withoutOwnHolds(items, holds)
    expect([items, holds]).toEqual([[item(0, 30)], [span(0, 30)]])
  })
})
