/** The sandbox cannot start, and the message says in one sentence what a person can do about it. */
export class CannotStart extends Error {}
