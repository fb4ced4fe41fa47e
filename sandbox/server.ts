// One request through the sandbox: find the face, meet rehearsed trouble, let the face answer, save, note, send.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { readAsked } from './asked.ts'
import type { Clock } from './clock.ts'
import type { Answered, Asked, Face } from './face.ts'
import type { Journal } from './journal.ts'
import { htmlPage, refuse } from './refusals.ts'
import type { Rule, Troubles } from './trouble.ts'
import type { World } from './world.ts'

export type Parts = { world: World; clock: Clock; journal: Journal; troubles: Troubles }

/** Answers for the sandbox's own pages; undefined when the path is none of them. */
export type Control = (asked: Asked) => Answered | undefined

export function createSandboxServer(parts: Parts, control: Control, ownOrigin: () => string): Server {
  const server = createServer((request, response) => {
    handle(request, response).catch((fault) => {
      // Callers may hang up in the middle of a request; anything else is our mistake.
      if (!request.destroyed || request.complete) console.error(fault)
      response.destroy()
    })
  })
  // Longer than any client keeps an idle connection, so that it is never us who close one that is just being used.
  server.keepAliveTimeout = 120_000
  return server

  async function handle(request: IncomingMessage, response: ServerResponse) {
    const reading = await readAsked(request, ownOrigin())
    if ('tooLarge' in reading) return send(response, { status: 413, headers: { connection: 'close' } })
    const { asked } = reading

    const own = control(asked)
    if (own) return send(response, own)

    const face = Object.values(parts.world.faces).find((face) => face.owns(asked.path))
    if (!face) return send(response, nobodyAnswers(asked))
    return throughTrouble(face, asked, response)
  }

  async function throughTrouble(face: Face, asked: Asked, response: ServerResponse) {
    const { waitBefore, waitAfter, instead } = parts.troubles.meet(face.cloud, asked)
    const note = (status: number, actor?: string) =>
      parts.journal.note(asked, { at: parts.clock.now(), cloud: face.cloud, actor, status })

    if (waitBefore) await wait(waitBefore)
    if (instead?.kind === 'drop-before') {
      note(0)
      return response.destroy()
    }

    if (instead?.kind === 'silence' && !instead.after) return note(0)

    const speaks = instead?.kind === 'status' || instead?.kind === 'html'
    const effect = !speaks || instead?.after ? await ask(face, asked) : undefined
    const answered = speaks && instead ? rehearsed(instead) : (effect as Answered)
    const lost = instead?.kind === 'drop-after' || instead?.kind === 'silence'
    note(lost ? 0 : answered.status, effect?.actor)
    if (waitAfter) await wait(waitAfter)
    if (instead?.kind === 'drop-after') return response.destroy()
    if (instead?.kind === 'silence') return
    if (instead?.kind === 'stall') return sendHalf(response, answered)
    return send(response, answered)
  }

  function rehearsed({ kind, cloud, status, retryAfter }: Rule): Answered {
    const answered = kind === 'html' ? htmlPage(status) : refuse(cloud, status, parts.clock.now())
    return retryAfter ? { ...answered, headers: { ...answered.headers, 'retry-after': retryAfter } } : answered
  }

  async function ask(face: Face, asked: Asked): Promise<Answered> {
    try {
      const answered = await face.answer(asked)
      parts.world.save()
      return answered
    } catch (fault) {
      console.error(`The ${face.cloud} face could not answer ${asked.method} ${asked.path}:`, fault)
      return refuse(face.cloud, 500, parts.clock.now())
    }
  }
}

function send(response: ServerResponse, { status, headers = {}, body }: Answered) {
  response.statusCode = status
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  if (body === undefined) return response.end()
  if (typeof body === 'string') return response.end(body)
  if (!response.hasHeader('content-type')) response.setHeader('content-type', 'application/json; charset=utf-8')
  return response.end(JSON.stringify(body))
}

/** Headers and half of the body, and then nothing, for as long as the other side waits. */
function sendHalf(response: ServerResponse, { status, headers = {}, body }: Answered) {
  const whole = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body ?? {}))
  response.writeHead(status, { 'content-type': 'application/json', ...headers, 'content-length': String(whole.length) })
  response.write(whole.subarray(0, Math.floor(whole.length / 2)))
}

function nobodyAnswers({ method, path }: Asked): Answered {
  const sentence = `No cloud of this sandbox answers ${method} ${path}. See /_sandbox for what there is.`
  return { status: 404, body: { error: { code: 'NotFound', message: sentence } } }
}
