/**
 * A text of a cloud may name people by their addresses, and the log is read by others than their colleagues: "…@…" instead. The
 * parts of whatever is logged, as it is written down; nothing else of it changes.
 */
export function withoutAddresses(said: unknown): unknown {
  if (typeof said === 'string') return said.includes('@') ? said.replace(ADDRESS, '…@…') : said
  if (Array.isArray(said)) return said.map(withoutAddresses)
  if (typeof said !== 'object' || said === null) return said
  return Object.fromEntries(Object.entries(said).map(([name, part]) => [name, withoutAddresses(part)]))
}

const ADDRESS = /[^\s"'<>()[\],;:=/]{1,64}@[^\s"'<>()[\],;:=/]{1,255}/g
