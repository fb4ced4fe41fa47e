import type { NotThere } from '../../src/activities/may-save.ts'
import type { ChoiceRefused } from '../../src/activities/preview-meeting.ts'
import type { NotSaved } from '../../src/activities/save-meeting.ts'
import { tellOutcome } from './outcomes.ts'
import { possessive } from './who.ts'

type Named = { name: string; salesforceUsername: string | null }

/** Why nothing was saved: what happened, and what to do. */
export function whyNotSaved(refused: NotSaved, organizer: Named): { text: string; more: string; code: string | null } {
  const { name } = organizer
  switch (refused) {
    case 'organizer_sync_disabled': {
      const username = organizer.salesforceUsername
      if (username === null)
        return {
          text: `No Salesforce user is known for ${name}, so nothing can be saved.`,
          more: 'Ask an administrator to enter it. The meeting itself stays as it is.',
          code: refused
        }
      const told = tellOutcome({ code: refused, username, said: '' }, { organizer: name })
      return {
        text: `${told.sentence} Nothing was saved.`,
        more: `${told.remedy} Then save the meeting again: the first time it is written as ${name}.`,
        code: refused
      }
    }
    case 'switched off':
      return {
        text: `Nothing is written to Salesforce for ${name}.`,
        more: `${possessive(name)} settings say so; ${name} or an administrator can change them.`,
        code: null
      }
    case 'private withheld':
      return {
        text: `${possessive(name)} private meetings are not written to Salesforce.`,
        more: `${possessive(name)} settings say so; ${name} or an administrator can change them.`,
        code: null
      }
    case 'moved on':
      return {
        text: 'Somebody else was faster: nothing of yours was saved.',
        more: 'This is how it stands now. Choose again if you would have it otherwise.',
        code: null
      }
  }
}

/** Why there is nothing to save. */
export function whyNothing({ not }: NotThere, organizer: string): { text: string; status: number } {
  switch (not) {
    case 'gone':
      return { text: `This meeting is not in ${possessive(organizer)} calendar any more.`, status: 404 }
    case 'cancelled':
      return { text: 'This meeting was cancelled: there is nothing to save.', status: 200 }
    case 'series':
      return {
        text: 'This is a whole series. Go to the week and save the meetings of the series one by one.',
        status: 200
      }
    case 'booking':
      return { text: 'This is a booking: it is written to Salesforce by itself.', status: 200 }
    case 'readable':
      return {
        text: `${possessive(organizer)} calendar cannot be read right now. Try again in a few minutes.`,
        status: 503
      }
  }
}

export const choiceRefused = (refused: ChoiceRefused, organizer: string): string =>
  ({
    'no such person': `There is nobody of that kind in Salesforce whom both you and ${organizer} can see. Choose somebody from the list, or look again.`,
    'no such record': `There is no such account or opportunity in Salesforce that both you and ${organizer} can see. Choose one from the list, or look again.`,
    'lead goes alone':
      'An Event with a lead cannot be about anything else: Salesforce does not allow it. Choose “nothing in particular”, or a contact.'
  })[refused]
