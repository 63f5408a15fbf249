import { Matrix } from 'ml-matrix'
import { describe, expect, test } from 'vitest'
import { evenBands, fourierModes } from '../../../src-shared/statistics/bands.ts'
import { coupledCovariance } from '../../../src-shared/statistics/coupled-covariance.ts'
import { decoupler, modeCoupling } from '../../../src-shared/statistics/mode-coupling.ts'
import { signal } from './signal.ts'

const patch = { rows: 6, columns: 8, lx: 0.2, ly: 0.15 }
const size = patch.rows * patch.columns
const modes = fourierModes(patch, evenBands(patch, 40, 1))
const bands = modes.bands.length
const everything = new Float64Array(size).fill(1)
const some = signal(size).map((value) => (value > 0.2 ? 1 : 0.3))

/** |W(k - k')|^2 from its definition, a sum over pixels. */
function maskPower(mask: Float64Array, from: number, to: number): number {
  const { rows, columns, lx, ly } = patch
  const [row, column] = [Math.floor(from / columns) - Math.floor(to / columns), (from % columns) - (to % columns)]
  let [re, im] = [0, 0]
  mask.forEach((weight, i) => {
    const phase = 2 * Math.PI * ((row * Math.floor(i / columns)) / rows + (column * (i % columns)) / columns)
    re += weight * Math.cos(phase)
    im -= weight * Math.sin(phase)
  })
  return (re ** 2 + im ** 2) * ((lx * ly) / (2 * Math.PI * size)) ** 2
}

describe('the coupling of bands', () => {
  test('is the unit matrix without a mask', () => {
    const { real, imaginary } = modeCoupling(patch, modes, everything, () => 1).betweenBands()
    for (let i = 0; i < bands; i++)
      for (let j = 0; j < bands; j++) {
        expect(real.get(i, j)).toBeCloseTo(i === j ? 1 : 0, 10)
        expect(imaginary.get(i, j)).toBeCloseTo(0, 10)
      }
  })

  test('is the direct sum over all pairs of modes, with a mask and a window', () => {
    const window = (kx: number, ky: number) => Math.exp(-(kx ** 2 + ky ** 2) / 3e4)
    const { real } = modeCoupling(patch, modes, some, window).betweenBands()
    const area = patch.lx * patch.ly
    const sums = Matrix.zeros(bands, bands)
    for (let k = 0; k < size; k++)
      for (let l = 0; l < size; l++) {
        const [i, j] = [modes.bandOf[k], modes.bandOf[l]]
        if (i < 0 || j < 0) continue
        const gain = window(modes.kx[l], modes.ky[l]) ** 2
        const factor = ((2 * Math.PI) / area) ** 2 / modes.counts[i]
        sums.set(i, j, sums.get(i, j) + factor * gain * maskPower(some, k, l))
      }
    for (let i = 0; i < bands; i++)
      for (let j = 0; j < bands; j++) expect(real.get(i, j) / sums.get(i, j)).toBeCloseTo(1, 10)
  })

  test('of constant power is the mean of the squared mask', () => {
    const mean = some.reduce((sum, weight) => sum + weight ** 2, 0) / size
    for (const power of modeCoupling(patch, modes, some, () => 1).ofPower(() => 3))
      expect(power).toBeCloseTo(3 * mean, 10)
  })

  test('is refused for a mask of the wrong size, and for one that is 0 everywhere', () => {
    expect(() => modeCoupling(patch, modes, new Float64Array(5), () => 1)).toThrow(/5 weights does not fill 6 x 8/)
    expect(() => modeCoupling(patch, modes, new Float64Array(size), () => 1)).toThrow(/0 everywhere/)
  })
})

describe('decoupling', () => {
  test('turns coupled powers into those of the sky', () => {
    const coupling = modeCoupling(patch, modes, some, () => 1).betweenBands().real
    const sky = Float64Array.from({ length: bands }, (_, i) => 5 / (1 + i))
    const coupled = Float64Array.from(coupling.mmul(Matrix.columnVector([...sky])).to1DArray())
    decoupler(coupling)(coupled).forEach((power, i) => expect(power).toBeCloseTo(sky[i], 10))
  })

  test('is refused if the bands are too narrow', () => {
    expect(() => decoupler(Matrix.ones(2, 2))).toThrow(/take wider ones/)
  })
})

test('the covariance without a mask is 2 C^2 over the modes of a band, and 0 between bands', () => {
  const powers = modes.counts.map((_, i) => 4 - i / 2)
  const covariance = coupledCovariance(patch, modes, everything, () => 1, powers)
  for (let i = 0; i < bands; i++)
    for (let j = 0; j < bands; j++)
      expect(covariance.get(i, j)).toBeCloseTo(i === j ? (2 * powers[i] ** 2) / modes.counts[i] : 0, 10)
})
