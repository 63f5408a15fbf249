/** A file is not what its name promises. The message says which file, where in it, why, and what to do. */
export class FileFormatError extends Error {
  readonly code = 'refused'
  readonly file: string
  readonly place: string
  readonly reason: string

  constructor(file: string, place: string, reason: string) {
    super(`${file}, ${place}: ${reason}.`)
    this.name = 'FileFormatError'
    this.file = file
    this.place = place
    this.reason = reason
  }
}
