import { expect, it } from 'vitest'
import { normal, seedRandom } from '../../../../src-shared/random/index.ts'
import { bandLimitedField } from '../../../../src-shared/sky/harmonics/band-limited-field.ts'

const stream = (m: number) => seedRandom(77 + 1000 * m)

it('a field up to l = 1 is the sum of its four harmonics', async () => {
  const { rings, values } = await bandLimitedField({ lMax: 1, power: 4, stream })
  const draws = (m: number, count: number) => {
    const state = stream(m)
    return Array.from({ length: count }, () => 2 * normal(state))
  }
  const [a00, a10] = draws(0, 2)
  const [re, im] = draws(1, 2).map((draw) => draw / Math.SQRT2)
  for (let ring = 0; ring < rings; ring++) {
    const theta = ((ring + 0.5) * Math.PI) / rings
    for (let point = 0; point < 2 * rings; point++) {
      const phi = (point * Math.PI) / rings
      const mean = a00 / Math.sqrt(4 * Math.PI) + a10 * Math.sqrt(3 / (4 * Math.PI)) * Math.cos(theta)
      const wave = 2 * Math.sqrt(3 / (8 * Math.PI)) * Math.sin(theta) * (re * Math.cos(phi) - im * Math.sin(phi))
      expect(values[ring * 2 * rings + point]).toBeCloseTo(mean + wave, 5)
    }
  }
})

it('has the variance of its power, and keeps its long waves when shorter ones are added', async () => {
  const lMax = 150
  const done: number[] = []
  const options = { power: (4 * Math.PI) / (lMax + 1) ** 2, stream }
  const field = await bandLimitedField({ ...options, lMax, onProgress: (fraction) => void done.push(fraction) })
  const { rings, values } = field
  const variance = (first: number, count: number) => {
    const some = values.subarray(first * 2 * rings, (first + count) * 2 * rings)
    return some.reduce((sum, value) => sum + value ** 2, 0) / some.length
  }
  expect(rings).toBe(256)
  expect(variance(0, rings)).toBeCloseTo(1, 1)
  // 5700 modes in this band, and fewer independent ones.
  expect(Math.abs(variance(rings / 2 - 16, 32) - 1)).toBeLessThan(0.12)
  expect(done).toEqual([0, 0.25, 0.5, 0.75])
  // Of a field with more multipoles, the mean over the sky (l = 0) is the same.
  const mean = (values: Float32Array, rings: number) =>
    values.reduce(
      (sum, value, i) => sum + value * Math.sin(((Math.floor(i / (2 * rings)) + 0.5) * Math.PI) / rings),
      0,
    ) /
    rings ** 2
  const wider = await bandLimitedField({ ...options, lMax: 200 })
  expect(mean(wider.values, wider.rings)).toBeCloseTo(mean(values, rings), 4)
})

it('ends when its progress throws', async () => {
  const onProgress = () => Promise.reject(new Error('enough'))
  await expect(bandLimitedField({ lMax: 40, power: 1, stream, onProgress })).rejects.toThrow('enough')
})
