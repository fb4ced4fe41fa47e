import type { Face, Ground } from '../face.ts'

export function createGraphFace(_ground: Ground): Face & {
  state(): Record<string, { events: Record<string, unknown>[]; sent: Record<string, unknown>[] }>
  setPermission(organizerId: string, personId: string, role: string): void
} {
  return {
    cloud: 'graph',
    owns: (path) => path.startsWith('/v1.0/'),
    answer: () => ({ status: 501 }),
    state: () => ({}),
    setPermission() {}
  }
}
