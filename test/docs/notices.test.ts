import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { noticeWords } from '../../server/wording/notices.ts'
import { noticeKinds } from '../../src/notices/notice.ts'

test('docs/notices.md names every kind as the page does', () => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/notices.md'), 'utf8')
  const rows = [...text.matchAll(/^\| (?!Kind|-)([^|]+) \| ([^|]+) \|$/gm)].map(([, name, hint]) => ({ name, hint }))
  expect(rows).toEqual(noticeKinds.map((kind) => noticeWords[kind]))
})
