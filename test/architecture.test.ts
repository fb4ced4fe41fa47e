import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

// The map: what each folder may import of ours. The longest matching name counts. It is the picture in
// docs/architecture.md, in a form that cannot go stale.
const domain = [
  'src/notices',
  'src/activities',
  'src/invitations',
  'src/bookings',
  'src/outbox',
  'src/summary',
  'src/watch',
  'src/following',
  'src/links',
  'src/audit',
  'src/delegates',
  'src/availability',
  'src/people',
  'src/time'
]
const adapters = ['src/exchange', 'src/salesforce', 'src/identity', 'src/storage']

const mayImport: Record<string, string[]> = {
  'src/time': [],
  'src/people': ['src/time'],
  'src/availability': ['src/people', 'src/time'],
  'src/delegates': ['src/availability', 'src/people', 'src/time'],
  'src/audit': ['src/delegates', 'src/people', 'src/time'],
  'src/links': ['src/outbox', 'src/audit', 'src/delegates', 'src/availability', 'src/people', 'src/time'],
  'src/outbox': ['src/time'],
  // what bookings have left behind is looked after, too
  'src/watch': ['src/bookings', 'src/outbox', 'src/links', 'src/availability', 'src/people', 'src/time'],
  // the letter tells of links and bookings; nobody in the domain needs it
  'src/summary': ['src/watch', 'src/bookings', 'src/links', 'src/availability', 'src/people', 'src/time'],
  // Mail about all of it; the others know only the mail's port.
  'src/notices': ['src/bookings', 'src/watch', 'src/links', 'src/delegates', 'src/outbox', 'src/people', 'src/time'],
  'src/bookings': [
    'src/outbox',
    'src/links',
    'src/audit',
    'src/delegates',
    'src/availability',
    'src/people',
    'src/time'
  ],
  // It reads what stands in calendars and brings bookings there; Salesforce hears of it through the outbox.
  'src/following': ['src/bookings', 'src/outbox', 'src/links', 'src/availability', 'src/people', 'src/time'],
  // the mail port: what goes wrong in Salesforce is told by the same mail as what goes wrong in a calendar
  'src/activities': [
    'src/watch/mail.ts',
    'src/following/others.ts',
    'src/following/items.ts', // meetings that no link made are read as those that follow the calendar are
    'src/bookings',
    'src/outbox',
    'src/links',
    'src/audit',
    'src/delegates',
    'src/availability',
    'src/people',
    'src/time'
  ],
  // meetings of others: what they share with our own is how Exchange fails
  'src/invitations': [
    'src/bookings/meetings.ts',
    'src/outbox',
    'src/audit',
    'src/delegates',
    'src/availability',
    'src/people',
    'src/time'
  ],
  'src/exchange': domain,
  'src/salesforce': domain,
  'src/identity': domain,
  'src/storage': domain,
  server: [...domain, 'server'],
  'server/compose.ts': [...domain, ...adapters, 'server'],
  // Parts of composition that are too long for one file.
  'server/compose': [...domain, ...adapters, 'server'],
  'server/migrate.ts': ['src/storage', 'server'],
  'server/zones-check.ts': [...domain, 'src/storage', 'server'],
  'server/outbox.ts': [...domain, 'src/storage', 'server'],
  // a command of its own, which asks Salesforce about everybody who is enrolled
  'server/salesforce-check.ts': [...domain, 'src/storage', 'src/salesforce', 'server'],
  sandbox: ['sandbox'],
  bench: [...domain, ...adapters, 'server', 'bench'],
  // It brings both sides together, the app and the clouds; that is what it is for.
  'test/simulation': [...domain, 'server', 'sandbox', 'test/simulation'],
  // What judges must not share a mistake with what is judged.
  'test/simulation/auditor': ['test/simulation/auditor'],
  public: ['public']
}

/** Packages and Node's own modules that the domain may use; adapters and server may use any. */
const domainPackages = /^(node:crypto|windows-iana|moment-timezone\/data\/)/

type Import = { file: string; from: string; to: string }

const root = join(import.meta.dirname, '..')
const imports: Import[] = globSync('{src,server,sandbox,bench,public,test/simulation}/**/*.{ts,js}', {
  cwd: root
}).flatMap((file) =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, to = '']) => ({
    file,
    from: homeOf(file),
    to: to.startsWith('.') ? relative(root, join(root, dirname(file), to)) : to
  }))
)

function homeOf(file: string): string {
  return (
    Object.keys(mayImport)
      .filter((home) => file === home || file.startsWith(`${home}/`))
      .sort((a, b) => b.length - a.length)[0] ?? '?'
  )
}

const within = (file: string, home: string) => file === home || file.startsWith(`${home}/`)
const isOurs = ({ to }: Import) => /^(src|server|sandbox|bench|test|public|views)\//.test(to)
const show = ({ file, to }: Import) => `${file} imports ${to}`

describe('who may import whom', () => {
  test('there is something to check', () => expect(imports.length).toBeGreaterThan(100))

  test('every file has a place on the map', () => {
    expect(imports.filter(({ from }) => from === '?').map(show)).toEqual([])
  })

  test('imports go one way', () => {
    const stray = imports.filter(isOurs).filter(({ from, to }) => {
      return !within(to, from) && !(mayImport[from] ?? []).some((home) => within(to, home))
    })
    expect(stray.map(show)).toEqual([])
  })

  test('only composition sees adapters', () => {
    const seers = imports
      .filter(({ to }) => adapters.some((home) => within(to, home)))
      .filter(({ file, to }) => {
        return !adapters.some((home) => within(file, home) && within(to, home))
      })
    const allowed = [
      'server/compose.ts',
      'server/migrate.ts',
      'server/zones-check.ts',
      'server/outbox.ts',
      'server/salesforce-check.ts'
    ]
    const mayCompose = (file: string) =>
      allowed.includes(file) || within(file, 'bench') || within(file, 'server/compose')
    expect(seers.filter(({ file }) => !mayCompose(file)).map(show)).toEqual([])
  })

  test('the domain needs no framework, no vendor and no database', () => {
    const strays = imports
      .filter(({ from }) => domain.includes(from))
      .filter((each) => !isOurs(each) && !domainPackages.test(each.to))
    expect(strays.map(show)).toEqual([])
  })

  test('the sandbox needs nothing but Node', () => {
    const strays = imports
      .filter(({ from }) => from === 'sandbox')
      .filter((each) => !isOurs(each) && !each.to.startsWith('node:'))
    expect(strays.map(show)).toEqual([])
  })
})

describe('tidy', () => {
  const lines = (pattern: string) =>
    globSync(pattern, { cwd: root }).flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .map((text, index) => ({ where: `${file}:${index + 1}`, file, text }))
    )
  const found = (pattern: string, what: RegExp, except: (file: string) => boolean = () => false) =>
    lines(pattern)
      .filter(({ file, text }) => what.test(text) && !except(file))
      .map(({ where, text }) => `${where} ${text.trim()}`)

  test('the environment is read in one place', () => {
    const readers = [
      'server/main.ts',
      'server/worker.ts',
      'server/migrate.ts',
      'server/zones-check.ts',
      'server/outbox.ts',
      'server/salesforce-check.ts',
      'server/environment.ts'
    ]
    expect(
      found('{server,src,views,public}/**/*.{ts,js,eta}', /process\.env/, (file) => readers.includes(file))
    ).toEqual([])
  })

  test('the domain asks nobody for the time and draws no lots', () => {
    expect(found(`{${domain.join(',')}}/**/*.ts`, /Date\.now\(\)|new Date\(\)|Math\.random\(\)/)).toEqual([])
  })

  test('instants become text in one place', () => {
    const formats = /toLocale(Date|Time)?String|Intl\.DateTimeFormat|\.toFormat\(|from 'luxon'/
    // the second only asks the runtime for its offsets, to compare them with ours
    const mayAsk = ['server/wording/when.ts', 'server/zone-differences.ts']
    expect(found('{server,src,views}/**/*.{ts,eta}', formats, (file) => mayAsk.includes(file))).toEqual([])
  })

  test('views escape everything but the page that a layout wraps', () => {
    expect(found('views/**/*.eta', /<%~(?!\s*(it\.body|include\())/)).toEqual([])
    expect(lines('views/**/*.eta').length).toBeGreaterThan(20)
  })

  test('pages carry no inline script and no inline style', () => {
    expect(found('views/**/*.eta', /<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=/)).toEqual([])
  })

  test('no test is left alone or left out, but for an engine that a machine does not have, which is said aloud', () => {
    const left = found(
      'test/**/*.ts',
      /\b(test|describe|it)\.(only|skip|todo)\(/,
      (file) => file === 'test/contracts/engines.ts'
    )
    expect(left).toEqual([])
  })
})
