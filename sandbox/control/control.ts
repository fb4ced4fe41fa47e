// The sandbox's own pages and switches, under /_sandbox. They are no part of any cloud: nothing here is noted in the
// journal or meets trouble.
import type { WorldName } from '../directory.ts'
import type { Answered, Asked } from '../face.ts'
import type { Control, Parts } from '../server.ts'
import { settingsFor } from '../settings.ts'
import { asGiven, readRule } from '../trouble-rule.ts'
import { setClock } from './clock-control.ts'
import { bringCrowd } from './crowd.ts'
import { type Fields, readFields } from './fields.ts'
import { sendInvitation } from './invitation.ts'
import { actOnMeeting } from './meeting.ts'
import {
  changeMailbox,
  clearNotificationTrouble,
  notificationsOf,
  rehearseNotifications,
  reroute,
  sendLifecycle
} from './notifying.ts'
import { type Outcome, report } from './outcome.ts'
import { overview } from './overview.ts'
import { setPermission, switchAdminApi } from './permission.ts'
import { changePerson } from './person.ts'
import { resetTo } from './reset.ts'
import { stateOf } from './state.ts'
import { handOutToken } from './token-control.ts'

export function createControl(parts: Parts, reset: (world?: WorldName) => WorldName): Control {
  const { world, troubles, journal, clock } = parts

  const shown: Record<string, (asked: Asked) => Answered> = {
    '/_sandbox': (asked) => overview(asked, parts),
    '/_sandbox/state': () => json(stateOf(world)),
    '/_sandbox/journal': () => json(journal.entries()),
    '/_sandbox/notifications': () => json(notificationsOf(world)),
    '/_sandbox/trouble': () => json(troubles.rules().map(asGiven)),
    '/_sandbox/settings': ({ origin }) => json(settingsFor(world.ground, origin))
  }

  // The page's forms can only POST; tests say PUT and DELETE.
  const done: Record<string, (fields: Fields) => Outcome> = {
    'POST /_sandbox/reset': (fields) => resetTo(fields, reset),
    'POST /_sandbox/trouble': addTrouble,
    'DELETE /_sandbox/trouble': clearTrouble,
    'POST /_sandbox/trouble/clear': clearTrouble,
    'PUT /_sandbox/permission': (fields) => setPermission(fields, world),
    'POST /_sandbox/permission': (fields) => setPermission(fields, world),
    'POST /_sandbox/exchange-admin': (fields) => switchAdminApi(fields, world),
    'POST /_sandbox/crowd': (fields) => bringCrowd(fields, world),
    'POST /_sandbox/person': (fields) => changePerson(fields, world),
    'POST /_sandbox/meeting': (fields) => actOnMeeting(fields, world),
    'POST /_sandbox/invitation': (fields) => sendInvitation(fields, world),
    'POST /_sandbox/mailbox': (fields) => changeMailbox(fields, world),
    'POST /_sandbox/notifications': (fields) => rehearseNotifications(fields, world),
    'DELETE /_sandbox/notifications': () => clearNotificationTrouble(world),
    'POST /_sandbox/lifecycle': (fields) => sendLifecycle(fields, world),
    'POST /_sandbox/reroute': (fields) => reroute(fields, world),
    'POST /_sandbox/token': (fields) => handOutToken(fields, world),
    'POST /_sandbox/clock': (fields) => setClock(fields, clock),
    'POST /_sandbox/repeats': (fields) => world.faces.graph.treatRepeats(fields),
    'POST /_sandbox/salesforce': (fields) => world.faces.salesforce.turn(fields)
  }

  return (asked) => {
    const path = asked.path.replace(/\/+$/, '')
    if (path === '') return { status: 302, headers: { location: '/_sandbox' } }
    if (path !== '/_sandbox' && !path.startsWith('/_sandbox/')) return undefined

    if (asked.method === 'GET' && Object.hasOwn(shown, path)) return shown[path]?.(asked)
    const act = done[`${asked.method} ${path}`]
    if (!act) return { status: 404, body: { error: `The sandbox has no ${asked.method} ${path}. See /_sandbox.` } }

    const fields = readFields(asked)
    if (!fields) return report(asked, { problem: 'Send a JSON object or a form.' })
    const outcome = act(fields)
    world.save()
    return report(asked, outcome)
  }

  function addTrouble(fields: Fields): Outcome {
    const reading = readRule(fields)
    if ('problem' in reading) return reading
    troubles.add(reading.rule)
    return { done: asGiven(reading.rule) }
  }

  function clearTrouble(): Outcome {
    troubles.clear()
    clearNotificationTrouble(world)
    return { done: undefined }
  }
}

const json = (body: unknown): Answered => ({ status: 200, headers: { 'cache-control': 'no-store' }, body })
