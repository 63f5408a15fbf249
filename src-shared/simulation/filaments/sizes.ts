import { uniform, type RandomState } from '../../random/index.ts'

/** Lengths of filaments (standard deviations along the long axis), and how many there are. */
export interface FilamentSizes {
  /** Shortest and longest, in degrees. */
  shortest: number
  longest: number
  /** Power falls by this power of the multipole. */
  slope: number
  /** Mean number of filaments that cover a place of the sky, each with an ellipse of its standard deviations seen from the side. */
  coverage: number
  /** Mean intensity of the sky. */
  mean: number
}

/** Their number falls by this power of the length: every octave of lengths covers as much of the sky. */
const sizeSlope = 3

/**
 * The density of a filament of a length. From self-similar filaments the power |F(k)|^2 goes as density^2 length^6 g(k
 * length), so that with `sizeSlope` it falls by the wanted slope. A filament adds 2 pi density length^3 aspect^2 to the sky,
 * from wherever it is seen.
 */
export function densityOf(length: number, sizes: FilamentSizes, aspect: number): number {
  const { shortest, longest, slope, mean } = sizes
  const power = (slope + sizeSlope - 7) / 2
  const sum =
    power === -1 ? Math.log(longest / shortest) : (longest ** (power + 1) - shortest ** (power + 1)) / (power + 1)
  return (mean * length ** power) / (2 * Math.PI * aspect ** 2 * numberScale(sizes, aspect) * sum)
}

/** Number of filaments of a square degree, with lengths between two. @param aspect thickness over length */
export const numberBetween = (from: number, to: number, sizes: FilamentSizes, aspect: number): number =>
  (numberScale(sizes, aspect) * (from ** (1 - sizeSlope) - to ** (1 - sizeSlope))) / (sizeSlope - 1)

/** Their number for each length is this times length^-sizeSlope. */
const numberScale = ({ shortest, longest, coverage }: FilamentSizes, aspect: number) =>
  coverage / (Math.PI * aspect * Math.log(longest / shortest))

/** Ends of ranges of lengths, each a fixed factor longer than the one before. */
export function lengthRanges({ shortest, longest }: FilamentSizes, ranges: number): { from: number; to: number }[] {
  const end = (i: number) => shortest * (longest / shortest) ** (i / ranges)
  return Array.from({ length: ranges }, (_, i) => ({ from: end(i), to: end(i + 1) }))
}

/** Draws a length between two. */
export function drawLength(random: RandomState, from: number, to: number): number {
  const power = 1 - sizeSlope
  return (from ** power + uniform(random) * (to ** power - from ** power)) ** (1 / power)
}
