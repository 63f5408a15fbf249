import { describe, expect, test } from 'vitest'
import { createPolarisedSpectrumEstimator } from '../../../src-shared/statistics/polarised-spectrum.ts'
import namaster from '../../reference/namaster.json' with { type: 'json' }
import reference from '../../reference/polarised-spectrum.json' with { type: 'json' }
import { evenMask, namasterBands, namasterMap, namasterPatch } from './namaster-maps.ts'
import { signal } from './signal.ts'

const { nx, ny, lx, ly, edges } = reference
const patch = { rows: ny, columns: nx, lx, ly }
const bands = edges.slice(1).map((to, i) => ({ from: edges[i], to }))
const mask = Float64Array.from({ length: nx * ny }, (_, at) => {
  const [i, j] = [at % nx, Math.floor(at / nx)]
  const rise = Math.sin((Math.PI * (i + 0.5)) / nx) * Math.sin((Math.PI * (j + 0.5)) / ny)
  return rise * (1 + 0.8 * Math.sin(0.3 * i + 0.5 * j))
})
const relative = (found: number, expected: number) => Math.abs(found / expected - 1)

describe('power spectra of E and B', () => {
  const { ell, spectra, leakage } = createPolarisedSpectrumEstimator(patch, mask, bands)

  test('match their definition, with the coupling summed over all pairs of modes (NumPy)', () => {
    const numbers = signal(2 * nx * ny)
    const found = spectra({ q: numbers.subarray(0, nx * ny), u: numbers.subarray(nx * ny) })
    expect(ell).toEqual([9, 21, 33, 45])
    for (const kind of ['ee', 'eb', 'bb'] as const) {
      reference[kind].forEach((power, i) => expect(relative(found[kind][i], power)).toBeLessThan(1e-10))
    }
  })

  test('come with the leakage of E into B by the mask, which is larger at low multipoles', () => {
    reference.leakage.forEach((share, i) => expect(relative(leakage[i], share)).toBeLessThan(1e-11))
    expect(leakage[0]).toBeGreaterThan(leakage[3])
  })

  test('match NaMaster’s if the mask is mirror-symmetric', () => {
    const estimator = createPolarisedSpectrumEstimator(namasterPatch, evenMask, namasterBands)
    const found = estimator.spectra({ q: namasterMap(2), u: namasterMap(3) })
    for (const kind of ['ee', 'eb', 'bb'] as const) {
      expect(found[kind]).toHaveLength(namasterBands.length)
      namaster.polarised[kind].forEach((power, i) => expect(relative(found[kind][i], power)).toBeLessThan(1e-9))
    }
  })

  test('of waves of Q along their own direction, without a mask, are pure E; of U, pure B', () => {
    const wave = Float64Array.from({ length: 256 }, (_, i) => Math.cos((2 * Math.PI * 3 * (i % 16)) / 16))
    const flat = { rows: 16, columns: 16, lx: 2 * Math.PI, ly: 2 * Math.PI }
    const ring = [{ from: 2.99, to: 3.01 }]
    const open = createPolarisedSpectrumEstimator(flat, new Float64Array(256).fill(1), ring)
    const nothing = new Float64Array(256)
    const power = (2 * 0.25 * (2 * Math.PI) ** 2) / 4
    const ofQ = open.spectra({ q: wave, u: nothing })
    const ofU = open.spectra({ q: nothing, u: wave })
    ;[ofQ.ee[0], ofU.bb[0]].forEach((found) => expect(found).toBeCloseTo(power, 10))
    ;[ofQ.bb[0], ofQ.eb[0], ofU.ee[0], ofU.eb[0], open.leakage[0]].forEach((found) => expect(found).toBeCloseTo(0, 10))
  })
})
