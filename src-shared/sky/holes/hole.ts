import type { Position } from '../position.ts'

/** A hole in a map: pixels whose values are not to be believed, in one piece. */
export interface Hole {
  /** Centre of a circle around it, Galactic degrees. */
  centre: Position
  /** Of that circle, degrees. */
  radius: number
  /** RING numbers of its pixels, ascending. */
  pixels: Uint32Array
  /** Numbers of the sources whose discs it is made of, from 0; none if it comes from a mask. */
  sources: readonly number[]
}

/** The grid that holes are made of. */
export interface HoleGrid {
  nside: number
  /** Radians: pixels and discs that come this near each other belong to one hole. */
  margin: number
}
