// Which entry of a calendar's permissions an id of the sample tenant stands for.
import { mailboxIn, type Needs } from './binding-needs.ts'
import { personCalled, samePerson } from './people.ts'
import { sampleOf } from './scene.ts'

type Entry = {
  id: string
  emailAddress: { address?: string; name?: string }
  isInsideOrganization: boolean
  isRemovable: boolean
}

export async function permission(
  { tenant, one }: Needs,
  before: string[],
  name: string | undefined
): Promise<string | undefined> {
  const { path } = mailboxIn({ one }, before)
  const inside = before
    .slice(
      before.findIndex((part) => /^(calendar|calendars)$/i.test(part)),
      -1
    )
    .map((part) => decodeURIComponent(part))
    .join('/')
  const { value } = (await tenant.arrange('GET', `${path}/${inside}/calendarPermissions`)) as { value: Entry[] }
  const sample = sampleOf(one) as { emailAddress?: { name?: string; address?: string }; role?: string }
  const isDefault =
    /my organi[sz]ation/i.test(sample.emailAddress?.name ?? '') || /default/i.test(`${one.id} ${name ?? ''}`)
  if (isDefault) return 'RGVmYXVsdA=='
  const removable = value.filter((entry) => entry.isRemovable)
  const wanted = personCalled(sample.emailAddress?.address ?? '')
  const external = /external/i.test(one.id) ? removable.find((entry) => !entry.isInsideOrganization) : undefined
  return (
    external ??
    removable.find(({ emailAddress }) => wanted && samePerson(personCalled(emailAddress.address ?? ''), wanted)) ??
    removable.find((entry) => entry.isInsideOrganization) ??
    removable[0]
  )?.id
}
