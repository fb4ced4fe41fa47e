import { expect, test } from 'vitest'
import { graphAt, meeting, olga } from './graph-caller.ts'

const monday = '2026-11-23T06:00:00Z'
const week = `${olga}/calendarView/delta?startDateTime=2027-03-01T00:00:00Z&endDateTime=2027-03-08T00:00:00Z`
const pages = { prefer: 'odata.maxpagesize=2' }

const path = (link: string) => link.replace('https://graph.microsoft.com/v1.0', '')
type Graph = ReturnType<typeof graphAt>

/** All of a round: what it told, and the link to the next. */
async function round(graph: Graph, from: string) {
  // biome-ignore lint/suspicious/noExplicitAny: events as Graph prints them
  const told: any[] = []
  let seen = await graph.asApp('GET', from, undefined, pages)
  const lengths = [seen.body.value.length]
  told.push(...seen.body.value)
  while (seen.body['@odata.nextLink']) {
    seen = await graph.asApp('GET', path(seen.body['@odata.nextLink']), undefined, pages)
    lengths.push(seen.body.value.length)
    told.push(...seen.body.value)
  }
  return { told, lengths, next: path(seen.body['@odata.deltaLink']) }
}

async function aWeek(count: number) {
  const graph = graphAt(monday)
  // Olga's diary has entries of its own; only what is made here is told apart by its subject.
  const ids: string[] = []
  for (let at = 0; at < count; at++) {
    const made = meeting('2027-03-03', `1${at}:00`, `1${at}:30`, { subject: `Made ${at}` })
    ids.push((await graph.asApp('POST', `${olga}/events`, made)).body.id)
  }
  return { graph, ids }
}

test('a first round tells everything, page by page; the next one only what is different', async () => {
  const { graph, ids } = await aWeek(5)
  const first = await round(graph, week)
  expect(first.told.filter(({ subject }) => subject?.startsWith('Made'))).toHaveLength(5)
  expect(first.lengths.slice(0, -1).every((length) => length === 2)).toBe(true)
  expect((await round(graph, first.next)).told).toEqual([])

  await graph.asApp('PATCH', `${olga}/events/${ids[0]}`, { subject: 'Changed' })
  await graph.asApp('DELETE', `${olga}/events/${ids[1]}`)
  await graph.asApp('PATCH', `${olga}/events/${ids[2]}`, meeting('2027-04-03', '10:00', '10:30'))
  const second = await round(graph, first.next)
  expect(second.told).toHaveLength(3)
  const gone = { '@odata.type': '#microsoft.graph.event', '@removed': { reason: 'deleted' } }
  expect(second.told).toEqual(
    expect.arrayContaining([
      { ...gone, id: ids[1] },
      { ...gone, id: ids[2] },
      expect.objectContaining({ id: ids[0], subject: 'Changed' })
    ])
  )
  expect((await round(graph, second.next)).told).toEqual([])
})

test('what goes between two pages is told as removed', async () => {
  const { graph, ids } = await aWeek(5)
  const begun = await graph.asApp('GET', week, undefined, pages)
  for (const id of ids) await graph.asApp('DELETE', `${olga}/events/${id}`)
  const rest = await round(graph, path(begun.body['@odata.nextLink']))
  expect(rest.told.filter((one) => '@removed' in one).length).toBeGreaterThanOrEqual(3)
})

test('a link that is too old, or of another mailbox, is 410', async () => {
  const { graph } = await aWeek(1)
  const { next } = await round(graph, week)
  const gone = { status: 410, body: { error: { code: 'SyncStateNotFound' } } }
  expect(await graph.asApp('GET', next.replace('olga.okafor', 'dana.whitfield'))).toMatchObject(gone)
  graph.face.forgetRounds(graph.idOf('Olga'))
  expect(await graph.asApp('GET', next)).toMatchObject(gone)
})

test.for(['$select=subject', '$filter=isCancelled eq true', '$orderby=start/dateTime', '$top=5'])(
  'change tracking refuses %s',
  async (option) => {
    expect((await graphAt(monday).asApp('GET', `${week}&${option}`)).status).toBe(400)
  }
)
