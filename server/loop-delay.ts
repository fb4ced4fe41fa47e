import { monitorEventLoopDelay } from 'node:perf_hooks'
import { SECOND } from '../src/time/instant.ts'

const RESOLUTION = 10
const WINDOW = 30 * SECOND

/** For how long this process attended to nothing else, at most, within the last half minute to minute; in milliseconds. */
export function loopDelay(): { longest(): number; stop(): void } {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION })
  histogram.enable()
  let before = 0
  const timer = setInterval(() => {
    before = histogram.max
    histogram.reset()
  }, WINDOW)
  timer.unref()
  return {
    longest: () => Math.max(0, Math.round(Math.max(before, histogram.max) / 1e6) - RESOLUTION),
    stop() {
      clearInterval(timer)
      histogram.disable()
    }
  }
}
