import { describe, expect, test } from 'vitest'
import { seedRandom, normal } from '../../../src-shared/random/index.ts'
import { fourierModes } from '../../../src-shared/statistics/bands.ts'
import { modeMaps } from '../../../src-shared/statistics/mode-maps.ts'
import { polarisationAlignment } from '../../../src-shared/statistics/polarisation-alignment.ts'
import { fractionClasses, fractionShares } from '../../../src-shared/statistics/polarisation-fraction.ts'

const [rows, columns] = [20, 24]
const patch = { rows, columns, lx: 0.24, ly: 0.2 }
const size = rows * columns
const grid = (of: (x: number, y: number) => number) =>
  Float64Array.from({ length: size }, (_, i) => of(i % columns, Math.floor(i / columns)))
const constant = (value: number) => new Float64Array(size).fill(value)

describe('the alignment of polarisation and structures', () => {
  test.each([
    ['north', (_: number, y: number) => y, 1, 0, 0],
    ['west', (x: number) => x, 1, 0, 8],
    ['west, polarised west', (x: number) => x, -1, 0, 0],
    // In the HEALPix convention U > 0 is polarised from north to west.
    ['north-west, polarised north-west', (x: number, y: number) => x + y, 0, 1, 0],
    ['north-west, polarised north-east', (x: number, y: number) => x + y, 0, -1, 8],
    ['north, polarised at 45 degrees', (_: number, y: number) => y, 1e-3, 1, 4],
  ])('of a gradient to the %s is in one bin', (_, intensity, q, u, bin) => {
    const found = polarisationAlignment(patch, grid(intensity), { q: constant(q), u: constant(u) }, null)
    expect([...found]).toEqual(Array.from({ length: 9 }, (_, i) => (i === bin ? 9 : 0)))
  })

  test('of unrelated maps is 1 in every bin, within four standard errors; of masked pixels nothing', () => {
    const random = seedRandom(5)
    const noise = () => grid(() => normal(random))
    const sums = new Float64Array(9)
    for (let k = 0; k < 40; k++)
      polarisationAlignment(patch, noise(), { q: noise(), u: noise() }, null).forEach((one, i) => (sums[i] += one / 40))
    // Of some 16,000 pixels, a ninth in each bin; neighbours share gradients.
    for (const one of sums) expect(Math.abs(one - 1)).toBeLessThan(4 * 1.5 * Math.sqrt(9 / 16_000))
    const none = polarisationAlignment(patch, noise(), { q: noise(), u: noise() }, new Uint8Array(size))
    expect(none.every(Number.isNaN)).toBe(true)
  })
})

describe('maps of E and B', () => {
  const modes = fourierModes(patch, [])
  const wave = grid((x) => Math.cos((2 * Math.PI * 3 * x) / columns))
  test('of waves to the west are -Q and -U, where the mask has its full weight', () => {
    const other = wave.map((value) => 2 * value + 0.5)
    const mask = grid((x) => (x < 4 ? 0 : 1))
    const whole = modeMaps(patch, modes, constant(1), { q: wave, u: other })
    wave.forEach((value, i) => {
      expect(whole.e[i]).toBeCloseTo(-value, 12)
      expect(whole.b[i]).toBeCloseTo(-other[i], 12)
    })
    const { e } = modeMaps(patch, modes, mask, { q: wave, u: other })
    expect(e.map((value) => Number(Number.isNaN(value)))).toEqual(mask.map((weight) => 1 - weight))
  })
})

describe('the joint histogram of intensity and polarisation fraction', () => {
  const i = grid((x, y) => 1 + x + columns * y)
  const patchOf = (share: Float64Array) => ({ i, q: i.map((one, at) => one * share[at]), u: constant(0), good: null })
  test('is even over its classes if the fraction does not depend on the intensity', () => {
    const random = seedRandom(7)
    const many = Array.from({ length: 30 }, () => patchOf(grid(() => Math.abs(normal(random)))))
    const classes = fractionClasses(many)
    const all = many.map((one) => fractionShares(one, classes))
    for (let k = 0; k < 36; k++) {
      const mean = all.reduce((sum, shares) => sum + shares[k] / all.length, 0)
      expect(Math.abs(mean - 1 / 36)).toBeLessThan(5 * Math.sqrt(1 / 36 / (30 * size)))
    }
  })

  test('lies where a fraction that falls with intensity puts it, and leaves masked pixels out', () => {
    const falling = patchOf(grid((x, y) => 1 / (1 + x + columns * y)))
    const shares = fractionShares(
      { ...falling, q: i.map((one) => 0.5 - one / (4 * size)).map((f, at) => f * i[at]) },
      {
        intensity: [size / 2 + 0.5],
        fraction: [0.375 - 1 / (8 * size)],
      },
    )
    expect(shares[0]).toBe(0)
    expect(shares[1]).toBeCloseTo(0.5, 2)
    expect(shares[2]).toBeCloseTo(0.5, 2)
    const good = Uint8Array.from(i, (one) => Number(one <= size / 2))
    const half = fractionShares({ ...falling, good }, { intensity: [size / 2 + 0.5], fraction: [1] })
    expect([...half]).toEqual([1, 0, 0, 0])
  })
})
