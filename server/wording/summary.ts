// The daily summary to an organizer: what was offered, held and taken in her name, as plain text and as simple HTML.
import type { Link } from '../../src/links/link.ts'
import { keeperOf } from '../../src/links/link.ts'
import { initiatorLine } from '../../src/people/initiator.ts'
import type { Summary, Told } from '../../src/summary/summary.ts'
import type { Words } from '../../src/watch/mail.ts'
import { dayText, type Reader, spanText, timeText, wallDateText, zoneText } from './when.ts'
import { calledBy } from './who.ts'

/** `revoke`: the address that revokes this link without signing in. */
export type Addresses = { console: string; revoke(link: Link): string; link(link: Link): string }

/** More than anybody reads; the console has all of them. */
const LINKS_AT_MOST = 50
const SLOTS_AT_MOST = 12

/** A letter before it is spelled: headings, and lines with addresses behind some of their words. */
type Line = { text: string; links?: { words: string; href: string }[] }
type Part = { heading: string; lines: Line[] }

export function summaryWords(summary: Summary, addresses: Addresses): Words {
  const { organizer, days, zone, now } = summary
  const reader: Reader = { zone, now }
  const offered = days.reduce((sum, day) => sum + day.offered.length, 0)
  const taken = days.reduce((sum, day) => sum + day.taken.length, 0)
  const opening = [
    `Hello ${calledBy(organizer.name)},`,
    `this is what happened in your name yesterday and today until ${timeText(now, reader)} (${zoneText(zone)}).`
  ]
  const parts = [
    ...days.flatMap((day, index) => dayParts(day, index === 1, reader, addresses)),
    ...heldPart(summary, reader, addresses),
    ...openPart(summary, addresses)
  ]
  const closing: Line[] = [
    {
      text: 'Revoking asks once more on its page, and needs no sign-in; each address works for two weeks. Whoever has this letter can use it, so please do not pass it on.'
    },
    {
      text: 'Everything in your name, and whether and when you get this letter:',
      links: [{ words: 'In your name', href: addresses.console }]
    }
  ]
  return {
    subject: `In your name: ${thing(offered, 'link')} offered, ${thing(taken, 'time')} taken`,
    text: asText(opening, parts, closing),
    html: asHtml(opening, parts, closing)
  }
}

const thing = (count: number, name: string) => `${count === 0 ? 'no' : count} ${name}${count === 1 ? '' : 's'}`

function dayParts(day: Summary['days'][number], isToday: boolean, reader: Reader, addresses: Addresses): Part[] {
  const when = `${isToday ? 'Today' : 'Yesterday'}, ${wallDateText(day.date, reader)}`
  const offered = day.offered.map(({ link }) => linkLine(link, addresses))
  const taken = day.taken.map(({ booking, link }) => takenLine(booking, link, reader))
  return [
    ...(offered.length > 0 ? [{ heading: `${when}: offered`, lines: offered }] : []),
    ...(taken.length > 0 ? [{ heading: `${when}: taken`, lines: taken }] : [])
  ]
}

function linkLine(link: Link, addresses: Addresses): Line {
  const keeper = link.keeper ? `, now kept by ${keeperOf(link).name}` : ''
  return {
    text: `${link.subject}. ${initiatorLine(link)}${keeper}.`,
    links: [
      { words: 'See it', href: addresses.link(link) },
      ...(link.revokedAt === null ? [{ words: 'Revoke it', href: addresses.revoke(link) }] : [])
    ]
  }
}

function takenLine(booking: Told, link: Link | undefined, reader: Reader): Line {
  const { slot, invitee } = booking
  const when = `${dayText(slot.start, reader)}, ${spanText(slot, reader)}`
  const offered = link ? ` ${initiatorLine(link)}.` : ''
  return {
    text: `${when}: ${link?.subject ?? 'a meeting'}, with ${invitee.name} <${invitee.address}>. ${stateText(booking)}${offered}`
  }
}

function stateText({ state }: Told): string {
  switch (state) {
    case 'requested':
      return 'It waits to be approved.'
    case 'declined':
      return 'It was not approved.'
    case 'held':
      return 'It is being confirmed.'
    case 'confirmed':
      return 'It is in your calendar.'
    case 'released':
      return 'It could not be booked, and the time is free again.'
    case 'cancelled':
      return 'It was cancelled.'
  }
}

function heldPart({ held }: Summary, reader: Reader, addresses: Addresses): Part[] {
  if (held.length === 0) return []
  const lines = held.map(({ link, slots }): Line => {
    const shown = slots
      .slice(0, SLOTS_AT_MOST)
      .map((slot) => `${dayText(slot.start, reader)}, ${spanText(slot, reader)}`)
    const more = slots.length > shown.length ? `; and ${slots.length - shown.length} more` : ''
    return { ...linkLine(link, addresses), text: `${link.subject}: ${shown.join('; ')}${more}.` }
  })
  return [{ heading: 'Held in your calendar until somebody takes them', lines }]
}

/** Those that were told above stand there with their addresses already. */
function openPart({ open, days, held }: Summary, addresses: Addresses): Part[] {
  const told = new Set([...days.flatMap(({ offered }) => offered), ...held].map(({ link }) => link.id))
  const others = open.filter(({ link }) => !told.has(link.id))
  if (others.length === 0) return []
  const lines = others.slice(0, LINKS_AT_MOST).map(({ link }) => linkLine(link, addresses))
  const more = others.length - lines.length
  if (more > 0) lines.push({ text: `And ${more} more.`, links: [{ words: 'In your name', href: addresses.console }] })
  return [{ heading: 'Open from before', lines }]
}

function asText(opening: readonly string[], parts: readonly Part[], closing: readonly Line[]): string {
  const line = ({ text, links = [] }: Line) =>
    [text, ...links.map(({ words, href }) => `  ${words}: ${href}`)].join('\n')
  return [
    ...opening,
    ...parts.map(({ heading, lines }) => [heading.toUpperCase(), ...lines.map((each) => `- ${line(each)}`)].join('\n')),
    ...closing.map(line)
  ].join('\n\n')
}

/** No style, no picture, nothing to be fetched: mail programs show it in their own way. */
function asHtml(opening: readonly string[], parts: readonly Part[], closing: readonly Line[]): string {
  const line = ({ text, links = [] }: Line) =>
    [escaped(text), ...links.map(({ words, href }) => `<a href="${escaped(href)}">${escaped(words)}</a>`)].join(' ')
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>In your name</title></head><body>',
    ...opening.map((text) => `<p>${escaped(text)}</p>`),
    ...parts.map(
      ({ heading, lines }) =>
        `<h2>${escaped(heading)}</h2><ul>${lines.map((each) => `<li>${line(each)}</li>`).join('')}</ul>`
    ),
    ...closing.map((each) => `<p>${line(each)}</p>`),
    '</body></html>'
  ].join('\n')
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => escapes[character] ?? '')
