import type { KeptEntry } from '../../../src/audit/audit-log.ts'
import { type Reason, reasons } from '../../../src/delegates/reason.ts'
import type { Position } from '../../../src/delegates/standing.ts'
import type { Instant } from '../../../src/time/instant.ts'
import { explain } from '../../wording/reasons.ts'
import { rightNames } from '../../wording/standing.ts'
import { isoText, type Reader, shortWhen } from '../../wording/when.ts'
import type { AuditTyped } from './audit-search.ts'
import { summaryOf, titleWith } from './controls.view.ts'
import type { Page } from './desk.ts'
import type { Problems } from './form.ts'
import { utc } from './organizer.view.ts'

export type AuditView = Page & {
  typed: AuditTyped
  acts: { value: string; chosen: boolean }[]
  problems: { message: string; href: string }[]
  problemAt: Problems
  everything: boolean
  rows: AuditRow[]
  /** Where older entries stand; null when there are none. */
  older: string | null
  /** The same search as files. */
  csv: string
  json: string
  empty: 'nothing yet' | 'nothing found' | null
}

type AuditRow = {
  when: string
  iso: string
  actor: string
  act: string
  organizer: string
  right: string
  object: { text: string; href: string | null }
  result: string
  tone: 'good' | 'stop'
}

type Known = {
  typed: AuditTyped
  acts: readonly string[]
  entries: readonly KeptEntry[]
  /** Of the last one shown, when there are more. */
  before: number | undefined
  problems: Problems
  everything: boolean
  now: Instant
}

export function auditView({ typed, acts, entries, before, problems, everything, now }: Known): AuditView {
  const reader: Reader = { zone: utc, now }
  const asked = Object.entries(typed).filter(([, value]) => value !== '')
  const query = (more: [string, string][] = []) => {
    const text = new URLSearchParams([...asked, ...more]).toString()
    return text ? `?${text}` : ''
  }
  const wrong = summaryOf(problems)
  return {
    title: titleWith(problems, 'History'),
    here: 'history',
    typed,
    acts: [...new Set([...acts, ...(typed.act ? [typed.act] : [])])].map((value) => ({
      value,
      chosen: value === typed.act
    })),
    problems: wrong,
    problemAt: problems,
    everything,
    rows: entries.map((entry) => rowOf(entry, reader)),
    older: before === undefined ? null : `/console/audit${query([['before', String(before)]])}`,
    csv: `/console/audit.csv${query()}`,
    json: `/console/audit.json${query()}`,
    empty: entries.length > 0 || wrong.length > 0 ? null : asked.length > 0 ? 'nothing found' : 'nothing yet'
  }
}

function rowOf(entry: KeptEntry, reader: Reader): AuditRow {
  const refused = entry.result === 'refused'
  return {
    when: shortWhen(entry.at, reader),
    iso: isoText(entry.at),
    actor: entry.actorName,
    act: entry.act,
    organizer: entry.organizerName || 'somebody unknown',
    right: rightText(entry),
    object: objectOf(entry.object),
    result: entry.result,
    tone: refused ? 'stop' : 'good'
  }
}

/** By which right; or, of what was refused, why. */
function rightText({ right, actorName, organizerName }: KeptEntry): string {
  if (Object.hasOwn(rightNames, right)) return rightNames[right as Position]
  if (right === 'the link') return 'by the link'
  return isReason(right) ? `${right}: ${explain(right, { actor: actorName, organizer: organizerName }).remedy}` : right
}

const isReason = (text: string): text is Reason => (reasons as readonly string[]).includes(text)

/** "link 3f2a…", with the way there. Whoever may not see it meets the page that says so. */
function objectOf(object: string): AuditRow['object'] {
  const id = /^link ([\w-]{1,64})$/.exec(object)?.[1]
  const short = object.replace(/\b([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '$1…')
  return { text: short, href: id ? `/console/links/${id}` : null }
}
