import { beforeAll, describe, expect, it } from 'vitest'
import { seedRandom } from '../../../../src-shared/random/index.ts'
import { coverSky } from '../../../../src-shared/sky/whole-sky/cover-sky.ts'
import { lanczosTaps } from '../../../../src-shared/sky/whole-sky/lanczos.ts'
import { fieldAt, patchNoise } from '../../../../src-shared/sky/whole-sky/patch-noise.ts'

const streams =
  (seed: number) =>
  (...keys: number[]) =>
    seedRandom(keys.reduce((hash, key) => 7919 * hash + key, seed))
const cover = coverSky({ size: 32, width: 15.5 }, 6)
// The patches nearest to one place, so that the test takes no time: all of them draw from the same sky.
const some = { ...cover, planes: cover.planes.slice(500, 600) }
const size = 32
const length = size ** 2
let noise: Float32Array

beforeAll(async () => {
  noise = await patchNoise(some, streams(5))
}, 60_000)

describe('the noise of patches', () => {
  /** Mean product of pixels and those some rows and columns on. */
  const covariance = (rows: number, columns: number) => {
    let [sum, count] = [0, 0]
    for (let p = 0; p < some.planes.length; p++)
      for (let row = 0; row < size - rows; row++)
        for (let column = 0; column < size - columns; column++) {
          const at = p * length + row * size + column
          sum += noise[at] * noise[at + size * rows + columns]
          count++
        }
    return sum / count
  }

  it('is white in each: variance 1, and nothing in common between pixels', () => {
    expect(Math.abs(covariance(0, 0) - 1)).toBeLessThan(0.03)
    for (const [rows, columns] of [
      [0, 1],
      [1, 0],
      [1, 1],
      [0, 2],
      [3, 2],
    ])
      expect(Math.abs(covariance(rows, columns))).toBeLessThan(0.02)
  })

  it('is the same sky for neighbours: long waves agree where they overlap', () => {
    // Sums over 8 x 8 pixels, of a patch and of its neighbour, 6 degrees or 12 pixels away.
    const block = (p: number, column: number) => {
      let sum = 0
      for (let i = 0; i < 64; i++) sum += noise[p * length + (12 + Math.floor(i / 8)) * size + column + (i % 8)]
      return sum
    }
    const degrees = (p: number) => Math.atan2(some.planes[p].centre[1], some.planes[p].centre[0]) / (Math.PI / 180)
    let [both, one, other] = [0, 0, 0]
    for (let p = 0; p + 1 < some.planes.length; p++) {
      const apart = (degrees(p + 1) - degrees(p)) * Math.hypot(some.planes[p].centre[0], some.planes[p].centre[1])
      if (Math.abs(apart - 6) > 0.2) continue
      // The next patch lies east, so that its pixels there have larger columns.
      const [a, b] = [block(p, 6), block(p + 1, 18)]
      both += a * b
      one += a ** 2
      other += b ** 2
    }
    expect(both / Math.sqrt(one * other)).toBeGreaterThan(0.95)
  })

  it('is the same for the same streams, and another for others', async () => {
    const few = { ...cover, planes: some.planes.slice(0, 2) }
    expect(await patchNoise(few, streams(5))).toEqual(noise.slice(0, 2 * length))
    expect((await patchNoise(few, streams(6)))[0]).not.toBe(noise[0])
  })
})

it('a field goes on beyond its poles at the opposite longitude', () => {
  // The height above the plane of longitude 0: on rings, sin(theta) cos(phi).
  const rings = 64
  const values = Float32Array.from({ length: rings * 2 * rings }, (_, i) => {
    const [ring, point] = [Math.floor(i / (2 * rings)), i % (2 * rings)]
    return Math.sin(((ring + 0.5) * Math.PI) / rings) * Math.cos((point * Math.PI) / rings)
  })
  const field = { rings, values }
  for (const [theta, phi] of [
    [0.001, 0.3],
    [3.13, -2.8],
    [1.2, 6.2],
    [0.03, -0.01],
  ])
    expect(fieldAt(field, lanczosTaps(6), theta, phi)).toBeCloseTo(Math.sin(theta) * Math.cos(phi), 3)
})
