import type { Face, Ground } from '../face.ts'

export function createEntraFace(_ground: Ground): Face {
  return {
    cloud: 'entra',
    owns: (path) =>
      /^\/[^/]+\/(oauth2\/v2\.0\/|discovery\/v2\.0\/keys$|v2\.0\/\.well-known\/openid-configuration$)/.test(path),
    answer: () => ({ status: 501 })
  }
}
