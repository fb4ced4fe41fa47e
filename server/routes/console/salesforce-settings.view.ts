import type { ActivitySettings } from '../../../src/activities/activity-settings.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import type { SalesforceDesk } from '../../services.ts'
import {
  type CheckControl,
  type ChoiceControl,
  check,
  choice,
  summaryOf,
  type TextControl,
  text,
  titleWith
} from './controls.view.ts'
import { organizerPath, type Page } from './desk.ts'
import type { Problems } from './form.ts'

/** What the form sent, or what stands in it. `username` undefined: there was no such field. */
export type TypedSettings = {
  mode: string
  privateMeetings: string
  allPrivate: boolean
  username: string | undefined
}

export type SalesforceSettingsView = Page & {
  name: string
  own: boolean
  back: { href: string; text: string }
  said: string | null
  /** Nothing is written to Salesforce at all: it is not set up. */
  without: boolean
  problems: { href: string; message: string }[]
  /** null: she may only read. */
  form: {
    action: string
    mode: ChoiceControl
    privateMeetings: ChoiceControl
    allPrivate: CheckControl
    username: TextControl | null
  } | null
  /** As whom Events are written, where it cannot be changed here, and who can. */
  writesAs: { username: string | null; changedBy: string } | null
  /** What is chosen, for those who only read it. */
  chosen: string[]
  /** Where administrators see whether it works. */
  checks: string | null
}

type Known = {
  organizer: Organizer
  settings: ActivitySettings
  desk: SalesforceDesk | undefined
  own: boolean
  administers: boolean
  mayChoose: boolean
  mayName: boolean
  said: string
  typed: TypedSettings
  problems: Problems
}

const saidText: Record<string, string> = {
  saved: 'Saved. Meetings ahead are brought to it within a minute.',
  unchecked: 'Saved. Whether Salesforce has this user could not be asked right now; the check of the set-up will tell.'
}

export function salesforceSettingsView(known: Known): SalesforceSettingsView {
  const { organizer, desk, own, administers, mayChoose, mayName, problems } = known
  const { username } = known.typed
  return {
    title: titleWith(problems, `Salesforce: ${organizer.name}`),
    here: null,
    name: organizer.name,
    own,
    // Who looks after the installation mostly has no right to see the organizer's own page.
    back:
      administers && !own
        ? { href: checks, text: 'Salesforce set-up' }
        : { href: organizerPath(organizer), text: organizer.name },
    said: saidText[known.said] ?? null,
    without: desk === undefined,
    problems: summaryOf(problems),
    form: desk && mayChoose ? { action: `${organizerPath(organizer)}/salesforce`, ...controls(known) } : null,
    writesAs:
      desk && !mayName
        ? {
            username: organizer.salesforceUsername,
            changedBy:
              desk.fixedBy(organizer.address) === 'ORGANIZERS'
                ? 'The setting ORGANIZERS of this installation says so.'
                : 'An administrator can change this.'
          }
        : null,
    chosen: chosenText(known.settings),
    checks: administers && own && desk ? checks : null
  }

  function controls({ typed: { mode, privateMeetings, allPrivate } }: Known) {
    return {
      mode: choice({
        name: 'mode',
        label: 'What is written',
        value: mode,
        problem: problems.mode,
        choices: [
          { value: 'create', text: 'OnBehalf writes an Event for each meeting', hint: 'The usual choice.' },
          {
            value: 'link',
            text: 'Another program writes the Events',
            hint: 'Such as Einstein Activity Capture or an Outlook sidebar. OnBehalf waits for its Event, and relates it to contact and record. Without this choice there would be two.'
          },
          { value: 'off', text: 'Nothing', hint: 'What stands in Salesforce already stays as it is.' }
        ]
      }),
      privateMeetings: choice({
        name: 'private-meetings',
        label: 'A meeting that is marked private in Outlook',
        value: privateMeetings,
        problem: problems['private-meetings'],
        choices: [
          {
            value: 'without relations',
            text: 'becomes a private Event',
            hint: 'Related to nobody. Those with View All Data in Salesforce can see it all the same.'
          },
          { value: 'withheld', text: 'stays out of Salesforce', hint: 'If its Event is there already, it is removed.' }
        ]
      }),
      allPrivate: check({
        name: 'all-private',
        label: 'Treat every meeting as private',
        hint: 'No Event is related to a contact, lead or record then: Salesforce does not allow it for private ones.',
        ticked: allPrivate
      }),
      username: mayName
        ? text({
            name: 'username',
            label: 'Salesforce username',
            hint: `Events are written as this user, into her or his Salesforce calendar. It stands in Salesforce under Setup › Users, and is never looked up by e-mail. Empty: nothing can be written for ${organizer.name}.`,
            value: username ?? '',
            problem: problems.username,
            optional: true,
            longest: 80
          })
        : null
    }
  }
}

const checks = '/console/administration/salesforce'

const modeText = {
  create: 'OnBehalf writes an Event for each meeting.',
  link: 'Another program writes the Events; OnBehalf relates them.',
  off: 'Nothing is written.'
}
const privateText = {
  'without relations': 'A private meeting becomes a private Event, related to nobody.',
  withheld: 'A private meeting stays out of Salesforce.'
}

const chosenText = ({ mode, privateMeetings, allPrivate }: ActivitySettings): string[] =>
  mode === 'off'
    ? [modeText.off]
    : [modeText[mode], ...(allPrivate ? ['Every meeting is treated as private.'] : []), privateText[privateMeetings]]
