import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { aboutMeeting } from '../../../src/activities/context.ts'
import type { Leg } from '../../../src/activities/leg.ts'
import { type MaySave, maySave, mayStop, type NotThere } from '../../../src/activities/may-save.ts'
import { outsidersOf } from '../../../src/activities/meeting-subjects.ts'
import {
  chooseForMeeting,
  type MeetingPreview,
  previewMeeting,
  type SeenRecord,
  searchForMeeting
} from '../../../src/activities/preview-meeting.ts'
import { saveMeeting, stopFollowing } from '../../../src/activities/save-meeting.ts'
import type { MeetingSaid, SavedMeeting } from '../../../src/activities/saved-meeting.ts'
import { isTrouble } from '../../../src/activities/trouble.ts'
import type { Reason } from '../../../src/delegates/reason.ts'
import { isItemId } from '../../../src/following/hint.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import { zoneNamed } from '../../../src/time/zones.ts'
import type { Services } from '../../services.ts'
import { choiceRefused, whyNothing, whyNotSaved } from '../../wording/saving.ts'
import { contextPanel } from './context.ts'
import { organizerAt, refuse, refuseAct, show } from './desk.ts'
import { field, type Sent } from './form.ts'
import { legSection } from './leg-section.ts'
import { type Chosen, type Looked, meetingView, type Told } from './meeting.view.ts'
import { meetingPath } from './meeting-path.ts'
import { utc } from './organizer.view.ts'

type Asked = { Params: { id: string }; Querystring: Record<string, unknown>; Body: Sent }

/** How much of what somebody looks for is read. */
const LONGEST_SEARCH = 80

/** Beside a meeting so many of those who come are looked up. */
const PEOPLE_IN_PANEL = 10

/** Of the actor and an item of the organizer's calendar: what she may do, and what stands there. */
type Found = {
  organizer: Organizer
  item: string
  /** Undefined: there is nothing that can be saved now. */
  may: MaySave | undefined
  nothing: NotThere | undefined
  saved: SavedMeeting | undefined
}

/** A meeting of the calendar that no link has made, saved to Salesforce by whoever may: seen first, then one click. */
export async function meetingPages(app: FastifyInstance, { services }: { services: Services }) {
  const config = { access: 'signed in' as const }

  app.get<Asked>('/organizers/:id/meetings', { config }, async (request, reply) => {
    const item = field(request.query, 'item', 512)
    const found = await find(request, reply, item, refuse)
    return 'answer' in found ? found.answer : page(found, {}, request, reply)
  })

  app.post<Asked>('/organizers/:id/meetings/search', { config }, async (request, reply) => {
    const found = await findToChange(request, reply)
    if ('answer' in found) return found.answer
    const words = field(request.body, 'words', LONGEST_SEARCH)
    return page(found, { chosen: chosenIn(request.body), words }, request, reply)
  })

  app.post<Asked>('/organizers/:id/meetings/saving', { config }, async (request, reply) => {
    const found = await findToChange(request, reply)
    if ('answer' in found) return found.answer
    const { may, organizer } = found
    const needs = savingNeeds()
    if (!may || !needs) return page(found, {}, request, reply.code(409))
    const chosen = chosenIn(request.body)
    const words = field(request.body, 'words', LONGEST_SEARCH)
    const again = (told: Told, status: number) => page(found, { chosen, words, told }, request, reply.code(status))
    if (!may.said.private && chosen.who === '')
      return again({ text: 'Choose whom the Event is with, or nobody.', more: '', code: null }, 422)

    const choice = may.said.private ? { who: null, record: null } : await chooseForMeeting(may, idsOf(chosen), needs)
    if (isTrouble(choice)) return again(silent, 503)
    if ('refused' in choice)
      return again({ text: choiceRefused(choice.refused, organizer.name), more: '', code: null }, 422)
    const answer = await saveMeeting(may, { ...choice, seen: seenIn(request.body) }, needs)
    if ('saved' in answer) return to(found, answer.saved.key, 'tried', reply)
    const now = await find(request, reply, found.item, refuse)
    if ('answer' in now) return now.answer
    const told = whyNotSaved(answer.refused, organizer)
    return page(now, { chosen: answer.refused === 'moved on' ? null : chosen, words, told }, request, reply.code(409))
  })

  app.post<Asked>('/organizers/:id/meetings/stopping', { config }, async (request, reply) => {
    const organizer = await organizerAt(request.params.id, request.actor, services)
    const needs = savingNeeds()
    if (!organizer || !needs) return reply.callNotFound()
    const may = await mayStop(request.actor, organizer, field(request.body, 'key', 64), services)
    if ('refused' in may) return refusing(request, reply, may.refused, organizer)
    if ('not' in may) return reply.callNotFound()
    const activity = field(request.body, 'activity') === 'removed' ? 'removed' : 'kept'
    const asked = { saved: may.saved, seen: seenIn(request.body), activity } as const
    const answer = await stopFollowing(may.authority, asked, needs)
    const { key, item } = may.saved
    const did = 'refused' in answer ? 'moved-on' : activity === 'kept' ? 'ended' : 'tried'
    return to({ organizer, item }, key, did, reply)
  })

  const savingNeeds = () => {
    const { saving, activities, salesforceUsers, organizers } = services
    return saving && activities ? { ...saving, activities, salesforceUsers, organizers } : undefined
  }

  const to = ({ organizer, item }: Pick<Found, 'organizer' | 'item'>, leg: string, did: string, reply: FastifyReply) =>
    reply.redirect(`${meetingPath(organizer.id, item)}&${new URLSearchParams({ leg, did })}#salesforce`, 303)

  const findToChange = (request: FastifyRequest<Asked>, reply: FastifyReply) =>
    find(request, reply, field(request.body, 'item', 512), refusing)

  const refusing = (request: FastifyRequest, reply: FastifyReply, reason: Reason, organizer: Organizer) =>
    refuseAct(request, reply, { act: 'save meeting', reason, organizer, object: 'meeting of the calendar' }, services)

  async function find(
    request: FastifyRequest<Asked>,
    reply: FastifyReply,
    item: string,
    no: typeof refuse
  ): Promise<Found | { answer: unknown }> {
    const { actor } = request
    const organizer = await organizerAt(request.params.id, actor, services)
    if (!organizer || !isItemId(item)) return { answer: reply.callNotFound() }
    const may = await maySave(actor, organizer, item, services)
    if ('refused' in may) return { answer: await no(request, reply, may.refused, organizer) }
    if ('authority' in may) return { organizer, item, may, nothing: undefined, saved: may.saved }
    if (may.not === 'booking') return { answer: reply.redirect(`/console/bookings/${may.booking}`, 303) }
    // What was saved can be seen and stopped also where the meeting is gone.
    const [known] = (await services.savedMeetings.ofItem(organizer.id, item)).filter((each) => each.item === item)
    const stop = known && (await mayStop(actor, organizer, known.key, services))
    if (stop && 'refused' in stop) return { answer: await no(request, reply, stop.refused, organizer) }
    return { organizer, item, may: undefined, nothing: may, saved: stop && 'saved' in stop ? stop.saved : undefined }
  }

  async function page(
    found: Found,
    sent: { chosen?: Chosen | null; words?: string; told?: Told },
    request: FastifyRequest<Asked>,
    reply: FastifyReply
  ) {
    const { organizer, item, may, nothing, saved } = found
    const settings = await services.activitySettings.of(organizer.id)
    const looked = may && (await look(may, sent.words ?? ''))
    const leg = saved && (await services.legs.find(saved.key))
    if (nothing && !saved) {
      const { text, status } = whyNothing(nothing, organizer.name)
      return show(request, reply.code(status), 'console/meeting', meetingView({ organizer, item, blank: text }))
    }
    const said = may?.said ?? saved?.said
    const [salesforce, context] = await Promise.all([
      leg && legSection(leg, organizer, request, services),
      said &&
        contextPanel(
          request.actor,
          aboutIt(said, organizer, saved, leg),
          { zone: zoneNamed(said.zone) ?? utc, now: services.clock() },
          services
        )
    ])
    return show(request, reply, 'console/meeting', {
      ...meetingView({
        ...{ organizer, item, saved, leg, settings, looked },
        said,
        blank: nothing ? whyNothing(nothing, organizer.name).text : null,
        connected: services.saving !== undefined,
        now: services.clock(),
        ...sent
      }),
      context: context ?? null,
      // how to stop stands below, with what becomes of the Event
      salesforce: salesforce ? { ...salesforce, leg: { ...salesforce.leg, giveUp: null } } : null
    })
  }

  /** Unknown is not nobody: where Salesforce does not answer, nothing can be chosen. */
  async function look(may: MaySave, words: string): Promise<Looked> {
    const needs = savingNeeds()
    if (!needs) return 'silent'
    const none: SeenRecord[] = []
    const [preview, found] = await Promise.all([
      may.said.private ? nobody : previewMeeting(may, needs),
      words.length >= 2 && !may.said.private ? searchForMeeting(may, words, needs) : none
    ])
    return isTrouble(preview) || isTrouble(found) ? 'silent' : { preview, found }
  }
}

/** Whoever may see this page may see what is private: it is hers to save. */
function aboutIt(said: MeetingSaid, { address }: Organizer, saved: SavedMeeting | undefined, leg: Leg | undefined) {
  const addresses = outsidersOf(said, address).map((person) => person.address)
  const about = aboutMeeting(addresses, leg, saved?.chosen.record)
  const who = saved?.chosen.who
  // Who was chosen need not be the first of those who come.
  return who
    ? { ...about, addresses: addresses.slice(0, PEOPLE_IN_PANEL), records: [...new Set([who, ...about.records])] }
    : about
}

const nobody: MeetingPreview = { people: [], abouts: [], preselected: { who: null, record: null }, reads: true }

const silent: Told = {
  text: 'Salesforce does not answer right now. Nothing was saved.',
  more: 'Try again in a minute.',
  code: null
}

/** As the form says it: '' where nothing is ticked. */
const chosenIn = (body: Sent): Chosen => ({ who: field(body, 'who', 18), record: field(body, 'record', 18) })

const idsOf = ({ who, record }: Chosen) => ({
  who: who === 'nobody' ? null : who,
  record: record === 'nothing' || record === '' ? null : record
})

const seenIn = (body: Sent): number => {
  const seen = Number(field(body, 'seen', 9))
  return Number.isSafeInteger(seen) && seen >= 0 ? seen : 0
}
