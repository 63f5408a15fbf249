import { describe, expect, test } from 'vitest'
import { seedRandom } from '../../../src-shared/random/index.ts'
import { moments } from '../../../src-shared/statistics/moments.ts'
import { createPolarisedSpectrumEstimator } from '../../../src-shared/statistics/polarised-spectrum.ts'
import { cutEstimators, cutPolarisation, expectedPowers } from './cut-polarisation.ts'
import { namasterBands, namasterMap, namasterPatch, softMask } from './namaster-maps.ts'
import namaster from '../../reference/namaster.json' with { type: 'json' }
import reference from '../../reference/pure-spectra.json' with { type: 'json' }

const { nx, ny, lx, ly, edges } = reference
const patch = { rows: ny, columns: nx, lx, ly }
const bands = edges.slice(1).map((to, i) => ({ from: edges[i], to }))
/** A smooth mask of few Fourier modes, as in tests/reference/pure-spectra.py. */
const mask = Float64Array.from({ length: nx * ny }, (_, at) => {
  const [i, j] = [at % nx, Math.floor(at / nx)]
  const rise = (1 - Math.cos((2 * Math.PI * (i + 0.5)) / nx)) * (1 - Math.cos((2 * Math.PI * (j + 0.5)) / ny))
  return (rise * (1 + 0.3 * Math.sin((2 * Math.PI * i) / nx + 0.4))) / 4
})
const pure = createPolarisedSpectrumEstimator(patch, mask, bands, undefined, true)
const plain = createPolarisedSpectrumEstimator(patch, mask, bands)
/** Q and U of plane waves of E along (2, 1) and (1, -3) periods. */
const waves = (of: 'E' | 'B') => {
  const [q, u] = [new Float64Array(nx * ny), new Float64Array(nx * ny)]
  for (const [m, n] of [
    [2, 1],
    [1, -3],
  ]) {
    const angle = 2 * Math.atan2(n / ly, m / lx)
    const [inQ, inU] = of === 'E' ? [Math.cos(angle), -Math.sin(angle)] : [Math.sin(angle), Math.cos(angle)]
    for (let at = 0; at < nx * ny; at++) {
      const wave = Math.cos(2 * Math.PI * ((m * (at % nx)) / nx + (n * Math.floor(at / nx)) / ny) + m)
      q[at] += inQ * wave
      u[at] += inU * wave
    }
  }
  return { q, u }
}

describe('spectra with purified B modes', () => {
  test('match their definition: k^2 B of the whole sky, masked, over k^2 (NumPy)', () => {
    const found = pure.spectra({ q: reference.q, u: reference.u })
    for (const kind of ['ee', 'eb', 'be', 'bb'] as const) {
      const scale = Math.max(...reference[kind].map(Math.abs))
      reference[kind].forEach((power, i) => expect(Math.abs(found[kind][i] - power) / scale).toBeLessThan(1e-10))
    }
  })

  test('match NaMaster’s', () => {
    const setting = [namasterPatch, softMask, namasterBands, undefined] as const
    const map = { q: namasterMap(2), u: namasterMap(3) }
    const found = createPolarisedSpectrumEstimator(...setting, true).spectra(map)
    for (const kind of ['ee', 'eb', 'be', 'bb'] as const) {
      namaster.pure[kind].forEach((power, i) => expect(Math.abs(found[kind][i] / power - 1)).toBeLessThan(1e-9))
    }
    const without = createPolarisedSpectrumEstimator(...setting).spectra(map)
    expect(Math.abs(without.bb[0] / namaster.pure.bb[0] - 1)).toBeGreaterThan(0.01)
  })

  test('of a sky of pure E have no B at all, where those without purification have', () => {
    const sky = waves('E')
    const [without, purified] = [plain.spectra(sky), pure.spectra(sky)]
    const scale = Math.max(...without.ee)
    expect(Math.max(...without.bb.map(Math.abs)) / scale).toBeGreaterThan(1e-4)
    for (const power of [...purified.bb, ...purified.eb]) expect(Math.abs(power) / scale).toBeLessThan(1e-14)
    expect([...pure.leakage]).toEqual([0, 0, 0])
  })

  test('keep the B of a sky of pure B', () => {
    const found = pure.spectra(waves('B'))
    const total = (powers: Float64Array) => powers.reduce((sum, power) => sum + power, 0)
    expect(total(found.bb) / total(plain.spectra(waves('B')).bb)).toBeGreaterThan(0.5)
  })

  test('have windows through which no E reaches B, and B as constant as it is', () => {
    const windows = pure.windows()
    const [n, columns] = [bands.length, pure.windows().columns / 4]
    for (let band = 0; band < n; band++) {
      const row = windows.getRow(3 * n + band)
      for (const weight of row.slice(0, 3 * columns)) expect(weight).toBeCloseTo(0, 12)
      expect(row.slice(3 * columns).some((weight) => weight > 0.01)).toBe(true)
    }
  })

  test('without a mask are those without purification', () => {
    const everything = new Float64Array(nx * ny).fill(1)
    const sky = { q: reference.q, u: reference.u }
    const [a, b] = [true, false].map((purified) =>
      createPolarisedSpectrumEstimator(patch, everything, bands, undefined, purified).spectra(sky),
    )
    a.bb.forEach((power, i) => expect(power).toBeCloseTo(b.bb[i], 12))
    a.eb.forEach((power, i) => expect(power).toBeCloseTo(b.eb[i], 12))
  })
})

describe('pure BB of patches cut from Gaussian skies with the EE of dust', () => {
  // `node tests/proof/pure-b.ts` has the same over 500 patches.
  const estimators = cutEstimators(1.5)
  const measured = (share: number, seed: number) => {
    const random = seedRandom(seed)
    return Array.from({ length: 8 }, () => cutPolarisation(share, random)).flat()
  }
  /** Those without power of the sky near the Nyquist frequency. */
  const below = estimators.pure.ell.map((_, band) => band).filter((band) => estimators.pure.ell[band] < 1150)

  test('is less than 1e-4 of EE in every band where the sky has no B', () => {
    const found = measured(0, 31).map((map) => estimators.pure.spectra(map))
    for (const band of below) {
      const [ee, bb] = (['ee', 'bb'] as const).map((mode) => moments(found.map((powers) => powers[mode][band])).mean)
      expect(Math.abs(bb) / ee).toBeLessThan(1e-4)
    }
  })

  test('is what is expected, within four standard errors, where B has half the power of E', () => {
    const found = measured(0.5, 32).map((map) => estimators.pure.spectra(map))
    const truth = expectedPowers(estimators.pure, 0.5).bb
    for (const band of below) {
      const { mean, variance, count } = moments(found.map(({ bb }) => bb[band]))
      expect(Math.abs(mean - truth[band])).toBeLessThan(4 * Math.sqrt(variance / count))
    }
  })
})
