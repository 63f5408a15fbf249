/**
 * A FITS file that is refused. The message is one sentence: file, place in it (HDU, card, byte or row), reason, and
 * what to do.
 */
export class FitsError extends Error {
  readonly code = 'refused'
  readonly file: string
  readonly place: string
  readonly reason: string

  constructor(file: string, place: string, reason: string) {
    super(`${file}, ${place}: ${reason}.`)
    this.name = 'FitsError'
    this.file = file
    this.place = place
    this.reason = reason
  }
}
