import type { FastifyInstance } from 'fastify'
import type { Services } from '../../services.ts'
import { enrolmentWords } from '../../wording/enrolment.ts'
import { show } from './desk.ts'

/** A person switches scheduling on for her own calendar. Once is enough: a second time changes nothing. */
export async function enrolment(app: FastifyInstance, { services }: { services: Services }) {
  const { organizers, auditLog, candidates, clock } = services

  app.post('/organizer/enrolment', { config: { access: 'signed in' } }, async (request, reply) => {
    const { id, name, address } = request.actor
    if (!(await organizers.find(id))) {
      const candidate = await candidates.of(request.actor)
      if ('refused' in candidate) {
        request.log.info({ reason: candidate.refused }, 'not enrolled')
        return show(request, reply.code(candidate.refused === 'cannot_be_read' ? 503 : 403), 'console/refused', {
          title: 'Scheduling cannot be switched on',
          here: null,
          ...enrolmentWords(candidate.refused, name),
          ask: null,
          code: candidate.refused,
          again: null
        })
      }
      const at = clock()
      await organizers.enrol({ id, name, address, enrolledAt: at, salesforceUsername: address })
      const act = 'switch scheduling on'
      await auditLog.append({
        at,
        actor: id,
        actorName: name,
        organizer: id,
        right: 'organizer',
        act,
        object: 'own calendar',
        result: 'done'
      })
    }
    return reply.redirect('/console?on=1', 303)
  })
}
