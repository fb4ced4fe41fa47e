import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { MailboxExport } from '../../../src/delegates/mailbox-export.ts'
import type { Candidate, EnrolmentReason } from '../../../src/people/candidates.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import { objectIdOf, type Person } from '../../../src/people/person.ts'
import { EXPORT_AT_MOST, type FullAccessRow, readMailboxPermissions } from '../../mailbox-permission-csv.ts'
import type { Services } from '../../services.ts'
import { enrolmentWords } from '../../wording/enrolment.ts'
import { shortWhen } from '../../wording/when.ts'
import { summaryOf, text, titleWith } from './controls.view.ts'
import { organizerPath, type Page, show } from './desk.ts'
import { field, type Sent } from './form.ts'
import { inParallel } from './in-parallel.ts'
import { utc } from './organizer.view.ts'
import { counted } from './words.ts'

type Asked = { Body: Sent }

/** Whatever the browser sent, told again on the page that answers. */
type Told = { done?: string[]; refused?: string[]; lines?: string[]; typed?: { address: string; salesforce: string } }

/** For administrators: whose time is offered, enrolling others, and who may open whole mailboxes. */
export async function administration(app: FastifyInstance, { services }: { services: Services }) {
  const { organizers, administrators, auditLog, candidates, mailboxExports, directory, clock } = services
  const signedIn = { config: { access: 'signed in' as const } }

  // One file and a token; nothing else of this size is taken anywhere.
  app.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer', bodyLimit: EXPORT_AT_MOST },
    async (request: FastifyRequest, body: Buffer) => {
      const type = request.headers['content-type'] ?? ''
      const sent = await new Response(new Uint8Array(body), { headers: { 'content-type': type } })
        .formData()
        .catch(() => undefined)
      const file = sent?.get('file')
      const token = sent?.get('_csrf')
      return {
        _csrf: typeof token === 'string' ? token : '',
        file: file && typeof file !== 'string' ? new Uint8Array(await file.arrayBuffer()) : undefined
      }
    }
  )

  app.get('/administration', signedIn, async (request, reply) =>
    (await administrators.has(request.actor)) ? page(request, reply, {}) : reply.callNotFound()
  )

  app.post<Asked>('/administration/organizers', signedIn, async (request, reply) => {
    if (!(await administrators.has(request.actor))) return reply.callNotFound()
    const typed = { address: field(request.body, 'address'), salesforce: field(request.body, 'salesforce') }
    if (!typed.address) return page(request, reply.code(422), { refused: ['Write an address.'], typed })

    if (field(request.body, 'group') === 'yes') {
      const found = await candidates.inGroup(typed.address)
      if ('refused' in found)
        return page(request, reply.code(422), { refused: [told(found.refused, typed.address)], typed })
      const outcomes = await inParallel(found.members, 4, ({ name, candidate }) =>
        enrol(request.actor, candidate, name)
      )
      return page(request, reply, {
        done: outcomes.flatMap((each) => each.done ?? []),
        refused: outcomes.flatMap((each) => each.refused ?? [])
      })
    }
    const candidate = await candidates.byAddress(typed.address)
    const outcome = await enrol(request.actor, candidate, typed.address, typed.salesforce)
    const failed = outcome.refused !== undefined
    return page(request, failed ? reply.code(422) : reply, { ...outcome, ...(failed ? { typed } : {}) })
  })

  app.post<Asked>('/administration/mailbox-permissions', signedIn, async (request, reply) => {
    const { actor } = request
    if (!(await administrators.has(actor))) return reply.callNotFound()
    const file = (request.body as { file?: unknown } | undefined)?.file
    if (!(file instanceof Uint8Array) || file.length === 0)
      return page(request, reply.code(422), { refused: ['Choose the file that Export-Csv has written.'] })

    const read = readMailboxPermissions(file)
    if ('problems' in read) {
      const lines = read.problems.map(({ line, text }) => `Line ${line}: ${text}`)
      return page(request, reply.code(422), { refused: ['Nothing was taken from this file.'], lines })
    }
    const all = await organizers.all()
    const exports = await Promise.all(
      all
        .filter((organizer) => read.mailboxes.some((mailbox) => isOf(mailbox, organizer, all)))
        .map((organizer) =>
          exportOf(
            organizer,
            read.rows.filter(({ mailbox }) => isOf(mailbox, organizer, all)),
            actor
          )
        )
    )
    await mailboxExports.keep(exports)
    for (const { organizer, holders, unclear } of exports)
      await auditLog.append({
        ...{ at: clock(), actor: actor.id, actorName: actor.name, organizer, right: 'administrator' },
        act: 'upload mailbox permissions',
        object: 'full access to the mailbox',
        result: `${holders.length} people, ${unclear} unknown`
      })
    const others = read.mailboxes.length - exports.length
    return page(request, reply, {
      done: [
        exports.length === 0
          ? 'The file was read. It names no mailbox of anybody whose time is offered here.'
          : `Read for ${counted(exports.length, 'organizer')}.`,
        ...(others > 0 && exports.length > 0 ? [`${counted(others, 'other mailbox')} in the file: passed over.`] : [])
      ]
    })
  })

  const told = (reason: EnrolmentReason, name: string) => Object.values(enrolmentWords(reason, name)).join(' ')

  async function enrol(
    actor: Person,
    candidate: Candidate,
    name: string,
    salesforce = ''
  ): Promise<{ done?: string[]; refused?: string[] }> {
    const at = clock()
    const entry = { at, actor: actor.id, actorName: actor.name, right: 'administrator', act: 'enrol organizer' }
    if ('refused' in candidate) return { refused: [told(candidate.refused, name)] }
    const { person } = candidate
    const known = await organizers.find(person.id)
    const salesforceUsername = salesforce || known?.salesforceUsername || person.address
    if (salesforce && services.salesforceStanding) {
      const user = await services.salesforceStanding.userOf(salesforce)
      if (user === 'not found') return { refused: [told('other_salesforce_org', person.name)] }
    }
    if (known && known.salesforceUsername === salesforceUsername)
      return { done: [`${person.name} is enrolled already.`] }
    await organizers.enrol({ ...person, enrolledAt: known?.enrolledAt ?? at, salesforceUsername })
    await auditLog.append({
      ...entry,
      organizer: person.id,
      object: `${person.name} <${person.address}>`,
      result: 'enrolled'
    })
    return { done: [`${person.name} is enrolled. Her or his delegates can offer times from now on.`] }
  }

  async function exportOf(organizer: Organizer, rows: readonly FullAccessRow[], actor: Person): Promise<MailboxExport> {
    const users = [...new Set(rows.map(({ user }) => user.toLowerCase()))]
    const people = await inParallel(users, 4, (user) => directory.byAddress(user))
    const holders = people.flatMap((person) => (person && person.id !== organizer.id ? [person.id] : []))
    const { id, name, address } = actor
    return {
      organizer: organizer.id,
      holders: [...new Set(holders)].sort(),
      unclear: people.filter((person) => !person).length,
      uploadedAt: clock(),
      uploadedBy: { id, name, address }
    }
  }

  async function page(request: FastifyRequest, reply: FastifyReply, { typed, ...outcome }: Told) {
    const [all, exports] = await Promise.all([organizers.all(), mailboxExports.all()])
    const reader = { zone: utc, now: clock() }
    const problems = outcome.refused ? { address: outcome.refused.join(' ') } : {}
    const view: AdministrationView = {
      title: titleWith(problems, 'Administration'),
      here: null,
      done: outcome.done ?? [],
      refused: outcome.refused ?? [],
      lines: outcome.lines ?? [],
      problems: summaryOf(problems),
      organizers: all.map((organizer) => {
        const known = exports.find((each) => each.organizer === organizer.id)
        return {
          name: organizer.name,
          address: organizer.address,
          href: `${organizerPath(organizer)}/people`,
          checked: known
            ? `Full access: ${counted(known.holders.length, 'person').replace('persons', 'people')}, read from a file ${shortWhen(known.uploadedAt, reader)} UTC${known.unclear > 0 ? `, and ${known.unclear} whom the directory does not know` : ''}`
            : 'Full access: not checked'
        }
      }),
      address: text({ name: 'address', label: 'E-mail address', value: typed?.address ?? '', longest: 250 }),
      salesforce: text({
        name: 'salesforce',
        label: 'Salesforce username, if it differs from the address',
        value: typed?.salesforce ?? '',
        optional: true,
        longest: 80
      })
    }
    return show(request, reply, 'console/administration', view)
  }
}

/** As PowerShell names mailboxes: by address, object id, name, or the path that ends with one of them. Never between two. */
function isOf(mailbox: string, organizer: Organizer, all: readonly Organizer[]): boolean {
  const said = mailbox.slice(mailbox.lastIndexOf('/') + 1).toLowerCase()
  const alias = (each: Organizer) => each.address.slice(0, each.address.indexOf('@')).toLowerCase()
  if ([organizer.address.toLowerCase(), objectIdOf(organizer.id)].includes(said)) return true
  return [(each: Organizer) => each.name.toLowerCase(), alias].some(
    (nameOf) => nameOf(organizer) === said && all.filter((each) => nameOf(each) === said).length === 1
  )
}

type AdministrationView = Page & {
  done: string[]
  refused: string[]
  lines: string[]
  problems: { href: string; message: string }[]
  organizers: { name: string; address: string; href: string; checked: string }[]
  address: ReturnType<typeof text>
  salesforce: ReturnType<typeof text>
}
