import { type Authority, authorize } from '../delegates/authority.ts'
import { whyOf } from '../outbox/failure.ts'
import type { Person } from '../people/person.ts'
import { ANSWER_LEASE, changedSince, type DeliverAnswerNeeds, deliverAnswer } from './deliver-answer.ts'
import type { KeptAnswer } from './given-answer.ts'
import type { Answer, Response } from './invitation.ts'
import { LOOKED_AHEAD } from './waiting-invitations.ts'

/** What somebody has read and answered. `id`: made by the server with the form. */
export type AnswerWish = {
  id: string
  item: string
  answer: Answer
  comment: string
  before: Response
  times: string
}

export type Answered =
  /** Written down, and Exchange was told at once if it could be. */
  | { kept: KeptAnswer }
  | 'gone'
  /** What stands in the calendar is not what was answered; nothing was sent. */
  | { changed: string }
  | 'being answered'
  | 'private_hidden'
  | { unknown: string }

/**
 * One answer, however often it is pressed: the form's id is looked for first, and a second answer to the same invitation has
 * to wait for the first. Nothing is sent unless the invitation is as the person who answers has read it.
 */
export async function answerInvitation(
  authority: Authority<'answer invitation'>,
  wish: AnswerWish,
  needs: DeliverAnswerNeeds
): Promise<Answered> {
  const { organizer, actor, right, at } = authority
  const known = await needs.answers.find(wish.id)
  if (known) return known.organizer === organizer.id ? { kept: known } : 'gone'

  const read = await needs.invitations.read(organizer, wish.item)
  if (read === 'gone') return 'gone'
  if (!('invitation' in read)) return { unknown: whyOf(read) }
  const { invitation } = read
  if (invitation.private) {
    const seeing = await authorize('see private items', actor, organizer, needs)
    if ('refused' in seeing) return 'private_hidden'
  }
  const changed = changedSince(wish, invitation)
  if (changed) return { changed }
  const { start, end } = invitation.occurrences[0] ?? { start: at, end: at }
  if (end <= at && !invitation.series) return { changed: 'It is over.' }

  const silently = !invitation.wantsAnswer
  const placed = await needs.answers.place(
    {
      ...wish,
      organizer: organizer.id,
      comment: silently ? '' : signed(wish.comment, authority),
      silently,
      ...{ actor, right, at, start, end: invitation.series ? at + LOOKED_AHEAD : end },
      title: invitation.private ? '' : invitation.title
    },
    ANSWER_LEASE
  )
  if (placed === 'being answered') return placed
  if ('known' in placed) return { kept: placed.known }
  await deliverAnswer(placed, invitation, needs)
  return { kept: (await needs.answers.find(wish.id)) ?? placed }
}

/** Exchange forgets who answered for her; the sender reads it here, as an answer from Outlook says it. */
const signed = (comment: string, { actor, organizer }: Authority): string =>
  [comment, signature(actor, organizer)].filter(Boolean).join('\n\n')

/** '' where she answers for herself. */
export const signature = (actor: Person, organizer: Person): string =>
  actor.id === organizer.id ? '' : `Answered by ${actor.name} on behalf of ${organizer.name}`
