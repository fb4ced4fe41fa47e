// POST /_sandbox/meeting {mailbox, meeting, act, …}: what a person does in Outlook, by hand.
import { acts } from '../exchange/by-hand.ts'
import type { World } from '../world.ts'
import type { Fields } from './fields.ts'
import type { Outcome } from './outcome.ts'
import { whom } from './whom.ts'

/** The page sends one choice, also where it says more: "decline as grace@hopper.example", "give category Salesforce". */
export function actOnMeeting(fields: Fields, { ground, faces }: World): Outcome {
  const named = whom(ground, 'mailbox', fields.mailbox)
  if ('problem' in named) return named
  const [, said = '', as, category] =
    /^(give category|take category|.*?)(?: as (\S+@\S+)|(?<=category) (.+))?$/.exec(String(fields.act ?? '').trim()) ??
    []
  if (!acts.includes(said)) return { problem: `Nobody can "${said}" a meeting here. There are ${acts.join(', ')}.` }
  const minutes = fields.minutes === undefined || fields.minutes === '' ? 60 : Number(fields.minutes)
  if (!Number.isFinite(minutes)) return { problem: 'minutes is a number, below nothing for earlier.' }

  const text = (name: string) =>
    fields[name] === undefined || fields[name] === '' ? {} : { [name]: String(fields[name]) }
  const problem = faces.graph.act({
    mailbox: named.found.id,
    meeting: String(fields.meeting ?? ''),
    act: said,
    minutes,
    ...text('as'),
    ...(as ? { as } : {}),
    ...text('start'),
    ...text('end'),
    ...text('comment'),
    ...text('subject'),
    ...text('address'),
    ...text('category'),
    ...(category ? { category } : {})
  })
  return problem === undefined ? { done: undefined } : { problem }
}
