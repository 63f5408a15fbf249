/**
 * A FITS file was refused. The message is one sentence: the file, the location in it (HDU, card, byte or row), the
 * reason, and what to do.
 */
export class FitsError extends Error {
  readonly code = 'refused'
  readonly file: string
  readonly place: string
  readonly reason: string
  /** the user's choice that was refused, if any: 'column' or 'coordsys' */
  readonly field: 'column' | 'coordsys' | undefined

  constructor(file: string, place: string, reason: string, field?: 'column' | 'coordsys') {
    super(`${file}, ${place}: ${reason}.`)
    this.name = 'FitsError'
    this.file = file
    this.place = place
    this.reason = reason
    this.field = field
  }
}

/** A file that is not FITS, nor any other format known by its first bytes. */
export class NotFitsError extends FitsError {}
