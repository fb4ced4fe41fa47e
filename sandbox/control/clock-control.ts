// POST /_sandbox/clock {now} or {advance}: the sandbox's time, which goes on running from there.
import type { Clock } from '../clock.ts'
import type { Fields } from './fields.ts'
import type { Outcome } from './outcome.ts'

export function setClock({ now, advance }: Fields, clock: Clock): Outcome {
  if (now === 'real') clock.reset()
  else if (now !== undefined && now !== '') {
    const instant = typeof now === 'number' ? now : Date.parse(String(now))
    if (!isInstant(instant)) return { problem: 'now is an ISO instant, a number of epoch milliseconds, or "real".' }
    clock.set(instant)
  } else {
    const milliseconds = advance === undefined || advance === '' ? Number.NaN : Number(advance)
    if (!isInstant(clock.now() + milliseconds))
      return { problem: 'Send now (an ISO instant) or advance (milliseconds).' }
    clock.advance(milliseconds)
  }
  return { done: { now: new Date(clock.now()).toISOString() } }
}

const isInstant = (instant: number) => !Number.isNaN(new Date(instant).getTime())
