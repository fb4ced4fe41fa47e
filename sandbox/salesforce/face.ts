import type { Face, Ground } from '../face.ts'

export function createSalesforceFace(_ground: Ground): Face & { state(): Record<string, Record<string, unknown>[]> } {
  return {
    cloud: 'salesforce',
    owns: (path) => path.startsWith('/services/') || path.startsWith('/id/'),
    answer: () => ({ status: 501 }),
    state: () => ({})
  }
}
