/**
 * How asking a cloud ended that did not do it. `refused`: surely nothing was written and a repeat would not help. `not now`: surely
 * nothing was written. `unclear`: it may have been written; only a look-up can tell. `after`: milliseconds that it asks us to wait.
 */
export type Failure = { refused: string } | { notNow: string; after?: number; busy?: boolean } | { unclear: string }

/** In its own words: for the log and the console. */
export const whyOf = (failure: Failure): string =>
  'refused' in failure ? failure.refused : 'notNow' in failure ? failure.notNow : failure.unclear

/** How long we were asked to wait; milliseconds. */
export const waitOf = (failure: Failure): number => ('notNow' in failure ? (failure.after ?? 0) : 0)
