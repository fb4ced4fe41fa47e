// learn.microsoft.com/graph/api/user-sendmail; needs Mail.Send for the one mailbox.
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import type { Mail } from '../watch/mail.ts'
import type { Graph } from './graph-client.ts'
import { failureOf } from './graph-errors.ts'
import { mailboxOf, path } from './graph-path.ts'
import { mimeOf } from './mime.ts'

/** Mail from one mailbox of ours, named by its address in the settings. */
export function mailFrom(address: string, graph: Graph, directory: Directory): Mail {
  let sender: Person | undefined
  return {
    async send(to, words) {
      try {
        sender ??= await directory.byAddress(address)
      } catch (cause) {
        return { notSent: cause instanceof Error ? cause.message : String(cause) }
      }
      if (!sender) return { notSent: `the directory does not know ${address}` }

      const mailbox = mailboxOf(sender)
      const mime = await mimeOf({ from: sender, to, words, at: graph.clock() })
      const answer = await graph.ask({
        ...{ method: 'POST', path: path`/users/${mailbox}/sendMail`, mailbox },
        ...{ body: mime.toString('base64'), contentType: 'text/plain' }
      })
      if ('status' in answer && answer.status === 202) return 'sent'
      const failure = failureOf(answer)
      if ('refused' in failure) return { notSent: failure.refused }
      return 'notNow' in failure ? { notSent: failure.notNow } : failure
    }
  }
}
