// A meeting that was saved by its category in Outlook, on its page in the console.
import { expect, test } from 'vitest'
import { somebodyInOutlook } from '../../../src/activities/saved-meeting.ts'
import { dana } from '../../world/cast.ts'
import { flawsOf, textOf } from '../../world/pages.ts'
import { olgasPath } from './desk.ts'
import { contactGrace, deskWithMeetings, lunchId } from './meetings.ts'

test('it is said what saved it', async () => {
  const desk = await deskWithMeetings()
  const danas = await desk.as(dana)
  const page = `${olgasPath}/meetings?item=${encodeURIComponent(lunchId)}`
  const sent = { item: lunchId, seen: '0', who: contactGrace.id, record: 'nothing' }
  await danas.post(`${olgasPath}/meetings/saving`, sent)
  const [saved] = desk.saved.values()
  if (!saved) return expect.fail('nothing was saved')
  desk.saved.set(saved.key, { ...saved, savedBy: somebodyInOutlook, lastBy: somebodyInOutlook })
  const followed = (await danas.get(page)).body
  expect(textOf(followed)).toContain('Saved by its category in Outlook. What happens to the meeting in Outlook')
  expect(flawsOf(followed)).toEqual([])
})
