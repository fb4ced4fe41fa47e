// Access tokens. They are signed with what the org's key pair is made of and hold what they stand for, so that they
// need no list and survive a restart; only those that were ended before their time are noted.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Ground } from '../../face.ts'
import { id15 } from '../ids.ts'
import type { Org, Row } from '../org.ts'

export type Session = { user: Row; app: string }

export type Sessions = {
  issue(user: Row, app: string): string
  /** Undefined: never issued, over, revoked, or the user is gone or inactive. */
  find(token: string): Session | undefined
  end(token: string): boolean
  /** Ends all sessions issued until now. */
  endAll(): void
}

type Ended = { tokens: string[]; before: number }

// The session timeout of a fresh org.
const lifetime = 2 * 60 * 60_000

export function openSessions(ground: Ground, org: Org): Sessions {
  const documents = ground.documents.salesforce
  const { privateKey } = documents['signing key'] as { privateKey: string }
  const sign = (content: string) => createHmac('sha256', privateKey).update(`session ${content}`).digest('base64url')
  const ended = () => (documents['ended sessions'] ?? { tokens: [], before: 0 }) as Ended
  const note = (change: Partial<Ended>) => {
    documents['ended sessions'] = { ...ended(), ...change }
    ground.changed('salesforce', 'ended sessions')
  }

  const read = (token: string) => {
    const [content = '', signature = ''] = token.slice(token.indexOf('!') + 1).split('.')
    const expected = sign(content)
    if (signature.length !== expected.length || !timingSafeEqual(Buffer.from(signature), Buffer.from(expected))) {
      return undefined
    }
    const [userId, app, issued, number] = JSON.parse(Buffer.from(content, 'base64url').toString())
    return { userId: String(userId), app: String(app), issued: Number(issued), number: Number(number) }
  }

  return {
    issue(user, app) {
      const content = Buffer.from(JSON.stringify([user.Id, app, org.now(), ground.next()])).toString('base64url')
      return `${id15(org.settings.id)}!${content}.${sign(content)}`
    },
    find(token) {
      const held = read(token)
      if (!held || org.now() - held.issued > lifetime) return undefined
      if (held.number <= ended().before || ended().tokens.includes(token)) return undefined
      const user = org.find('User', held.userId)
      return user?.IsActive ? { user, app: held.app } : undefined
    },
    end(token) {
      if (!read(token)) return false
      note({ tokens: [...ended().tokens, token] })
      return true
    },
    endAll: () => note({ tokens: [], before: ground.next() })
  }
}
