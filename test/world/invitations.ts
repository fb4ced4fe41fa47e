// Invitations in a calendar that answers as it is told, and answers that are kept nowhere.
import type { Entry as Audited } from '../../src/audit/audit-log.ts'
import type { Entry } from '../../src/availability/week.ts'
import type { AnswerStore } from '../../src/invitations/answer-store.ts'
import type { KeptAnswer, TakenAnswer } from '../../src/invitations/given-answer.ts'
import type { Answer, Invitation, Occurrence } from '../../src/invitations/invitation.ts'
import { responseTo } from '../../src/invitations/invitation.ts'
import type { Invitations } from '../../src/invitations/invitations.ts'

const at = (id: string, start: string, end: string): Occurrence => ({
  id,
  start: Date.parse(`2027-01-${start}Z`),
  end: Date.parse(`2027-01-${end}Z`)
})

/** Thursday afternoon, from Piet. */
export const numbers: Invitation = {
  id: 'item-of-the-numbers',
  title: 'Numbers with Piet',
  from: { name: 'Piet Jansen', address: 'piet.jansen@acme.example' },
  place: 'Harbour',
  private: false,
  allDay: false,
  cancelled: false,
  response: 'none',
  wantsAnswer: true,
  series: false,
  times: '2027-01-07T14:00/2027-01-07T15:00',
  occurrences: [at('item-of-the-numbers', '07T14:00', '07T15:00')]
}

/** Friday morning, from somebody outside, and private. */
export const clinic: Invitation = {
  ...numbers,
  id: 'item-of-the-clinic',
  title: 'Results of the scan',
  from: { name: 'Clinic', address: 'desk@clinic.example' },
  private: true,
  times: '2027-01-08T08:00/2027-01-08T08:30',
  occurrences: [at('item-of-the-clinic', '08T08:00', '08T08:30')]
}

/** Four Mondays. */
export const jourFixe: Invitation = {
  ...numbers,
  id: 'series-of-the-jour-fixe',
  title: 'Jour fixe',
  series: true,
  times: '2027-01-11T09:00/2027-01-11T10:00',
  occurrences: ['11', '18', '25'].map((day) => at(`jour-fixe-${day}`, `${day}T09:00`, `${day}T10:00`))
}

export type Taking = 'given' | 'not now' | 'refused' | 'unclear, and it took' | 'unclear, and it did not'

export function invitationsInMemory(append: (entry: Audited) => unknown = () => {}) {
  const outside = {
    invitations: [] as Invitation[],
    entries: [] as Entry[],
    unread: false,
    takes: 'given' as Taking,
    /** What Exchange was told, in this order. */
    told: [] as { id: string; answer: Answer; comment: string; silently: boolean }[]
  }
  const take = (id: string, answer: Answer) => {
    outside.invitations =
      answer === 'decline'
        ? outside.invitations.filter((one) => one.id !== id)
        : outside.invitations.map((one) => (one.id === id ? { ...one, response: responseTo[answer] } : one))
  }
  const invitations: Invitations = {
    async within() {
      if (outside.unread) return { unknown: 'Exchange does not answer' }
      const own = outside.invitations.flatMap(({ occurrences, title, private: hidden }) =>
        occurrences.map((one) => ({
          ...one,
          ...{ status: 'tentative' as const, private: hidden, allDay: false, title }
        }))
      )
      return { invitations: outside.invitations, entries: [...outside.entries, ...own] }
    },
    async read(_, id) {
      if (outside.unread) return { notNow: 'Exchange answered 503' }
      const invitation = outside.invitations.find((one) => one.id === id)
      return invitation ? { invitation } : 'gone'
    },
    async answer(_, id, given) {
      if (outside.takes === 'not now') return { notNow: 'Exchange answered 503' }
      if (outside.takes === 'refused') return { refused: 'Exchange answered 403' }
      if (outside.takes === 'given' || outside.takes === 'unclear, and it took') {
        outside.told.push({ id, ...given })
        take(id, given.answer)
      }
      return outside.takes === 'given' ? 'given' : { unclear: 'no answer' }
    }
  }

  const kept = new Map<string, TakenAnswer & { dueAt: number; leased: boolean }>()
  const plain = ({
    lease: _,
    attempt: __,
    sentAt: ___,
    dueAt: ____,
    leased: _____,
    ...answer
  }: TakenAnswer & { dueAt: number; leased: boolean }): KeptAnswer => answer
  const set = (id: string, change: object) => {
    const before = kept.get(id)
    if (before) kept.set(id, { ...before, ...change })
  }
  const answers: AnswerStore = {
    async place(wish) {
      const known = kept.get(wish.id)
      if (known) return { known: plain(known) }
      const other = [...kept.values()].find(
        (one) => one.state === 'wanted' && one.organizer === wish.organizer && one.item === wish.item
      )
      if (other) return 'being answered'
      const answer = { ...wish, state: 'wanted' as const, since: wish.at, problem: null }
      kept.set(wish.id, { ...answer, lease: 'l1', attempt: 1, sentAt: null, dueAt: wish.at, leased: true })
      return { ...answer, lease: 'l1', attempt: 1, sentAt: null }
    },
    async find(id) {
      const found = kept.get(id)
      return found && plain(found)
    },
    ofOrganizer: async (organizer, since) =>
      [...kept.values()]
        .filter((one) => one.organizer === organizer && (one.state === 'wanted' || one.since >= since))
        .map(plain)
        .reverse(),
    async take(limit, _, now) {
      const due = [...kept.values()].filter((one) => one.state === 'wanted' && one.dueAt <= now && !one.leased)
      return due.slice(0, limit).map((one) => {
        set(one.id, { attempt: one.attempt + 1, leased: true })
        return kept.get(one.id) as TakenAnswer
      })
    },
    async sending({ id }, now) {
      set(id, { sentAt: now })
      return true
    },
    async settle({ id }, became, entry, now) {
      set(id, { ...became, since: now, leased: false })
      await append(entry)
      return true
    },
    async later({ id, sentAt }, dueAt, problem, untouched) {
      set(id, { dueAt, problem, leased: false, ...(untouched ? { sentAt } : {}) })
    }
  }
  return { outside, invitations, answers, kept }
}
