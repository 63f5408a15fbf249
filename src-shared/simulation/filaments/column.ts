import type { OrientedFilament } from './filament.ts'

/** The column density of a filament on the sky, peak exp(-r C^-1 r / 2): a Gaussian ellipse. */
export interface Column {
  peak: number
  /** C = [[xx, xy], [xy, yy]], in squares of the unit of the length. */
  xx: number
  xy: number
  yy: number
}

/**
 * The column density of a Gaussian spheroid: along the line of sight there is more of it the less it is seen from the side.
 * @param length standard deviation along its long axis, and `aspect` that across over it
 * @param density in its centre, such that a sphere of length 1 has a peak of 1
 * @param beam standard deviation of a Gaussian beam, in the unit of the length
 */
export function columnOf(
  { x, y }: OrientedFilament,
  length: number,
  { aspect, density, beam }: { aspect: number; density: number; beam: number },
): Column {
  const [thin, more] = [(length * aspect) ** 2, length ** 2 * (1 - aspect ** 2)]
  // det C of a spheroid over that of its shadow is the square of its depth.
  const seen = aspect ** 2 + (1 - aspect ** 2) * (x ** 2 + y ** 2)
  const depth = (length * aspect) / Math.sqrt(seen)
  const before = length ** 4 * aspect ** 2 * seen
  const [xx, xy, yy] = [thin + more * x ** 2 + beam ** 2, more * x * y, thin + more * y ** 2 + beam ** 2]
  return { peak: density * depth * Math.sqrt(before / (xx * yy - xy ** 2)), xx, xy, yy }
}
