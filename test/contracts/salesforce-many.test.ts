// Many bookings with random trouble, by a seed: in the end every Event stands once, with the right owner, people and time.
// LEGS=1000 SEED=7 vitest run --project contracts test/contracts/salesforce-many.test.ts
import { expect, test } from 'vitest'
import { HOUR, MINUTE } from '../../src/time/instant.ts'
import { olga, priya, useAcme } from './acme.ts'
import { firstStart, GRACE, legStage, person } from './leg-stage.ts'

const acme = useAcme()

const LEGS = Number(process.env.LEGS ?? 60)
const SEED = Number(process.env.SEED ?? 1)
const ROUNDS_AT_MOST = 400

const kinds = [
  'drop-before',
  'drop-after',
  'drop-after',
  'status',
  'html',
  'lock',
  'sessions',
  'off',
  'off',
  'none'
] as const

/** mulberry32: the same numbers for the same seed. */
function lots(seed: number) {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  return {
    next,
    below: (count: number) => Math.floor(next() * count),
    one: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T
  }
}

const invitees = [
  { address: GRACE, who: /^003/ },
  { address: "saoirse.o'brien@harborlight.example", who: /^003/ },
  { address: 'mika.virtanen@pohjola-robotics.example', who: /^00Q/ },
  { address: 'noor.haddad@meridian.example', who: /^003/ },
  { address: 'hanako.yamada@tanuki.example', who: /^003/ },
  { address: 'new.one@nouveau.example', who: /^00Q/ },
  { address: 'new.two@nouveau.example', who: /^00Q/ }
]

test(`${LEGS} bookings, moved and cancelled under trouble, are ${LEGS} Events in the end (seed ${SEED})`, {
  timeout: 600_000
}, async () => {
  const dice = lots(SEED)
  const stage = legStage(acme)
  stage.rules.unknownInvitee = 'lead'
  stage.needs.random = dice.next
  await stage.turn({ knob: 'settings', settings: { dailyApiRequests: 1_000_000 } })
  const owners = new Map([
    [olga.id, await stage.userId(olga)],
    [priya.id, await stage.userId(priya)]
  ])
  const contacts = (await stage.rows('Contact')).map(({ Id }) => String(Id))

  const all = Array.from({ length: Math.ceil(LEGS * 1.1) }, (_, index) => ({
    id: String(index).padStart(5, '0'),
    organizer: dice.next() < 0.5 ? olga : priya,
    invitee: dice.one(invitees),
    cancelled: index >= LEGS
  }))
  const troubles: Record<string, number> = {}
  const meet = (name: string) => (troubles[name] = (troubles[name] ?? 0) + 1)
  const advance = async (ms: number) => {
    stage.time.now += ms
    stage.time.skew += ms
    await acme.post('/_sandbox/clock', { advance: ms })
  }

  async function anyTrouble() {
    const kind = rounds === 20 ? 'limit' : dice.one(kinds)
    meet(kind)
    switch (kind) {
      case 'drop-before':
      case 'drop-after':
      case 'html':
      case 'status':
        return acme.trouble({
          cloud: 'salesforce',
          kind,
          times: 1 + dice.below(Math.max(4, LEGS / 10)),
          ...(dice.next() < 0.6 ? { method: dice.one(['PATCH', 'POST', 'DELETE']) } : {})
        })
      case 'lock':
        return stage.turn({ knob: 'lock', record: dice.one(contacts), times: 1 + dice.below(3) })
      case 'sessions':
        return stage.turn({ knob: 'end sessions' })
      case 'off': {
        const user = owners.get(dice.one([olga, priya]).id)
        await stage.turn({ knob: 'standing', user, preauthorised: false })
        await stage.turn({ knob: 'end sessions' })
        return
      }
      case 'limit':
        return stage.turn({ knob: 'settings', settings: { dailyApiRequests: 1 } })
      case 'none':
    }
  }
  const calm = async () => {
    for (const user of owners.values()) await stage.turn({ knob: 'standing', user, preauthorised: true })
    await stage.turn({ knob: 'settings', settings: { dailyApiRequests: 1_000_000 } })
  }

  let booked = 0
  let rounds = 0
  let moves = 0
  const cancel = all.filter(({ cancelled }) => cancelled)
  const began = performance.now()
  for (; rounds < ROUNDS_AT_MOST; rounds += 1) {
    for (let count = 0; count < LEGS / 20 && booked < all.length; count += 1, booked += 1) {
      const { id, organizer, invitee } = all[booked] as (typeof all)[number]
      await stage.book({
        id,
        organizer,
        start: firstStart + booked * HOUR,
        attendees: [person(invitee.address, `N ${booked}`)]
      })
    }
    const stands = all.slice(0, Math.min(booked, LEGS))
    for (let count = 0; count < LEGS / 60 && booked < all.length; count += 1) {
      const { id, organizer } = dice.one(stands)
      await stage.move(id, 10 * MINUTE, organizer)
      moves += 1
    }
    for (const one of booked >= all.length ? cancel.splice(0, 1 + dice.below(Math.ceil(LEGS / 20))) : [])
      await stage.cancel(one.id, one.organizer)

    const troubled = rounds < 60 && dice.next() < 0.8
    if (troubled) await anyTrouble()
    await Promise.all([stage.keep(), stage.keep()]) // two workers
    if (dice.next() < 0.4) await calm()
    await advance(rounds < 60 ? 30_000 : 16 * MINUTE)
    for (let busy = 1; busy > 0 && !troubled; ) busy = await stage.keep()
    const open = [...stage.kept.values()].filter(({ state }) => state === 'waiting')
    if (booked >= all.length && cancel.length === 0 && open.length === 0) break
  }
  const seconds = (performance.now() - began) / 1000

  const states = Object.groupBy([...stage.kept.values()], ({ state }) => state)
  const events = (await stage.written()).filter(({ IsDeleted }) => !IsDeleted)
  const requests = (await acme.journal()).filter(({ cloud }) => cloud === 'salesforce').length
  const attempts = (await Promise.all(all.map(({ id }) => stage.legs.attempts(`bk-${id}`)))).flat()
  const results = Object.entries(Object.groupBy(attempts, ({ result }) => result)).map(
    ([result, list]) => `${result} ${list?.length}`
  )
  const figures = { legs: LEGS, seed: SEED, rounds, moves, seconds: Math.round(seconds), requests, troubles, results }
  if (process.env.LEGS) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`)

  expect(Object.fromEntries(Object.entries(states).map(([state, legs]) => [state, legs?.length]))).toEqual({
    written: LEGS,
    'taken out': all.length - LEGS
  })
  expect(events.length).toBe(LEGS)
  expect(new Set(events.map(({ Booking_Key__c: key }) => key)).size).toBe(LEGS)
  const relations = await stage.rows('EventRelation')
  const wrong = all.slice(0, LEGS).flatMap(({ id, organizer, invitee }) => {
    const event = events.find(({ Booking_Key__c: key }) => key === `bk-${id}`)
    const invited = relations.filter(
      ({ EventId, IsInvitee, IsDeleted }) => EventId === event?.Id && IsInvitee && !IsDeleted
    )
    const right =
      event?.OwnerId === owners.get(organizer.id) &&
      event?.CreatedById === owners.get(organizer.id) &&
      invitee.who.test(String(event?.WhoId)) &&
      invited.length === 1 &&
      invited[0]?.RelationId === event?.WhoId &&
      invited[0]?.Status === 'Accepted' &&
      Date.parse(String(event?.StartDateTime)) === stage.subject(id).activity.start
    return right ? [] : [{ id, event, invited }]
  })
  expect(wrong).toEqual([])
  const made = (await stage.rows('Lead')).filter(({ Email }) => String(Email).endsWith('@nouveau.example'))
  expect(made.map(({ Email }) => Email).sort()).toEqual(['new.one@nouveau.example', 'new.two@nouveau.example'])
})
