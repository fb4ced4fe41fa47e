// learn.microsoft.com/graph/api/resources/mailboxsettings; needs MailboxSettings.Read (there is no shared variant).
import type { MailboxesHours, MailboxHours } from '../availability/mailbox-hours.ts'
import type { WeeklyHours } from '../availability/windows.ts'
import type { Person } from '../people/person.ts'
import { DAY, type Instant } from '../time/instant.ts'
import { whyNoZone, zoneOfMailbox } from '../time/mailbox-zone.ts'
import type { Weekday } from '../time/wall-clock.ts'
import { offsetAt, type Zone } from '../time/zones.ts'
import type { Graph } from './graph-client.ts'
import { inBrief } from './graph-errors.ts'
import { mailboxOf, path } from './graph-path.ts'
import { at, listAt, textAt } from './json.ts'

export function mailboxHours(graph: Graph): MailboxesHours {
  return {
    async hoursOf(person) {
      const settings = await mailboxSettings(graph, person)
      if ('unknown' in settings) return settings
      const spelled = textAt(settings.body, 'timeZone')
      const zone = zoneOfMailbox(spelled)
      if (!zone) return { unknown: whyNoZone(spelled) }
      return hoursIn(at(settings.body, 'workingHours'), zone, graph.clock())
    }
  }
}

/** Asked app-only: a delegate's token cannot read another mailbox's settings. */
export async function mailboxSettings(graph: Graph, person: Person): Promise<{ body: unknown } | { unknown: string }> {
  const mailbox = mailboxOf(person)
  const answer = await graph.ask({ method: 'GET', path: path`/users/${mailbox}/mailboxSettings`, mailbox })
  return 'failed' in answer || answer.status !== 200 ? { unknown: inBrief(answer) } : { body: answer.body }
}

const weekdays: Record<string, Weekday> = {
  monday: 1,
  tuesday: 2,
  wednesday: 3,
  thursday: 4,
  friday: 5,
  saturday: 6,
  sunday: 7
}

function hoursIn(working: unknown, mailboxZone: Zone, now: Instant): MailboxHours {
  // Hours are true only in their own zone, which Outlook keeps apart from the mailbox's ("Customized Time Zone" among them).
  const spelled = textAt(working, 'timeZone', 'name')
  const hoursZone = spelled ? zoneOfMailbox(spelled) : mailboxZone
  if (!hoursZone) return { unknown: `for its working hours, ${whyNoZone(spelled)}` }

  const days = listAt(working, 'daysOfWeek')
  const from = minuteOf(textAt(working, 'startTime'))
  const to = minuteOf(textAt(working, 'endTime'))
  if (!days || from === undefined || to === undefined) return { unknown: 'the mailbox names no working hours' }
  if (to <= from) return { unknown: 'its working hours go across midnight' }

  const hours: WeeklyHours = {}
  for (const day of days) {
    const weekday = weekdays[String(day).toLowerCase()]
    if (weekday) hours[weekday] = [{ from, to }]
  }
  return { zone: (sameClock(hoursZone, mailboxZone, now) ? mailboxZone : hoursZone).name, hours }
}

/** A Windows name stands for many cities: those whose clocks agree through the year are not worth a difference. */
const sameClock = (a: Zone, b: Zone, now: Instant) =>
  [now, now + 91 * DAY, now + 182 * DAY, now + 273 * DAY].every((when) => offsetAt(a, when) === offsetAt(b, when))

/** "08:30:00.0000000" as minutes after midnight. */
function minuteOf(text: string): number | undefined {
  const parts = /^([01]\d|2[0-4]):([0-5]\d)/.exec(text)
  return parts ? Number(parts[1]) * 60 + Number(parts[2]) : undefined
}
