import { isIPv4, isIPv6 } from 'node:net'

/**
 * The network that an address counts for: an IPv4 address as it is, of an IPv6 address the first half (a household or an office has all of
 * the second half to choose from). Anything else is one network, so that nobody escapes by being unreadable.
 */
export function networkOf(address: string): string {
  if (isIPv4(address)) return address
  const plain = address.split('%')[0] ?? ''
  if (!isIPv6(plain)) return 'unknown'
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1]
  if (mapped) return mapped
  const [before = '', after] = plain.split('::')
  const head = before.split(':').filter(Boolean)
  const tail = after === undefined ? [] : after.split(':').filter(Boolean)
  const zeros = Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0')
  const groups = [...head, ...(after === undefined ? [] : zeros), ...tail].slice(0, 4)
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}
