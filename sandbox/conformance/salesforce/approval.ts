// The part of the web server flow that happens in a browser: the organizer approves, and the app receives a code.
import { createHash } from 'node:crypto'
import type { Known } from './filling.ts'

export async function approve(origin: string, known: Known) {
  const [redirect, verifier] = [`${origin}/callback`, 'v'.repeat(64)]
  const asked = new URLSearchParams({
    response_type: 'code',
    client_id: 'APP_KEY',
    redirect_uri: redirect,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    login_hint: 'organizer@acme.example'
  })
  const answer = await fetch(`${origin}/services/oauth2/authorize?${asked}`, { redirect: 'manual' })
  const code = new URL(answer.headers.get('location') ?? origin).searchParams.get('code') ?? ''
  Object.assign(known.values, { code, verifier, redirect: encodeURIComponent(redirect) })
}
