import { unansweredError } from './graph-answer.ts'

/** The logical base: paths, links and contexts name it everywhere; only the last step knows where it really is. */
export const GRAPH = 'https://graph.microsoft.com'
export const VERSION = 'v1.0'

/** With the slash: graph.microsoft.com.evil.example begins like Graph, too. */
export const isOfGraph = (url: string) => url.startsWith(`${GRAPH}/${VERSION}/`)

export function refuseOtherOrigins(url: string) {
  if (!isOfGraph(url)) throw unansweredError('not sent', 'refused to ask another origin than Graph')
}
