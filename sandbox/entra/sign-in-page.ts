import { partOf } from '../cast.ts'
import { type DirectoryUser, tenants } from '../directory.ts'
import type { Answered, Asked, Ground } from '../face.ts'
import { type Html, html } from '../html.ts'
import { page } from '../page.ts'
import { peopleOf } from './people.ts'
import type { AuthorizationRequest } from './request.ts'

export function signInPage({ path, query }: Asked, { loginHint }: AuthorizationRequest, ground: Ground): Answered {
  const { name } = tenants[ground.world]
  const hinted = (person: DirectoryUser) => loginHint?.toLowerCase() === person.userPrincipalName.toLowerCase()
  const people = peopleOf(ground).toSorted((one, other) => Number(hinted(other)) - Number(hinted(one)))

  return page(
    `Sign in to ${name}`,
    html`<div class="narrow">
<h1>Sign in to ${name}</h1>
<p class="soft">This is the sandbox. Nobody has a password; choose whom you want to be.</p>
<form method="post" action="${path}?${query.toString()}">
<ul class="people">
${people.map((person) => choice(person, hinted(person), ground))}
</ul>
<button name="cancel" value="1">Cancel</button>
</form>
</div>`
  )
}

function choice(person: DirectoryUser, hinted: boolean, { world }: Ground): Html {
  const part = partOf(world, person.displayName) ?? person.jobTitle
  return html`<li${hinted && html` class="hinted"`}><button name="as" value="${person.userPrincipalName}">
<strong>Sign in as ${person.displayName}</strong>${part && html`, ${part}`}<br>
<small>${person.userPrincipalName}${!person.accountEnabled && ' (disabled)'}</small>
</button></li>
`
}
