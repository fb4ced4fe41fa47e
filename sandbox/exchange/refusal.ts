// A refusal as Graph words it. Thrown where a rule is broken, printed in one place (face.ts).

export class Refusal extends Error {
  status: number
  code: string
  /** Members beside code and message, such as @event.existingEventId. */
  more: Record<string, unknown>
  headers: Record<string, string>

  constructor(
    status: number,
    code: string,
    message: string,
    more: Record<string, unknown> = {},
    headers: Record<string, string> = {}
  ) {
    super(message)
    this.status = status
    this.code = code
    this.more = more
    this.headers = headers
  }
}

export const refuse = (
  status: number,
  code: string,
  message: string,
  more?: Record<string, unknown>,
  headers?: Record<string, string>
) => new Refusal(status, code, message, more, headers)

/** A missing scope and a missing folder right read the same: Graph does not tell them apart. */
export const accessDenied = () => refuse(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.')

export const notInStore = () => refuse(404, 'ErrorItemNotFound', 'The specified object was not found in the store.')

export const malformedId = () => refuse(400, 'ErrorInvalidIdMalformed', 'Id is malformed.')

export const badRequest = (message: string) => refuse(400, 'BadRequest', message)

export const invalidRequest = (message: string) => refuse(400, 'ErrorInvalidRequest', message)

/** Exchange says this for many different faults and never names the property. */
export const failedValidation = () =>
  refuse(400, 'ErrorPropertyValidationFailure', 'At least one property failed validation.')

export const unreadableBody = (message: string) => refuse(400, 'RequestBodyRead', message)
