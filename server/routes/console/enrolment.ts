import type { FastifyInstance } from 'fastify'
import type { Services } from '../../services.ts'

/** A person switches scheduling on for her own calendar. Once is enough: a second time changes nothing. */
export async function enrolment(app: FastifyInstance, { services }: { services: Services }) {
  const { organizers, auditLog, clock } = services

  app.post('/organizer/enrolment', { config: { access: 'signed in' } }, async (request, reply) => {
    const { id, name, address } = request.actor
    if (!(await organizers.find(id))) {
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
