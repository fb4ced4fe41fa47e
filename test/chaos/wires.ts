// Two pieces of wire: one between the app and PostgreSQL that can be cut at the worst moment, one between people and instances.
import { connect, createServer, type Server, type Socket } from 'node:net'

export type Cutter = {
  port: number
  /** The next so many commits reach the server, and their answers are lost with the connection. */
  cutAfterCommit(times: number): void
  /** The same for the answers to whatever comes next. */
  cutAnswers(times: number): void
  /** How many connections were cut so far. */
  cuts(): number
  close(): void
}

/** Between the app and the server: passes everything, until it is told to cut. */
export async function cutterTo(port: number): Promise<Cutter> {
  let commits = 0
  let answers = 0
  let cuts = 0
  const server = createServer((inside) => {
    const outside = connect(port, '127.0.0.1')
    let cutting = false
    inside.on('data', (chunk: Buffer) => {
      if (commits > 0 && isCommit(chunk)) {
        commits--
        cutting = true
      }
      outside.write(chunk)
    })
    outside.on('data', (chunk) => {
      if (!cutting && answers > 0 && chunk.length > 0 && inside.bytesRead > 200) {
        answers--
        cutting = true
      }
      if (!cutting) return void inside.write(chunk)
      cuts++ // it is done, and nobody is told
      inside.destroy()
      outside.destroy()
    })
    bind(inside, outside)
  })
  return {
    port: await listening(server),
    cutAfterCommit(times) {
      commits += times
    },
    cutAnswers(times) {
      answers += times
    },
    cuts: () => cuts,
    close: () => server.close()
  }
}

/** A query of the simple protocol: 'Q', length, text, 0. */
const isCommit = (chunk: Buffer) => chunk[0] === 0x51 && /^commit/i.test(chunk.subarray(5, 11).toString('latin1'))

/** Plain: a new connection goes to the next instance, and to the one after it when nobody listens there. No stickiness. */
export async function balancerTo(ports: readonly number[]): Promise<{ port: number; close(): void }> {
  let turn = 0
  const server = createServer((person) => reach(person, turn++, ports.length))
  function reach(person: Socket, nth: number, tries: number) {
    const instance = connect(ports[nth % ports.length] ?? 0, '127.0.0.1')
    instance.once('connect', () => {
      instance.off('error', next)
      bind(person, instance)
      person.pipe(instance)
      instance.pipe(person)
    })
    instance.once('error', next)
    function next() {
      if (tries > 1) reach(person, nth + 1, tries - 1)
      else person.destroy()
    }
  }
  return { port: await listening(server), close: () => server.close() }
}

/** When one end is gone, so is the other. */
function bind(one: Socket, other: Socket) {
  for (const [end, far] of [
    [one, other],
    [other, one]
  ] as const) {
    end.on('error', () => far.destroy())
    end.on('close', () => far.destroy())
  }
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, resolve))
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}
