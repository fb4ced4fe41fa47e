// In which ways one request or one statement goes wrong, before its effect and after it.
import type { RequestFate } from '../network.ts'
import type { StatementFate } from '../statements.ts'

export type Moment = 'before' | 'after'

export type Fault = { n: number; way: Way; moment: Moment }

export type Way = CallWay | StatementWay
type CallWay = 'connection lost' | 'no answer' | 'status 503' | 'process death'
type StatementWay = 'failure' | 'process death'

export const callWays: readonly CallWay[] = ['connection lost', 'no answer', 'status 503', 'process death']
export const statementWays: readonly StatementWay[] = ['failure', 'process death']
export const moments: readonly Moment[] = ['before', 'after']

export function callFate({ way, moment }: Fault): RequestFate {
  const effect = moment === 'after'
  switch (way) {
    case 'connection lost':
      return { kind: 'reset', effect }
    case 'no answer':
      return { kind: 'silence', effect }
    case 'status 503':
      return { kind: 'status', status: 503, effect, page: effect }
    case 'process death':
      return { kind: 'death', effect }
    case 'failure':
      throw new Error('a request does not fail like a statement')
  }
}

export function statementFate({ way, moment }: Fault): StatementFate {
  return `${way === 'process death' ? 'dies' : 'fails'} ${moment}`
}
