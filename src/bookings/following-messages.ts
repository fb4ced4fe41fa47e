import type { Message } from '../outbox/message.ts'

/** What must follow when a meeting that was confirmed has another time, or is no more. */
export const followingMessages = ({ id }: { id: string }): Message[] => [{ kind: 'write activity', bookingId: id }]
