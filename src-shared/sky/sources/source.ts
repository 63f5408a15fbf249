import type { Position } from '../position.ts'

/** A source on the sky: its Galactic position, and the radius of the disc around it that it spoils, degrees. */
export interface Source extends Position {
  radius: number
}

/** Something in a list of sources that can't be used. `column`: its name; null if it is about the list. */
export class SourceFault extends Error {
  readonly column: string | null
  readonly reason: string

  constructor(column: string | null, reason: string) {
    super(reason)
    this.name = 'SourceFault'
    this.column = column
    this.reason = reason
  }
}
