import { nextUint32, type RandomState } from '../../../src-shared/random/index.ts'

/**
 * Signs e with which e . J e is the trace of a matrix J on average: what J's other elements add has random signs
 * (Hutchinson 1990). With several probes, elements that couple neighbours cancel: each probe is the same random signs
 * times a row of a Hadamard matrix, in an order that first tells the values of a square of 2 x 2 places apart, then of
 * 4 x 4, ... (hierarchical probing: Stathopoulos, Laeuchli & Orginos 2013, arXiv:1302.4018). As many probes as
 * `exactProbes` give the trace itself.
 * @param shape [size, size, channels]
 * @returns `count` probes of -1 and 1, in the shape
 */
export function probesOf(state: RandomState, shape: Shape, count: number): Float32Array[] {
  const signs = Float32Array.from({ length: shape[0] ** 2 * shape[2] }, () => (nextUint32(state) & 1 ? 1 : -1))
  const order = squaresFirst(shape)
  return Array.from({ length: count }, (_, row) => signs.map((sign, i) => (isOdd(row & order[i]) ? -sign : sign)))
}

/** How many probes make the mean exact: as many as values, or more if their numbers on a side are no powers of two. */
export const exactProbes = ([size, , channels]: Shape) => 2 ** (2 * bitsOf(size) + bitsOf(channels))

type Shape = readonly [size: number, size: number, channels: number]

/** Binary digits that number so many things. */
const bitsOf = (count: number) => Math.ceil(Math.log2(count))

/** A number of each value: the digits of its row and column in turns (Morton 1966), its channel's before them. */
function squaresFirst([size, , channels]: Shape): Uint32Array {
  const bits = bitsOf(size)
  return Uint32Array.from({ length: size ** 2 * channels }, (_, i) => {
    const [row, column] = [Math.floor(i / channels / size), Math.floor(i / channels) % size]
    let number = (i % channels) << (2 * bits)
    for (let bit = 0; bit < bits; bit++) {
      number |= (((column >> bit) & 1) << (2 * bit)) | (((row >> bit) & 1) << (2 * bit + 1))
    }
    return number
  })
}

/** Whether a number has an odd number of binary ones. */
function isOdd(number: number): boolean {
  let folded = number
  for (const by of [16, 8, 4, 2, 1]) folded ^= folded >>> by
  return (folded & 1) === 1
}
