// Why a link is suspended, told to whoever reads about it: its maker, her organizer, another delegate.
import type { Reason } from '../../src/delegates/reason.ts'
import { possessive } from './who.ts'

type Names = { maker: string; organizer: string }

type Words = {
  /** What has happened, about the maker by name. */
  why: string
  /** Who can do what about it. */
  remedy: string
}

export function whySuspended(because: Reason, { maker, organizer }: Names): Words {
  const delegateAgain = `${organizer} can make ${maker} a delegate with Editor rights: in Outlook, Calendar › Sharing and permissions.`
  switch (because) {
    case 'role_reviewer':
      return { why: `${maker} can only look at ${possessive(organizer)} calendar now.`, remedy: delegateAgain }
    case 'full_access_is_not_delegation':
      return {
        why: `${maker} is no delegate of ${organizer} any more; full access to the mailbox does not count.`,
        remedy: delegateAgain
      }
    case 'not_author':
    case 'no_grant':
      return {
        why: `Exchange no longer says that ${maker} may offer ${possessive(organizer)} time.`,
        remedy: delegateAgain
      }
    case 'no_send_on_behalf':
      return {
        why: `${maker} has no right to send on behalf of ${organizer} any more.`,
        remedy: `An Exchange administrator can give the right “Send on behalf” for ${possessive(organizer)} mailbox again.`
      }
    case 'grant_ended':
      return {
        why: `What ${organizer} has granted to ${maker} was for a time that has passed.`,
        remedy: `${organizer} or an administrator can renew it.`
      }
    case 'organizer_disabled':
      return {
        why: `Scheduling is switched off for ${organizer}, or the account is disabled.`,
        remedy: `${organizer} can sign in and switch scheduling on; an administrator can enable the account.`
      }
    case 'delegate_disabled':
      return {
        why: `The account of ${maker} is disabled.`,
        remedy: 'An administrator can enable it; or somebody else makes a new link.'
      }
    default:
      return {
        why: `${maker} may not offer ${possessive(organizer)} time at the moment (${because}).`,
        remedy: `Ask ${organizer} or your administrator.`
      }
  }
}
