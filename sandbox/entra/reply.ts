// Back to the app: in the query, the fragment, or a form that the browser posts.
import type { Answered } from '../face.ts'
import { html } from '../html.ts'
import { page } from '../page.ts'
import type { ReplyTo } from './request.ts'

export function replyToApp({ redirectUri, responseMode, state }: ReplyTo, values: Record<string, string>): Answered {
  const fields = Object.entries(state === null ? values : { ...values, state })
  if (responseMode === 'form_post') return formPost(redirectUri, fields)

  const location = new URL(redirectUri)
  if (responseMode === 'fragment') location.hash = new URLSearchParams(fields).toString()
  else for (const [name, value] of fields) location.searchParams.set(name, value)
  return { status: 302, headers: { location: location.href, 'cache-control': 'no-store' } }
}

// As Entra does it: the one script of the sandbox, and a button for a browser without.
function formPost(redirectUri: string, fields: [string, string][]): Answered {
  return page(
    'Working…',
    html`<form class="narrow" method="post" action="${redirectUri}">
${fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">\n`)}
<p>You are signed in.</p>
<button>Continue</button>
</form>
<script>document.forms[0].submit()</script>`
  )
}
