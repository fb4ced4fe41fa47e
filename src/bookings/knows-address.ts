import { hash, timingSafeEqual } from 'node:crypto'
import type { Invitee } from './booking.ts'

/** Whether somebody knows the address of the invitee. How long it takes says nothing about how near the guess was. */
export function knowsAddress(typed: string, { address }: Pick<Invitee, 'address'>): boolean {
  return timingSafeEqual(digest(typed), digest(address))
}

/** Mail is delivered whatever the case; people type it as their device likes. */
const digest = (address: string) => hash('sha256', address.normalize('NFC').trim().toLowerCase(), 'buffer')
