import { describe, expect, it } from 'vitest'
import { seedRandom } from '../../../../src-shared/random/index.ts'
import { paintPatch } from '../../../../src-shared/simulation/filaments/paint-patch.ts'
import { DEGREE } from '../../../../src-shared/sky/position.ts'
import { apodise } from '../../../../src-shared/statistics/apodise.ts'
import { createMixedSpectrumEstimator } from '../../../../src-shared/statistics/intensity-polarisation-spectrum.ts'
import { createPolarisedSpectrumEstimator } from '../../../../src-shared/statistics/polarised-spectrum.ts'
import { createSpectrumEstimator } from '../../../../src-shared/statistics/flat-sky-spectrum.ts'
import { seenPowers } from './seen-powers.ts'

const [size, pixel, count] = [32, 0.25, 150]
const grid = { size, pixel }
const shape = { aspect: 0.3, misalignment: 0.2, disorder: 0.9, polarisedShare: 0.5, polarisationFraction: 0.2 }
const sizes = { shortest: 0.15, longest: 3, slope: 2.6, coverage: 2, mean: 5 }
const sky = { shape, sizes, beam: 0.2 }

describe('patches of filaments', () => {
  const patches = Array.from({ length: count }, (_, i) => paintPatch(seedRandom(i), sky, grid))
  const channel = (patch: Float32Array, c: number) =>
    Float64Array.from({ length: size ** 2 }, (_, i) => patch[3 * i + c])

  it('have the mean of the model, and are polarised by no more than its fraction', () => {
    const means = patches.map((patch) => channel(patch, 0).reduce((sum, value) => sum + value, 0) / size ** 2)
    expect(means.reduce((sum, mean) => sum + mean, 0) / count / 5).toBeCloseTo(1, 1)
    for (const patch of patches.slice(0, 10))
      for (let at = 0; at < patch.length; at += 3)
        expect(Math.hypot(patch[at + 1], patch[at + 2])).toBeLessThanOrEqual(0.2 * patch[at] * (1 + 1e-5))
  })

  it('are the same for the same seed', () => {
    expect(paintPatch(seedRandom(7), sky, grid)).toEqual(patches[7])
    expect(paintPatch(seedRandom(8), sky, grid)).not.toEqual(patches[7])
  })

  it('are those that an exponential for each pixel gave', () => {
    const expected = [
      { row: 0, column: 0, iqu: [4.326229572296143, 0.3334721624851227, 0.07419838011264801] },
      { row: 9, column: 20, iqu: [3.31138014793396, 0.09178813546895981, 0.3416626751422882] },
      { row: 16, column: 5, iqu: [5.468410015106201, 0.18799759447574615, 0.0604982003569603] },
      { row: 31, column: 31, iqu: [4.2586212158203125, -0.096365787088871, 0.08897129446268082] },
    ]
    for (const { row, column, iqu } of expected)
      iqu.forEach((value, c) =>
        expect(Math.abs(patches[7][3 * (row * size + column) + c] - value), `pixel ${row}, ${column}`).toBeLessThan(
          1e-6 * sizes.mean,
        ),
      )
  })

  it('have the spectra that the model predicts, signs included, and no TB or EB', () => {
    const side = size * pixel * DEGREE
    const flat = { rows: size, columns: size, lx: side, ly: side }
    const bands = [200, 290, 380].map((from) => ({ from, to: from + 90 }))
    const mask = apodise(new Float64Array(size ** 2).fill(1), size, size, { length: 1, pixel })
    const of = [flat, mask, bands] as const
    const intensity = createSpectrumEstimator(...of)
    const polarised = createPolarisedSpectrumEstimator(...of)
    const mixed = createMixedSpectrumEstimator(...of)
    const rows = patches.map((patch) => {
      const [i, q, u] = [0, 1, 2].map((c) => {
        const values = channel(patch, c)
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length
        return values.map((value) => value - mean)
      })
      return { tt: intensity.spectrum(i), ...polarised.spectra({ q, u }), ...mixed.cross(i, { q, u }) }
    })
    const predicted = seenPowers(sky, intensity)
    bands.forEach((_, band) => {
      const over = (name: keyof (typeof rows)[number], expected: number) => {
        const values = rows.map((row) => row[name][band])
        const mean = values.reduce((sum, value) => sum + value, 0) / count
        const error = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count / (count - 1))
        // Four standard errors, and two per cent for the band's width and the finite number of orientations.
        expect(Math.abs(mean - expected), `${name}, band ${band}`).toBeLessThan(4 * error + 0.02 * Math.abs(expected))
      }
      for (const name of ['tt', 'ee', 'bb', 'te'] as const) over(name, predicted[name][band])
      over('eb', 0)
      over('tb', 0)
      expect(predicted.te[band]).toBeGreaterThan(0)
    })
  })
})
