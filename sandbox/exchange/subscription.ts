// A subscription as it is kept.
import type { IdForm } from './ids.ts'

export type Subscription = {
  id: string
  /** As it was asked for; Graph gives it back like this. */
  resource: string
  what: 'Events' | 'Messages'
  /** Whose mailbox is watched, and which calendar or box of it; undefined: all boxes. */
  mailbox: string
  folder?: number | 'inbox' | 'sent'
  changeType: string
  notificationUrl: string
  lifecycleNotificationUrl?: string
  clientState?: string
  /** As it was sent, with its seven digits, and as an instant. */
  expirationDateTime: string
  expires: number
  latestSupportedTlsVersion: string
  /** Ids in its notifications have the form that was asked for when it was made. */
  idForm: IdForm
  /** Object id of the person, or of the application itself. */
  creatorId: string
  applicationId: string
}

/** One that has run out is gone, as if somebody had deleted it. */
export const isAlive = ({ expires }: Subscription, now: number) => expires > now
