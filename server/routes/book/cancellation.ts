import type { FastifyInstance, FastifyReply } from 'fastify'
import { cancelBooking } from '../../../src/bookings/cancel.ts'
import type { Services } from '../../services.ts'
import { noteFrom, type Problem, type Typed, typedIn } from './asking.ts'
import { cancellationPage } from './cancellation.view.ts'
import { changesCloseAt, type Found, findBooking, proveAddress, showUnknown } from './changing.ts'

type Params = { Params: { key: string } }

/** GET /booked/:key/cancellation asks; POST cancels, once the address of the booking was typed. */
export const cancellationRoutes = async (app: FastifyInstance, { services }: { services: Services }) => {
  app.get<Params>('/booked/:key/cancellation', { config: { access: 'public' } }, async (request, reply) => {
    const found = await findBooking(request.params.key, services)
    if (!found) return showUnknown(request, reply)
    return isOver(found) ? backToBooking(found, reply) : show(found, { status: 200 }, reply)
  })

  app.post<Params>('/booked/:key/cancellation', { config: { access: 'public' } }, async (request, reply) => {
    const found = await findBooking(request.params.key, services)
    if (!found) return showUnknown(request, reply)
    const typed = typedIn(request.body)
    const again = (status: number, ...problems: Problem[]) => show(found, { status, problems, typed }, reply)

    const proof = await proveAddress(typed.email, found, services)
    if (proof !== 'proven' && 'tooMany' in proof) return again(429, { message: proof.tooMany })
    const id = services.formIds.read(typed.id, `cancel ${found.key}`, services.clock())
    const reason = noteFrom(typed.reason)
    const problems: Problem[] = []
    if (!id)
      problems.push({ message: 'This page had been open for a long time. Nothing was changed: please send it again.' })
    if (proof !== 'proven') problems.push({ field: 'email', message: proof.wrong })
    if ('wrong' in reason) problems.push({ field: 'reason', message: 'Shorten the reason to at most 1,000 characters' })
    if (!id || 'wrong' in reason || problems.length > 0) return again(422, ...problems)

    const asked = { booking: found.booking.id, id, by: { as: 'invitee' as const }, comment: reason.text }
    const answer = await cancelBooking(asked, services)
    if (answer === 'cancelled') return backToBooking(found, reply)
    request.unblamed = true
    request.log.info({ booking: found.booking.id, refused: answer.refused }, 'cancellation refused')
    if (answer.refused === 'already over') return backToBooking(found, reply)
    if (answer.refused === 'changed meanwhile')
      return again(409, { message: 'The meeting was being changed at the same moment. Please send it again.' })
    return show(found, { status: 409 }, reply)
  })

  function show(
    found: Found,
    { status, problems = [], typed }: { status: number; problems?: Problem[]; typed?: Typed },
    reply: FastifyReply
  ) {
    const now = services.clock()
    const page = cancellationPage({
      ...found,
      organization: services.organization,
      now,
      closed: now >= changesCloseAt(found.booking, found.link),
      formId: services.formIds.make(`cancel ${found.key}`, now),
      typed,
      problems
    })
    return reply.code(status).viewAsync('book/cancellation', page)
  }
}

const isOver = ({ booking }: Found) => ['released', 'declined', 'cancelled'].includes(booking.state)

/** What has become of it stands there. */
export const backToBooking = ({ key }: Found, reply: FastifyReply) => reply.redirect(`/booked/${key}`, 303)
