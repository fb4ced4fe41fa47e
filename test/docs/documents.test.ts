import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { knownKeys } from '../../server/config.ts'

const root = join(import.meta.dirname, '../..')
const text = (file: string) => readFileSync(join(root, file), 'utf8')
const documents = globSync('{*.md,docs/**/*.md,sandbox/README.md}', { cwd: root })
const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> }

describe('what the documents say is so', () => {
  test('there are documents to check', () => {
    expect(documents).toContain('README.md')
    expect(documents.length).toBeGreaterThan(12)
  })

  test.each(documents)('%s: each link within the project leads to a file', (document) => {
    const links = [...text(document).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link.split('#')[0] ?? '')
    const within = links.filter((link) => link && !/^[a-z]+:/.test(link))
    expect(within.filter((link) => !existsSync(join(root, dirname(document), link)))).toEqual([])
  })

  test.each(documents)('%s: each npm script exists', (document) => {
    const named = [...text(document).matchAll(/npm (?:run ([\w-]+(?::[\w-]+)*)|(start|test)\b)/g)]
    expect(named.map(([, run, short]) => run ?? short ?? '').filter((name) => !(name in scripts))).toEqual([])
  })

  test.each(globSync('{docs/architecture.md,docs/decisions/*.md,docs/running.md,CONTRIBUTING.md}', { cwd: root }))(
    '%s: files and folders of the project that it names are there',
    (document) => {
      const named = [...text(document).matchAll(/`((?:server|src|sandbox|test|views|docs|bench|public)\/[\w./-]+)`/g)]
      expect(named.map(([, path = '']) => path).filter((path) => !existsSync(join(root, path)))).toEqual([])
    }
  )

  test('README begins with the two commands, and CI runs the second', () => {
    expect(text('README.md')).toMatch(/npm ci && npm start[\s\S]*npm ci && npm test/)
    expect(text('.ci/run')).toMatch(/npm ci[\s\S]*npm run --silent check[\s\S]*npm test/)
  })

  test('settings that documents name are settings', () => {
    const aboutSettings = ['README.md', 'CONTRIBUTING.md', 'docs/running.md', 'docs/sandbox.md']
    const written = aboutSettings.flatMap((document) => [
      ...text(document).matchAll(/`([A-Z]+(?:_[A-Z]+)+)(?:=[^`]*)?`/g)
    ])
    const ours = written.map(([, key = '']) => key)
    const elsewhere = ['TEST_DATABASE_URL']
    expect(ours.filter((key) => !knownKeys.some((known) => known === key) && !elsewhere.includes(key))).toEqual([])
    expect(ours.length).toBeGreaterThan(8)
  })

  test('every decision stands in the list of decisions', () => {
    const list = text('docs/decisions/README.md')
    const records = globSync('docs/decisions/0*.md', { cwd: root }).map((path) => path.slice('docs/decisions/'.length))
    expect(records.filter((record) => !list.includes(`](${record})`))).toEqual([])
  })

  test('pictures are small', () => {
    const large = globSync('docs/images/*', { cwd: root }).filter(
      (file) => statSync(join(root, file)).size > 150 * 1024
    )
    expect(large).toEqual([])
  })
})

describe('words of the glossary', () => {
  const rows = text('docs/glossary.md')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| Word'))

  test('each word is explained once', () => {
    const words = rows.flatMap((row) => (row.split('|')[1] ?? '').split('·').map((word) => word.trim()))
    expect(words.length).toBeGreaterThan(40)
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([])
  })

  test('the domain does not say “event”, which has four owners', () => {
    const files = globSync('src/{activities,bookings,outbox,links,audit,delegates,availability,people,time}/**/*.ts', {
      cwd: root
    })
    const strays = files.flatMap((file) =>
      text(file)
        .split('\n')
        .filter((line) => /\bevents?\b/.test(line) && !/^\s*(\/\/|\/?\*)/.test(line))
        .map((line) => `${file}: ${line.trim()}`)
    )
    expect(strays).toEqual([])
  })
})
