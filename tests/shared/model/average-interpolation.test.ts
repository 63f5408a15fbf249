import { describe, expect, it } from 'vitest'
import { interpolatedDetails } from '../../../src-shared/model/average-interpolation.ts'
import { blockDetails, blockMeans } from '../../../src-shared/model/haar.ts'
import { normal, seedRandom } from '../../../src-shared/random/index.ts'

const side = 8
const size = 2 * side

/** Means of pixels of x^power over a line of unit pixels around 0, which are differences of its integral. */
const line = (power: number) =>
  Array.from({ length: size }, (_, i) => {
    const integral = (x: number) => (x / side) ** (power + 1) / (power + 1)
    return side * (integral(i + 1 - side) - integral(i - side))
  })
/** The product of a power across columns and one across rows. */
const picture = (ofColumns: number, ofRows: number) => {
  const [columns, rows] = [line(ofColumns), line(ofRows)]
  return Float32Array.from({ length: size ** 2 }, (_, i) => columns[i % size] * rows[Math.floor(i / size)])
}
/** What interpolation leaves of details, the largest in blocks that are at least so many from the border. */
function left(patches: Float32Array, from: number, channels = 1) {
  const shape = { size, channels }
  const details = blockDetails(patches, shape)
  const smooth = interpolatedDetails(blockMeans(patches, shape), { side, channels })
  let most = 0
  details.forEach((value, i) => {
    const place = Math.floor(i / (3 * channels)) % side ** 2
    const border = [place % side, Math.floor(place / side)].map((k) => Math.min(k, side - 1 - k))
    if (Math.min(...border) >= from) most = Math.max(most, Math.abs(value - smooth[i]))
  })
  return most
}

describe('details of the smooth picture with the means of blocks', () => {
  it.each([
    [0, 'a line', 1],
    [1, 'a parabola', 2],
    [2, 'a polynomial of degree four', 4],
  ])('are, %i blocks from the border, those of %s', (from, _, degree) => {
    for (let columns = 0; columns <= degree; columns++)
      for (let rows = 0; rows <= degree; rows++) expect(left(picture(columns, rows), from)).toBeLessThan(1e-6)
    expect(left(picture(degree + 1, 0), from)).toBeGreaterThan(1e-4)
  })

  it('are those of each channel and each patch by itself', () => {
    const random = seedRandom(4)
    const means = Float32Array.from({ length: 2 * side ** 2 * 2 }, () => normal(random))
    const all = interpolatedDetails(means, { side, channels: 2 })
    for (const patch of [0, 1])
      for (const channel of [0, 1]) {
        const own = Float32Array.from({ length: side ** 2 }, (_, i) => means[(patch * side ** 2 + i) * 2 + channel])
        const found = Array.from({ length: side ** 2 * 3 }, (_, i) => all[patch * side ** 2 * 6 + 2 * i + channel])
        expect(found).toEqual([...interpolatedDetails(own, { side, channels: 1 })])
      }
  })

  it('turn with the picture', () => {
    const random = seedRandom(5)
    const means = Float32Array.from({ length: side ** 2 }, () => normal(random))
    const turned = means.map((_, i) => means[(i % side) * side + Math.floor(i / side)])
    const [details, ofTurned] = [means, turned].map((one) => interpolatedDetails(one, { side, channels: 1 }))
    for (let i = 0; i < side ** 2; i++) {
      const j = (i % side) * side + Math.floor(i / side)
      expect(ofTurned[3 * i]).toBeCloseTo(details[3 * j + 1], 6)
      expect(ofTurned[3 * i + 2]).toBeCloseTo(details[3 * j + 2], 6)
    }
  })

  it.each([1, 2, 3, 4])('are 0 where a picture of %i x %i blocks is constant', (blocks) => {
    const constant = new Float32Array(blocks ** 2).fill(3)
    expect([...interpolatedDetails(constant, { side: blocks, channels: 1 })].every((value) => value === 0)).toBe(true)
  })
})
