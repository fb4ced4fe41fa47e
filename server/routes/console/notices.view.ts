import { type NoticeChoices, noticeKinds } from '../../../src/notices/notice.ts'
import type { MailboxReader } from '../../../src/notices/reader.ts'
import type { Instant } from '../../../src/time/instant.ts'
import { zoneNamed } from '../../../src/time/zones.ts'
import { noticeWords } from '../../wording/notices.ts'
import { localeOf } from '../../wording/say.ts'
import { utc, zoneText } from '../../wording/when.ts'
import { type ZoneChoices, zoneChoices } from '../../wording/zone-choices.ts'
import { type CheckControl, type ChoiceControl, check, choice } from './controls.view.ts'
import type { Page } from './desk.ts'

export type NoticesView = Page & {
  justSaved: boolean
  /** Nobody is written to: no mailbox is set. */
  silent: boolean
  from: string | null
  kinds: ChoiceControl[]
  asOrganizer: CheckControl | null
  /** The clock of her mailbox, as it is now. */
  mailboxZone: { text: string; chosen: boolean }
  zones: ZoneChoices
  /** In which language she is written to, and why in this one. */
  language: string
}

/** Nothing in the list is chosen while the mailbox's own clock counts. */
const nowhere = { ...utc, name: '' }

const languageNames = new Intl.DisplayNames('en', { type: 'language' })

function languageText({ language }: MailboxReader): string {
  if (language === null) return 'It is written in English; the language of your mailbox cannot be read at the moment.'
  const locale = localeOf(language)
  const [own, name] = [language.split(/[-_]/, 1)[0] ?? '', languageNames.of(locale)]
  return own.toLowerCase() === locale
    ? `It is written in ${name}, the language of your mailbox.`
    : `It is written in ${name}; there are no letters in the language of your mailbox (${language}).`
}

const zoneOf = ({ zone }: MailboxReader) => zoneText(zoneNamed(zone ?? '') ?? utc)

const whens = [
  { value: 'at once', text: 'At once' },
  { value: 'daily', text: 'Once a day, in the morning' },
  { value: 'never', text: 'Not at all' }
]

export function noticesView(
  { when, asOrganizer, zone }: NoticeChoices,
  known: {
    isOrganizer: boolean
    noticesFrom: string | undefined
    justSaved: boolean
    now: Instant
    mailbox: MailboxReader
  }
): NoticesView {
  return {
    title: 'What you are told by mail',
    here: null,
    justSaved: known.justSaved,
    silent: known.noticesFrom === undefined,
    from: known.noticesFrom ?? null,
    kinds: noticeKinds.map((kind) => {
      const { name, hint } = noticeWords[kind]
      return choice({ name: kind, label: name, hint, value: when[kind], choices: whens })
    }),
    asOrganizer: known.isOrganizer
      ? check({
          name: 'as-organizer',
          label: 'Also tell me what happens on links that others have made in my name',
          hint: 'Whoever made a link, or keeps it now, is always told.',
          ticked: asOrganizer
        })
      : null,
    mailboxZone: { text: zoneOf(known.mailbox), chosen: zone === null },
    zones: zoneChoices(zoneNamed(zone ?? '') ?? nowhere, known.now).filter(({ zones }) =>
      zones.every(({ name }) => name !== nowhere.name)
    ),
    language: languageText(known.mailbox)
  }
}
