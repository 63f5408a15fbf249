import { describe, expect, test } from 'vitest'
import { largestMultipole } from '../../../src-shared/statistics/bandpower-windows.ts'
import { fourierModes } from '../../../src-shared/statistics/bands.ts'
import { createSpectrumEstimator } from '../../../src-shared/statistics/flat-sky-spectrum.ts'
import { createMixedSpectrumEstimator } from '../../../src-shared/statistics/intensity-polarisation-spectrum.ts'
import { gaussianBeam } from '../../../src-shared/statistics/mode-window.ts'
import { createPolarisedSpectrumEstimator } from '../../../src-shared/statistics/polarised-spectrum.ts'
import reference from '../../reference/cross-spectra.json' with { type: 'json' }
import { signal } from './signal.ts'

const { nx, ny, lx, ly, edges, beam } = reference
const patch = { rows: ny, columns: nx, lx, ly }
const size = nx * ny
const bands = edges.slice(1).map((to, i) => ({ from: edges[i], to }))
const mask = Float64Array.from({ length: size }, (_, at) => {
  const [i, j] = [at % nx, Math.floor(at / nx)]
  const rise = Math.sin((Math.PI * (i + 0.5)) / nx) * Math.sin((Math.PI * (j + 0.5)) / ny)
  return rise * (1 + 0.8 * Math.sin(0.3 * i + 0.5 * j))
})
const window = gaussianBeam(beam * Math.sqrt(8 * Math.LN2))
const numbers = signal(6 * size)
const map = (which: number) => numbers.subarray(which * size, (which + 1) * size)
const [first, second] = [
  { i: map(0), q: map(1), u: map(2) },
  { i: map(3), q: map(4), u: map(5) },
]
const setting = [patch, mask, bands, window] as const

/** Found against expected, relative to the largest of the expected numbers. */
function expectClose(found: ArrayLike<number>, expected: readonly number[], tolerance = 1e-11) {
  const scale = Math.max(...expected.map(Math.abs))
  expect(found).toHaveLength(expected.length)
  expected.forEach((value, i) => expect(Math.abs(found[i] - value) / scale).toBeLessThan(tolerance))
}

describe('cross-spectra of two maps match their definition, mode by mode (NumPy)', () => {
  test('for intensities', () => {
    expectClose(createSpectrumEstimator(...setting).pair(first.i, second.i).cross, reference.tt)
  })

  test('for E and B, where E with B and B with E differ', () => {
    const { ee, eb, be, bb } = createPolarisedSpectrumEstimator(...setting).cross(first, second)
    expectClose(ee, reference.ee)
    expectClose(eb, reference.eb)
    expectClose(be, reference.be)
    expectClose(bb, reference.bb)
    expect(Math.abs(eb[0] / be[0] - 1)).toBeGreaterThan(0.01)
  })

  test('for intensity with E and B', () => {
    const { te, tb } = createMixedSpectrumEstimator(...setting).cross(first.i, second)
    expectClose(te, reference.te)
    expectClose(tb, reference.tb)
  })
})

describe('the signs of TE and TB', () => {
  // healpy.anafast of I = exp(-lon^2 / 2 (2 deg)^2 - lat^2 / 2 (20 deg)^2) on the sphere, at nside 128.
  test('are those of healpy for a filament along a meridian', () => {
    const square = { rows: 48, columns: 48, lx: 0.4, ly: 0.4 }
    const filament = Float64Array.from({ length: 48 ** 2 }, (_, i) => Math.exp(-(((i % 48) - 23.5) ** 2) / 18))
    const whole = Float64Array.from({ length: 48 ** 2 }, (_, i) =>
      [i % 48, Math.floor(i / 48)].reduce((product, k) => product * Math.sin((Math.PI * (k + 0.5)) / 48) ** 2, 1),
    )
    const { cross } = createMixedSpectrumEstimator(square, whole, [{ from: 40, to: 120 }])
    const measured = (q: number, u: number) => {
      const { te, tb } = cross(filament, {
        q: filament.map((value) => q * value),
        u: filament.map((value) => u * value),
      })
      const scale = Math.abs(te[0]) + Math.abs(tb[0])
      return [te[0] / scale, tb[0] / scale]
    }
    // Polarised across the filament, east to west: TE / TT = 0.999; with U alone: TB / TT = -0.999.
    expect(measured(-1, 0)).toEqual([expect.closeTo(1, 2), expect.closeTo(0, 2)])
    expect(measured(0, 1)).toEqual([expect.closeTo(0, 2), expect.closeTo(-1, 2)])
  })
})

describe('cross-spectra', () => {
  const { cross, spectra } = createPolarisedSpectrumEstimator(...setting)

  test('of a map with itself are its own spectra, in which EB and BE are the same', () => {
    const own = spectra(first)
    expect(cross(first, first)).toEqual(own)
    expectClose(own.be, [...own.eb])
  })

  test('change EB with BE if the maps change places', () => {
    const [there, back] = [cross(first, second), cross(second, first)]
    expectClose(back.eb, [...there.be])
    expectClose(back.be, [...there.eb])
    expectClose(back.ee, [...there.ee])
  })

  test('of a sum are the sums: cross-spectra are bilinear', () => {
    const add = (a: ArrayLike<number>, b: ArrayLike<number>) => Float64Array.from(a, (value, i) => value + b[i])
    const sum = { q: add(first.q, second.q), u: add(first.u, second.u) }
    const whole = cross(sum, second).bb
    expectClose(whole, [...add(cross(first, second).bb, spectra(second).bb)])
  })
})

describe('bandpower windows', () => {
  const columns = reference.windows[0].length
  const intensity = createSpectrumEstimator(...setting)
  const row = (values: { getRow(i: number): number[] }, band: number, source: number) =>
    values.getRow(band).slice(source * columns, (source + 1) * columns)

  test('have a row per band and a column per multipole up to the largest of a mode', () => {
    const windows = intensity.windows()
    expect([windows.rows, windows.columns]).toEqual([bands.length, columns])
    expect(columns).toBe(largestMultipole(fourierModes(patch, bands)) + 1)
  })

  test('match their definition, mode by mode (NumPy), for TT, TE to TB, EE to BB and EB to BE', () => {
    const n = bands.length
    const windows = [
      intensity.windows(),
      createMixedSpectrumEstimator(...setting).windows(),
      createPolarisedSpectrumEstimator(...setting).windows(),
    ]
    for (let band = 0; band < n; band++) {
      expectClose(row(windows[0], band, 0), reference.windows[band])
      expectClose(row(windows[1], n + band, 0), reference.tbOfTe[band], 1e-10)
      expectClose(row(windows[2], 3 * n + band, 0), reference.bbOfEe[band], 1e-10)
      expectClose(row(windows[2], 2 * n + band, 1), reference.beOfEb[band], 1e-10)
    }
  })

  test('times a spectrum that is linear between integers give the expected band powers', () => {
    const power = (l: number) => 3 / (1 + l)
    const between = (l: number) => {
      const below = Math.floor(l)
      return power(below) + (l - below) * (power(below + 1) - power(below))
    }
    const windows = intensity.windows()
    const product = bands.map((_, band) => windows.getRow(band).reduce((sum, weight, l) => sum + weight * power(l), 0))
    expectClose(intensity.expected(between), product)
  })

  test('without a mask or a beam hold each band’s own multipoles, and add up to 1', () => {
    const open = createSpectrumEstimator(patch, new Float64Array(size).fill(1), bands).windows()
    bands.forEach(({ from, to }, band) => {
      const weights = open.getRow(band)
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12)
      weights.forEach((weight, l) => (l < from - 1 || l > to ? expect(weight).toBeCloseTo(0, 12) : undefined))
    })
  })
})
