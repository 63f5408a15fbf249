import { beforeAll, describe, expect, it } from 'vitest'
import { cutPatch } from '../../../../src-main/sky/patches/cut-patch.ts'
import { seedRandom } from '../../../../src-shared/random/index.ts'
import { polarisationOf } from '../../../../src-shared/simulation/filaments/choose-shape.ts'
import { bandsOf, paintSky, type RingBand } from '../../../../src-shared/simulation/filaments/paint-sky.ts'
import { npixOf } from '../../../../src-shared/sky/healpix/map.ts'
import { DEGREE } from '../../../../src-shared/sky/position.ts'
import { apodise } from '../../../../src-shared/statistics/apodise.ts'
import { createMixedSpectrumEstimator } from '../../../../src-shared/statistics/intensity-polarisation-spectrum.ts'
import { createPolarisedSpectrumEstimator } from '../../../../src-shared/statistics/polarised-spectrum.ts'
import { createSpectrumEstimator } from '../../../../src-shared/statistics/flat-sky-spectrum.ts'
import { seenPowers } from './seen-powers.ts'

const nside = 64
/** Without a mean field, all places are alike. */
const shape = { aspect: 0.2, misalignment: 0.3, disorder: 1000, polarisedShare: 0.5, polarisationFraction: 0.2 }
const sizes = { shortest: 0.6, longest: 6, slope: 2.6, coverage: 3, mean: 2 }
const sky = { shape, sizes, beam: 0.8 }

const emptyMap = (of: number) => {
  const [i, q, u] = Array.from({ length: 3 }, () => new Float32Array(npixOf(of)))
  return { i, q, u }
}

describe('a sky of filaments', () => {
  const map = emptyMap(nside)
  beforeAll(() => void [...paintSky(seedRandom(6), sky, { nside, band: [1, 4 * nside - 1], map })], 120_000)

  it('has the mean of the model, and is polarised by no more than its fraction', () => {
    const { i, q, u } = map
    expect(i.reduce((sum, value) => sum + value, 0) / i.length / 2).toBeCloseTo(1, 1)
    i.forEach((value, pixel) => {
      if (Math.hypot(q[pixel], u[pixel]) > 0.2 * value * (1 + 1e-4)) expect.fail(`pixel ${pixel}`)
    })
  })

  it('says how far it is, and is the same for the same seed, painted at once or in bands', () => {
    const small = { ...sky, sizes: { ...sizes, shortest: 1.5 } }
    const painted = (bands: readonly RingBand[]) => {
      const whole = emptyMap(16)
      const told = bands.map((band) => [...paintSky(seedRandom(9), small, { nside: 16, band, map: whole })])
      return { whole, told }
    }
    const once = painted(bandsOf(16, 1))
    expect(once.told[0][0]).toBe(0)
    expect(once.told[0].length).toBeGreaterThan(1)
    expect(once.told[0]).toEqual(once.told[0].toSorted((a, b) => a - b))
    expect(painted(bandsOf(16, 1)).whole).toEqual(once.whole)
    expect(painted(bandsOf(16, 5)).whole).toEqual(once.whole)
  })

  it('is divided into bands of equal area, with each ring in one', () => {
    expect(bandsOf(8, 1)).toEqual([[1, 31]])
    // A third of the area lies north of z = 1/3, ring nside (2 - 3 z / 2) = 96.
    expect(bandsOf(64, 3)).toEqual([
      [1, 96],
      [97, 160],
      [161, 255],
    ])
    for (const count of [2, 5, 8]) {
      const rings = bandsOf(8, count).flatMap(([first, last]) =>
        Array.from({ length: last - first + 1 }, (_, k) => first + k),
      )
      expect(rings).toEqual(Array.from({ length: 31 }, (_, k) => k + 1))
    }
  })

  it('has E, B and TE as the model predicts them, all over the sky', () => {
    const [size, pixel] = [32, 0.75]
    const geometry = { size, width: (size - 1) * pixel }
    const side = size * pixel * DEGREE
    const flat = { rows: size, columns: size, lx: side, ly: side }
    const of = [flat, apodise(new Float64Array(size ** 2).fill(1), size, size, { length: 4, pixel })] as const
    const band = [{ from: 60, to: 120 }]
    const intensity = createSpectrumEstimator(...of, band)
    const polarised = createPolarisedSpectrumEstimator(...of, band)
    const mixed = createMixedSpectrumEstimator(...of, band)
    const sums = { tt: 0, ee: 0, bb: 0, te: 0 }
    for (const lat of [-15, 0, 15])
      for (let lon = 0; lon < 360; lon += 15) {
        // Near the equator, the meridians of a patch turn little.
        const [i, q, u] = [map.i, map.q, map.u].map((values) => {
          const patch = cutPatch(
            { nside, values, ordering: 'RING', frame: 'G' },
            { lon, lat, rotation: null },
            geometry,
          )
          const mean = patch.reduce((sum, value) => sum + value, 0) / patch.length
          return patch.map((value) => value - mean)
        })
        const { ee, bb } = polarised.spectra({ q, u })
        sums.tt += intensity.spectrum(i)[0]
        sums.ee += ee[0]
        sums.bb += bb[0]
        sums.te += mixed.cross(i, { q, u }).te[0]
      }
    const list = (value: number) => Float64Array.of(value)
    const found = polarisationOf({ tt: list(sums.tt), ee: list(sums.ee), bb: list(sums.bb), te: list(sums.te) })
    const expected = polarisationOf(seenPowers(sky, intensity))
    // One sky has one realisation of its longest filaments.
    expect(Math.abs(found.ebRatio / expected.ebRatio - 1)).toBeLessThan(0.2)
    expect(Math.abs(found.teCorrelation / expected.teCorrelation - 1)).toBeLessThan(0.15)
  })
})
