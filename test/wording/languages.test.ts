import { describe, expect, test } from 'vitest'
import { languageFrom } from '../../server/wording/accept-language.ts'
import { collisionWords } from '../../server/wording/collisions.ts'
import { en, type Sentence } from '../../server/wording/languages/en.ts'
import { legLetterWords, legSentences, ownRemedies } from '../../server/wording/leg-letters.ts'
import { letterIn } from '../../server/wording/letter.ts'
import { letterWords } from '../../server/wording/letters.ts'
import { tellOutcome } from '../../server/wording/outcomes.ts'
import { catalogues, localeOf, namesIn, say } from '../../server/wording/say.ts'
import { whySuspended } from '../../server/wording/suspended.ts'
import { sentencesFor, suspensionWords } from '../../server/wording/suspension-letter.ts'
import { type Locale, lengthText, slotName, utc } from '../../server/wording/when.ts'
import type { Outcome } from '../../src/activities/outcome.ts'
import { MINUTE } from '../../src/time/instant.ts'
import { zoneNamed } from '../../src/time/zones.ts'
import { confirmedWith } from '../world/booked.ts'
import { dana, halfHours, mondayMorning, olga } from '../world/cast.ts'

const locales = Object.keys(catalogues) as Locale[]
const sentences = Object.keys(en) as Sentence[]
const berlin = zoneNamed('Europe/Berlin') ?? utc

describe.each(locales)('letters in %s', (locale) => {
  test('have every sentence, and the same names to be filled in', () => {
    const names = (one: Locale) =>
      Object.fromEntries(sentences.map((each) => [each, [...new Set(namesIn(catalogues[one][each]))].sort()]))
    expect(names(locale)).toEqual(names('en'))
    expect(Object.keys(catalogues[locale]).sort()).toEqual([...sentences].sort())
    expect(sentences.filter((each) => catalogues[locale][each].trim() === '')).toEqual([])
  })

  test('are not English ones', () => {
    const same = sentences.filter((each) => locale !== 'en' && catalogues[locale][each] === en[each])
    // a word or two that several languages share, and nothing that is a sentence
    expect(same.filter((each) => en[each].split(' ').length > 3)).toEqual([])
  })

  test('hold no stray brace and no mark-up', () => {
    const text = Object.values(catalogues[locale])
      .map((each) => each.replaceAll(/\{\w+\}/g, ''))
      .join('\n')
    expect(text.match(/[{}<>]/g)).toBeNull()
  })
})

// biome-ignore format: a table
test.each<[Locale, string]>([
  ['en', 'Wednesday 6 January, 00:45 to 01:15, Berlin time'],
  ['de', 'Mittwoch, 6. Januar, 00:45 bis 01:15, Zeit von Berlin'],
  ['fr', 'mercredi 6 janvier, 00:45 à 01:15, heure de Berlin'],
  ['es', 'miércoles 6 de enero, 00:45 a 01:15, hora de Berlin'],
  ['it', 'mercoledì 6 gennaio, 00:45 – 01:15, ora di Berlin'],
  ['pt', 'quarta-feira, 6 de janeiro, 00:45 às 01:15, hora de Berlin'],
  ['nl', 'woensdag 6 januari, 00:45 tot 01:15, tijd in Berlin'],
  ['pl', 'środa, 6 stycznia, 00:45 – 01:15, czas: Berlin'],
  ['ja', '1月6日(水)、00:45 ~ 01:15、Berlin 時間'],
  ['ar', 'الأربعاء، 6 يناير، 00:45 إلى 01:15، بتوقيت Berlin']
])('a slot is called by its day and time in %s', (locale, name) => {
  const start = Date.parse('2027-01-05T23:45Z')
  expect(slotName({ start, end: start + 30 * MINUTE }, { zone: berlin, now: mondayMorning, locale })).toBe(name)
})

// biome-ignore format: a table
test.each<[Locale, number, string]>([
  ['pl', 1, '1 minuta'], ['pl', 2, '2 minuty'], ['pl', 12, '12 minut'], ['pl', 22, '22 minuty'],
  ['ar', 1, 'دقيقة واحدة'], ['ar', 2, 'دقيقتان'], ['ar', 5, '5 دقائق'], ['ar', 45, '45 دقيقة']
])('%s counts %i minutes as a person would', (locale, minutes, text) => {
  expect(lengthText(minutes * MINUTE, locale)).toBe(text)
})

// biome-ignore format: a table
test.each<[string | null, Locale]>([
  ['de-AT', 'de'], ['pt-BR', 'pt'], ['ar-EG', 'ar'], ['JA', 'ja'], ['sv-SE', 'en'], ['', 'en'], [null, 'en'], ['constructor', 'en']
])('the language of a mailbox, %s, is read in %s', (tag, locale) => expect(localeOf(tag)).toBe(locale))

// biome-ignore format: a table
test.each<[string | undefined, Locale | undefined]>([
  ['de-DE,de;q=0.9,en;q=0.8', 'de'],
  ['sv, fr;q=0.3, en;q=0.7',  'en'],
  ['en;q=0.5, ja',            'ja'],
  ['pl;q=0, it;q=0.1',        'it'],
  ['sv',                      undefined],
  ['*',                       undefined],
  ['',                        undefined],
  [undefined,                 undefined],
  [`de,${'x'.repeat(2_000)}`, undefined],
  ['fr;q=nonsense',           undefined]
])('of a browser that likes %s, %s is taken', (header, language) => expect(languageFrom(header)).toBe(language))

describe('what is filled in', () => {
  const evil = '<img src=x onerror=alert(1)>&"\''

  test('is escaped in HTML, and isolated from the direction of the text around it', () => {
    const { html = '' } = letterIn('ar', { say: 'whatBooked' }, [
      { say: 'booked', with: { who: evil, when: 'x' } },
      { quote: `${evil}\nsecond` },
      { say: 'howItStands', href: `https://x.example/?a="&b` },
      { links: [{ words: evil, href: 'https://x.example/' }] }
    ])
    expect(html).not.toContain('<img')
    expect(html).toContain('<bdi>&lt;img src=x onerror=alert(1)&gt;&amp;&quot;&#39;</bdi>')
    expect(html).toContain('&gt;&amp;&quot;&#39;<br>second</blockquote>')
    expect(html).toContain('href="https://x.example/?a=&quot;&amp;b"')
  })

  test('stands between isolates in plain Arabic, and in nothing else', () => {
    const text = (locale: Locale) => letterIn(locale, { say: 'whatBooked' }, [{ say: 'by', with: { by: 'Dana' } }]).text
    expect(text('ar')).toContain('\u2068Dana\u2069')
    expect(text('de')).toBe('Von: Dana')
  })

  test('that looks like a name to be filled in stays as it is', () => {
    expect(say('en', 'by', { by: '{when}' })).toBe('By: {when}')
  })

  test('must be given', () => expect(() => say('en', 'by', {})).toThrow('{by}'))
})

describe('no subject holds what somebody outside may have written', () => {
  const bait = 'Zaphod'
  const booking = confirmedWith()
  const reader = { zone: berlin, now: mondayMorning }
  const strange = { ...booking, invitee: { ...booking.invitee, name: bait, address: `${bait}@x.example`, note: bait } }
  const outcome: Outcome = { code: 'sf_gone', recordId: null, said: bait }

  test.each(locales)('in %s', (locale) => {
    const inTheirs = { ...reader, locale }
    const collision = { ...booking.slot, entry: bait, foundAt: mondayMorning }
    const leg = { to: dana, organizer: olga, outcome, subject: bait, start: booking.slot.start } as Parameters<
      typeof legLetterWords
    >[0]
    const about = { to: dana, link: halfHours, organizer: olga, whose: olga, since: mondayMorning, problem: bait }
    for (const { subject, text } of [
      collisionWords({ to: dana, link: halfHours, booking: strange, collision }, inTheirs, 'https://x.example'),
      legLetterWords(leg, inTheirs, 'https://x.example'),
      letterWords('unread', about, inTheirs, 'https://x.example')
    ]) {
      expect(text).toContain(bait)
      expect(subject).not.toContain(bait)
    }
  })
})

describe('a letter and the page say the same in English', () => {
  const names = { maker: 'Dana Whitfield', organizer: 'Olga Okafor' }
  const outcomes: Outcome[] = [
    { code: 'organizer_sync_disabled', username: 'u', said: '' },
    { code: 'sf_insufficient_create', actor: 'a', said: '' },
    { code: 'sf_insufficient_save', actor: 'a', recordId: null, said: '' },
    { code: 'sf_insufficient_update', actor: 'a', recordId: null, said: '' },
    { code: 'sf_gone', recordId: null, said: '' },
    { code: 'sf_rejected', recordId: null, errors: [] },
    { code: 'sf_retry_later', said: '' },
    { code: 'sf_limit', used: null, of: null, until: 0 }
  ]

  test('about Salesforce', () => {
    expect(outcomes.map(({ code }) => code)).toEqual(Object.keys(legSentences))
    for (const outcome of outcomes) {
      const [what, remedy] = legSentences[outcome.code]
      const values = { organizer: names.organizer, username: 'u', actor: 'a' }
      const { sentence, remedy: told } = tellOutcome(outcome, names)
      expect([say('en', what, values), say('en', remedy, values)]).toEqual([sentence, told])
      const own = ownRemedies[outcome.code]
      if (own) expect(say('en', own, values)).toBe(tellOutcome(outcome, { ...names, username: 'a' }).remedy)
    }
  })

  test.each([
    'role_reviewer',
    'full_access_is_not_delegation',
    'not_author',
    'no_grant',
    'grant_ended',
    'organizer_disabled',
    'delegate_disabled',
    'no_send_on_behalf'
  ] as const)('about what %s does to a link', (because) => {
    const [why, remedy] = sentencesFor(because)
    const told = whySuspended(because, names)
    const alike = (text: string) => text.replaceAll(/the (calendar|time|mailbox) of Olga Okafor/g, "Olga Okafor's $1")
    const said = [say('en', why, { ...names, code: because }), say('en', remedy, names)].map(alike)
    expect(said).toEqual([told.why, told.remedy])
  })
})

test('links that were suspended stand in the letter with why, and what to do', () => {
  const news = { id: '1', link: halfHours.id, organizer: olga.id, at: mondayMorning }
  const about = { to: dana, organizer: olga, links: [halfHours] }
  const lost = suspensionWords(
    { ...about, news: { ...news, what: 'suspended', because: 'role_reviewer' } },
    { zone: berlin, now: mondayMorning },
    'https://x.example'
  )
  expect(lost.subject).toBe("Links suspended for Olga Okafor's calendar")
  expect(lost.text).toContain(`- ${halfHours.subject}\n  https://x.example/console/links/${halfHours.id}`)
  expect(lost.text).toContain(
    'Dana Whitfield can only look at the calendar of Olga Okafor now.\n\nOlga Okafor can make'
  )
  const back = suspensionWords(
    { ...about, to: olga, news: { ...news, what: 'revived' } },
    { zone: berlin, now: mondayMorning, locale: 'pl' },
    'https://x.example'
  )
  expect(back.subject).toBe('Linki do Twojego kalendarza znowu działają')
})
