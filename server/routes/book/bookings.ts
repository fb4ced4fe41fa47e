import type { FastifyInstance } from 'fastify'
import { book, type Refusal } from '../../../src/bookings/book.ts'
import { fewAtATime } from '../../../src/time/few-at-a-time.ts'
import type { Span } from '../../../src/time/span.ts'
import { zoneNamed } from '../../../src/time/zones.ts'
import type { Services } from '../../services.ts'
import { languageFrom } from '../../wording/accept-language.ts'
import { askingFrom, typedIn, zoneIn } from './asking.ts'
import { keptPages } from './kept-pages.ts'
import { lengthIn, showLink, turnFrom } from './link.ts'
import type { Trouble } from './link.view.ts'
import { onceForAll } from './once-for-all.ts'

/** Bytes: some forty pages. */
const PAGES_AT_MOST = 1024 * 1024

/** POST /book/:token/bookings: take one. Every refusal is the page again with what was typed and a new form id. */
export const bookingsRoutes = async (app: FastifyInstance, { services }: { services: Services }) => {
  const crowd = { kept: keptPages(PAGES_AT_MOST), once: onceForAll(), turn: fewAtATime() }

  app.post<{ Params: { token: string } }>(
    '/book/:token/bookings',
    { config: { access: 'public' } },
    async (request, reply) => {
      const { token } = request.params
      const typed = typedIn(request.body)
      const zone = zoneIn(typed) ?? (await zoneOfLink(token, services))
      const showAgain = (trouble: Trouble) =>
        showLink(
          { token, zone, turn: turnFrom(typed), length: lengthIn(typed.length), typed, trouble, crowd },
          services,
          request,
          reply
        )

      const id = services.formIds.read(typed.id, token, services.clock())
      const form = askingFrom(typed, { id, token, zone, language: languageFrom(request.headers['accept-language']) })
      if ('problems' in form) return showAgain({ kind: 'problems', status: 422, problems: form.problems })

      const answer = await book(form.asking, services)
      if ('booked' in answer) return reply.redirect(`/booked/${services.tokens.ofBooking(answer.booked)}`, 303)

      request.unblamed = answer.refused === 'slot taken'
      request.log.info({ booking: form.asking.id, refused: answer.refused }, 'booking refused')
      return showAgain(troubleOf(answer.refused, form.asking.slot))
    }
  )
}

function troubleOf(refusal: Refusal, slot: Span): Trouble {
  switch (refusal) {
    case 'slot taken':
      return { kind: 'taken', status: 409, lost: slot }
    case 'slot not offered':
      return { kind: 'not offered', status: 409, lost: slot }
    case 'form used before':
    case 'refused before':
      return { kind: refusal, status: 409 }
    case 'calendar unreachable':
    case 'link closed': // showLink finds it closed by itself; should it be open again, nothing was booked all the same
      return { kind: 'not booked', status: 503 }
  }
}

/** For a form that came without its zone. */
async function zoneOfLink(token: string, { links, tokens }: Services) {
  const found = await links.findByToken(tokens.hash(token))
  const zone = zoneNamed(found?.link.zone ?? 'UTC') ?? zoneNamed('UTC')
  if (!zone) throw new Error('tzdata does not know UTC')
  return zone
}
