import { connect, type Socket } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { health } from '../../server/plugins/health.ts'
import { endWithLastAnswer } from '../../server/plugins/last-answers.ts'
import { stopInOrder } from '../../server/stop-in-order.ts'

let app: FastifyInstance
let port: number
beforeEach(async () => {
  app = Fastify({ forceCloseConnections: 'idle' })
  endWithLastAnswer(app)
  const fine = { ready: async () => {}, outbox: { oldestDue: async () => 0 }, followingHealth: async () => ({}) }
  health(app, { ...fine, clock: Date.now } as unknown as Parameters<typeof health>[1])
  app.get('/', async () => 'here')
  await app.listen({ host: '127.0.0.1', port: 0 })
  const address = app.server.address()
  port = typeof address === 'object' && address ? address.port : 0
})
afterEach(() => app.close())

const request = 'GET / HTTP/1.1\r\nhost: x\r\n\r\n'

/** All that comes until the other side ends. */
const answerTo = (socket: Socket) =>
  new Promise<string>((resolve, reject) => {
    let heard = ''
    socket.on('data', (part) => {
      heard += part
    })
    socket.on('end', () => resolve(heard))
    socket.on('error', reject)
  })
const connected = (socket: Socket) => new Promise((resolve) => socket.once('connect', resolve))
const refused = () => new Promise((resolve) => connect(port, '127.0.0.1').on('error', resolve))

test('who comes after it was told to stop is still answered, and her connection ends with the answer', async () => {
  const here: string[] = []
  expect((await app.inject('/readyz')).statusCode).toBe(200)
  await stopInOrder(app, async () => {
    if (here.length > 0) return
    expect((await app.inject('/readyz')).statusCode).toBe(503)
    const socket = connect(port, '127.0.0.1')
    socket.write(request)
    here.push(await answerTo(socket))
  })
  expect(here[0]).toMatch(/^HTTP\/1.1 200 OK.+connection: close.+here$/is)
  expect(await refused()).toMatchObject({ code: 'ECONNREFUSED' })
})

test('who was let in at the last moment has a moment for her request', async () => {
  const socket = connect(port, '127.0.0.1')
  await connected(socket)
  let waits = 0
  let answer = ''
  await stopInOrder(app, async () => {
    waits++
    if (waits < 2) return
    socket.write(request)
    answer = await answerTo(socket)
  })
  expect(answer).toMatch(/^HTTP\/1.1 200 OK/)
})

test('what the system had accepted for it, and it had not taken yet, is taken first', async () => {
  const steps = new Int32Array(new SharedArrayBuffer(4))
  const other = new Worker(
    `const { workerData: { steps, port, request }, parentPort } = require('node:worker_threads')
    const socket = require('node:net').connect(port, '127.0.0.1', () => {
      socket.write(request)
      Atomics.store(steps, 0, 1)
      Atomics.notify(steps, 0)
    })
    let heard = ''
    socket.on('data', (part) => { heard += part })
    socket.on('error', (error) => parentPort.postMessage(error.code))
    socket.on('end', () => parentPort.postMessage(heard))`,
    { eval: true, workerData: { steps, port, request } }
  )
  const heard = new Promise<string>((resolve) => other.once('message', resolve))
  Atomics.wait(steps, 0, 0) // this process does nothing meanwhile, as one that is overloaded
  await stopInOrder(app, turn)
  expect(await heard).toMatch(/^HTTP\/1.1 200 OK/)
})

test('with nobody there it waits for nobody', async () => {
  let waits = 0
  await stopInOrder(app, async () => void waits++)
  expect(waits).toBe(1)
})
