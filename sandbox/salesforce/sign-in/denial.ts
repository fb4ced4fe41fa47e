// How the sign-in endpoints say no: an object, unlike the arrays of the REST API.
export class Denial extends Error {
  readonly error: string
  constructor(error: string, description: string) {
    super(description)
    this.error = error
  }
}

export const invalidGrant = (description: string) => new Denial('invalid_grant', description)
