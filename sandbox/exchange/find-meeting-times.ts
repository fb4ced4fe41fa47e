// findMeetingTimes: a few suggestions from the free/busy of all. Delegated callers only.
import { type Answer, type Call, parameter, root } from './call.ts'
import { readWallTimeOrRefuse } from './event-reading.ts'
import { mailboxFor } from './folder-view.ts'
import { entriesWithin } from './free-busy.ts'
import type { Mailbox } from './mailbox.ts'
import { badRequest } from './refusal.ts'
import { defaultFolder } from './store.ts'
import { day, instantIn, minute, printAt, wallAt, zoneOrRefuse } from './wall-time.ts'

type Given = Record<string, unknown>
const step = 30 * minute
const mostWalked = 62 * day

export function findMeetingTimes(call: Call): Answer {
  const organizer = mailboxFor(call, 'find times')
  const body = call.body()
  const length = durationOf(parameter(body, 'meetingDuration') ?? 'PT30M')
  const most = Number(parameter(body, 'maxCandidates') ?? 20)
  const least = Number(parameter(body, 'minimumAttendeePercentage') ?? 50)
  const attendees = ((parameter(body, 'attendees') ?? []) as Given[]).map((one) =>
    String((one.emailAddress as Given)?.address ?? '')
  )
  const reasons = /^true$/i.test(String(parameter(body, 'returnSuggestionReasons') ?? false))

  const found: Given[] = []
  for (const start of startsWithin(call, body, organizer, length)) {
    if (found.length >= most) break
    const span = { start, end: start + length }
    const own = availability(call, organizer, span)
    const others = attendees.map((address) => ({
      availability: availability(call, call.store.mailboxAt(address), span),
      attendee: { emailAddress: { address } }
    }))
    const confidence = average([own, ...others.map((one) => one.availability)].map((one) => chances[one] ?? 49))
    if (own !== 'free' || confidence < least) continue
    found.push({
      confidence,
      order: found.length + 1,
      organizerAvailability: own,
      ...(reasons
        ? { suggestionReason: 'Suggested because it is one of the nearest times when all attendees are available.' }
        : {}),
      attendeeAvailability: others,
      locations: [],
      meetingTimeSlot: {
        start: printAt(span.start, call.prefer.timeZone),
        end: printAt(span.end, call.prefer.timeZone)
      }
    })
  }
  const result = { emptySuggestionsReason: found.length ? '' : 'AttendeesUnavailable', meetingTimeSuggestions: found }
  return {
    status: 200,
    body: { '@odata.context': `${root}/$metadata#microsoft.graph.meetingTimeSuggestionsResult`, ...result }
  }
}

const chances: Record<string, number> = {
  free: 100,
  workingElsewhere: 100,
  unknown: 49,
  tentative: 49,
  busy: 0,
  oof: 0
}
const average = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length

function availability(call: Call, mailbox: Mailbox | undefined, window: { start: number; end: number }): string {
  if (!mailbox) return 'unknown'
  const entries = entriesWithin(call.store.items(mailbox.oid), defaultFolder(mailbox), { window, zone: 'UTC' })
  const shown = entries.map(({ item }) => item.showAs)
  return ['oof', 'busy', 'tentative'].find((status) => shown.includes(status)) ?? 'free'
}

function* startsWithin(call: Call, body: Given, organizer: Mailbox, length: number): Generator<number> {
  const constraint = (parameter(body, 'timeConstraint') ?? {}) as Given
  const now = call.store.ground.now()
  const given = (constraint.timeSlots ?? constraint.timeslots) as Given[] | undefined
  const slots = given?.map(({ start, end }) => ({
    start: instantIn(readWallTimeOrRefuse(start)),
    end: instantIn(readWallTimeOrRefuse(end))
  })) ?? [{ start: now, end: now + 7 * day }]
  const inWorkingHours = /^(work|unknown)?$/i.test(String(constraint.activityDomain ?? ''))
  for (const slot of slots) {
    const from = Math.ceil(slot.start / step) * step
    for (let start = from; start + length <= Math.min(slot.end, from + mostWalked); start += step) {
      if (!inWorkingHours || isWorkingTime(organizer, start, start + length)) yield start
    }
  }
}

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

function isWorkingTime({ settings }: Mailbox, start: number, end: number): boolean {
  const zone = zoneOrRefuse(settings.timeZone)
  const from = wallAt(start, zone)
  const midnight = Math.floor(from / day) * day
  const { daysOfWeek, startTime, endTime } = settings.workingHours
  const at = (time: string) => midnight + Date.parse(`1970-01-01T${time.slice(0, 8)}Z`)
  return (
    daysOfWeek.includes(weekdays[new Date(from).getUTCDay()] ?? '') &&
    from >= at(startTime) &&
    wallAt(end, zone) <= at(endTime)
  )
}

function durationOf(text: unknown): number {
  const [, days = 0, hours = 0, minutes = 0] =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:0S)?)?$/i.exec(String(text)) ?? []
  const length = Number(days) * day + Number(hours) * 60 * minute + Number(minutes) * minute
  if (length > 0) return length
  throw badRequest(`The value '${String(text)}' of parameter MeetingDuration is invalid.`)
}
