/** An attempt at a download that failed; the message continues a sentence that begins with the address. */
export class AttemptFailure extends Error {
  override readonly name = 'AttemptFailure'
  /** Whether another attempt may succeed. */
  readonly again: boolean

  constructor(message: string, again: boolean, options?: ErrorOptions) {
    super(message, options)
    this.again = again
  }
}
