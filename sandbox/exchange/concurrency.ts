// Exchange answers at most four requests at once for one mailbox and refuses the fifth.
import { refuse } from './refusal.ts'

const most = 4

export function createConcurrency() {
  const running = new Map<string, number>()
  return async function within<Result>(mailbox: string, work: () => Promise<Result>): Promise<Result> {
    const others = running.get(mailbox) ?? 0
    if (others >= most) {
      throw refuse(
        429,
        'ApplicationThrottled',
        'Application is over its MailboxConcurrency limit.',
        {},
        { 'retry-after': '1' }
      )
    }
    running.set(mailbox, others + 1)
    try {
      return await work()
    } finally {
      const left = (running.get(mailbox) ?? 1) - 1
      if (left > 0) running.set(mailbox, left)
      else running.delete(mailbox)
    }
  }
}
