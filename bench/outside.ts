// The whole thing from outside: through its pages, and through the hands that the sandbox lends.
import { setTimeout as wait } from 'node:timers/promises'

/** Milliseconds; so long may anything take that is waited for. */
const PATIENCE = 400_000

/** Takes so many times of a link, one after the other, each as another invitee. */
export async function takeTimes(link: string, count: number): Promise<void> {
  for (let made = 0; made < count; made++) {
    const page = await (await fetch(link)).text()
    const slots = [...page.matchAll(/name="slot"[^>]* value="([^"]+)"/g)].map(([, slot = '']) => slot)
    const slot = slots[0]
    if (!slot) throw new Error('no times are left to be booked')
    const form = {
      id: /name="id" value="([^"]+)"/.exec(page)?.[1] ?? '',
      zone: /name="zone" value="([^"]+)"/.exec(page)?.[1] ?? '',
      ...{ slot, name: 'Somebody', email: `bench.${made}@meridian.example`, note: '', from: '' }
    }
    const answer = await fetch(`${link}/bookings`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams(form)
    })
    if (answer.status !== 303) throw new Error(`a booking was answered with ${answer.status}`)
  }
}

/** Asks the sandbox's own address, where hands and troubles are. */
export async function control(sandbox: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  const answer = await fetch(sandbox + path, { method, ...sent })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text.slice(0, 200)}`)
  return text === '' ? undefined : JSON.parse(text)
}

export async function until(holds: () => boolean | Promise<boolean>, every = 20, patience = PATIENCE): Promise<void> {
  const began = performance.now()
  while (!(await holds())) {
    if (performance.now() - began > patience) throw new Error('it did not come about in time')
    await wait(every)
  }
}
