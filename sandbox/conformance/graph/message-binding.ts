// Which message an id of the sample tenant stands for.
import type { Needs } from './binding-needs.ts'
import type { GraphCase } from './case.ts'
import { people, personCalled } from './people.ts'
import { makeMeeting, sampleOf } from './scene.ts'
import { asPerson } from './tenant.ts'

/** A message of the kind the sample shows: an answer to a meeting that a delegate has made. */
export async function message({ tenant, one }: Needs): Promise<string> {
  const reader = personCalled(one.caller.as ?? '') ?? people.alex
  const wanted = String(
    one.assert?.find(({ at }) => at.endsWith('meetingMessageType'))?.value ?? sampleOf(one).meetingMessageType ?? ''
  ).toLowerCase()
  const response = wanted.includes('accepted')
    ? wanted.includes('ten')
      ? 'tentativelyAccepted'
      : 'accepted'
    : wanted.includes('declined')
      ? 'declined'
      : undefined
  const about: GraphCase = response
    ? {
        ...one,
        preconditions: ['created by Adele on behalf of Alex'],
        responseBody: { attendees: [{ emailAddress: { address: people.christie.address }, status: { response } }] }
      }
    : { ...one, responseBody: {} }
  await makeMeeting(tenant, about, response ? people.alex : reader, response === undefined)
  const { value } = (await tenant.arrange(
    'GET',
    `/users/${reader.address}/messages`,
    undefined,
    asPerson(reader.address)
  )) as {
    value: { id: string; meetingMessageType?: string }[]
  }
  return (
    (value.find(({ meetingMessageType }) => !wanted || meetingMessageType?.toLowerCase() === wanted) ?? value[0])?.id ??
    ''
  )
}
