// Every case that there is: which operation of an act fails, how, and on which side of its effect.
import type { Act } from './acts.ts'
import { type Behaviour, usual, wordsOf } from './behaviours.ts'
import { type Fault, faultsOf, isWrite } from './fates.ts'
import type { Operation } from './operations.ts'

export type Case = { act: Act; behaviour: Behaviour; fault: Fault; operation: Operation }

export const casesOf = (act: Act, behaviour: Behaviour, operations: readonly Operation[]): Case[] =>
  operations.flatMap((operation) => faultsOf(operation).map((fault) => ({ act, behaviour, operation, fault })))

/** What matters where the clouds behave in another way: the writes to them. */
export const writesAmong = (cases: readonly Case[]) => cases.filter(({ operation }) => isWrite(operation))

/** "move 17 process death after: POST /v1.0/…" */
export const nameOf = ({ act, behaviour, fault: { n, way, moment }, operation }: Case) =>
  `${act} ${n} ${way} ${moment}${behaviour === usual ? '' : ` (${wordsOf(behaviour)})`}: ${operation.text.replaceAll(/\s+/g, ' ').slice(0, 100)}`

/** So few of the remaining cases are tried when there is little time. */
const ONE_IN = 40

/** What is tried in little time: each request whose answer is lost, each commit that nobody hears of, and some of the rest. */
export const mostTelling = (cases: readonly Case[]): Case[] =>
  cases.filter(({ operation: { kind, text }, fault: { way, moment } }, index) => {
    if (kind === 'call' && way === 'connection lost' && moment === 'after') return true
    if (text === 'commit' && moment === 'after') return true
    return index % ONE_IN === 0
  })
