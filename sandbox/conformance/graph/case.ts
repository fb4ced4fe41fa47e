// A Graph case as it stands in its file.

export type CallerSpec = {
  mode: 'delegated' | 'application' | 'anonymous' | 'graph-service'
  as?: string
  scopes?: string[]
  roles?: string[]
  expired?: boolean
}

export type Assertion = { at: string; op: string; value?: unknown }

export type Exchange = {
  caller?: CallerSpec
  method: string
  path: string
  requestHeaders?: Record<string, string>
  requestBody?: unknown
  status?: number
  acceptStatus?: number[]
}

/** An exchange to run first; `save` names what later steps need from its answer. */
export type Step = Exchange & { save?: Record<string, string>; case?: string; caseId?: string }

export type GraphCase = Exchange & {
  id: string
  kind: 'exchange' | 'callback'
  category: string
  evidence?: string
  confidence?: 'high' | 'medium' | 'low'
  caller: CallerSpec
  before?: (Step | string)[] | Step | string | null
  preconditions?: string[] | string
  status: number
  responseHeaders?: Record<string, string>
  responseBody?: unknown
  responseSchema?: string
  assert?: Assertion[]
  notes?: string
}

export const isGraphCase = (read: unknown): read is GraphCase =>
  typeof read === 'object' && read !== null && !Array.isArray(read) && 'kind' in read && 'path' in read

/** Statuses that a correct service may give. */
export const accepted = ({ status, acceptStatus }: Pick<GraphCase, 'status' | 'acceptStatus'>) =>
  acceptStatus ?? [status]

export const expectsSuccess = (one: Pick<GraphCase, 'status' | 'acceptStatus'>) =>
  accepted(one).some((status) => status < 400)

/** Such a case describes what we think, not what somebody saw: it may shape the sandbox and not fail it. */
export const onlyShapes = ({ confidence, evidence }: GraphCase) => confidence === 'low' || evidence === 'inferred'

/** As one list, whether the file has a sentence, several, or none. */
export const sentencesOf = ({ preconditions }: Pick<GraphCase, 'preconditions'>): string[] =>
  [preconditions ?? []].flat()
