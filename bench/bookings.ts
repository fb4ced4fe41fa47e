// Bookings from form to confirmed meeting, through the real clients and the imitated Exchange: page, claim, meeting, answer.
import type { App } from './app.ts'
import type { Row } from './figures.ts'

const EACH = 60

export async function measureBookings({ demo }: App): Promise<Row[]> {
  return [await bookings(demo, 1, 30), await bookings(demo, 6, 120)]
}

/** Different times, each with a form of its own; `ahead` chooses a part of the year that nobody has booked. */
async function bookings(link: string, atOnce: number, ahead: number): Promise<Row> {
  const from = new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10)
  const forms = await Promise.all(Array.from({ length: EACH }, () => open(`${link}?from=${from}`)))
  const queue = forms.map(({ id, zone }, nth) => ({ id, zone, slot: forms[0]?.slots[nth] ?? '' }))
  const times: number[] = []
  const began = performance.now()
  const worker = async () => {
    for (let form = queue.shift(); form; form = queue.shift()) {
      const start = performance.now()
      const email = `bench.${ahead}.${queue.length}@meridian.example`
      const body = new URLSearchParams({ ...form, name: 'Somebody', email, note: '', from: '' })
      const answer = await fetch(`${link}/bookings`, { method: 'POST', redirect: 'manual', body })
      if (answer.status !== 303) throw new Error(`a booking was answered with ${answer.status}`)
      times.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  const rate = EACH / ((performance.now() - began) / 1000)
  times.sort((a, b) => a - b)
  return {
    what: `bookings end to end, ${atOnce === 1 ? 'one after the other' : `${atOnce} at once`}`,
    figure: `${rate.toFixed(0)} a second; p50 ${(times[EACH >> 1] ?? 0).toFixed(0)} ms, slowest ${(times.at(-1) ?? 0).toFixed(0)} ms`,
    limit: '',
    value: rate
  }
}

async function open(link: string) {
  const html = await (await fetch(link)).text()
  return {
    id: /name="id" value="([^"]+)"/.exec(html)?.[1] ?? '',
    zone: /name="zone" value="([^"]+)"/.exec(html)?.[1] ?? '',
    slots: [...html.matchAll(/name="slot"[^>]* value="([^"]+)"/g)].map(([, slot = '']) => slot)
  }
}
