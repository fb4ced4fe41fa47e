import type { Answered, Asked } from '../face.ts'
import { html } from '../html.ts'
import { page } from '../page.ts'

/** Nothing to forget: every sign-in asks anew who somebody is. */
export function logout({ query, body }: Asked): Answered {
  const back = query.get('post_logout_redirect_uri') ?? new URLSearchParams(body).get('post_logout_redirect_uri')
  if (!back || !/^https?:\/\//i.test(back) || !URL.canParse(back)) {
    return page('Signed out', html`<div class="narrow"><h1>You signed out of your account</h1></div>`)
  }
  const location = new URL(back)
  const state = query.get('state')
  if (state) location.searchParams.set('state', state)
  return { status: 302, headers: { location: location.href } }
}
