import { describe, expect, it } from 'vitest'
import { healpixPixelWindow } from '../../../../src-shared/sky/healpix/pixel-window.ts'
import reference from '../../../reference/pixel-window.json' with { type: 'json' }

describe('the window of HEALPix pixels', () => {
  it.each(reference.windows)('is that of healpy at nside $nside', ({ nside, ell, window }) => {
    const at = healpixPixelWindow(nside)
    // In small maps, pixels are not yet the parallelograms that they become.
    const tolerance = nside < 128 ? 2.1e-4 : 1.5e-5
    ell.forEach((l, i) => expect(Math.abs(at(0, l + 0.5) - window[i])).toBeLessThan(tolerance))
  })

  it('leaves a constant as it is, and depends on the length of a wave alone', () => {
    const at = healpixPixelWindow(512)
    expect(at(0, 0)).toBeCloseTo(1, 12)
    expect(at(300, -400)).toBe(at(0, 500))
    expect(at(0, 500)).toBe(healpixPixelWindow(1024)(0, 1000))
  })

  it('is smooth where it is interpolated', () => {
    const at = healpixPixelWindow(1)
    for (let x = 0.001; x < 4; x += 0.0173) {
      const curvature = at(0, x + 0.01) - 2 * at(0, x) + at(0, Math.abs(x - 0.01))
      expect(Math.abs(curvature)).toBeLessThan(2e-5)
    }
  })

  it('goes on beyond the tables: it falls, and is never below 0', () => {
    const at = healpixPixelWindow(64)
    expect(at(0, 64 * 12)).toBeLessThan(0.2)
    for (let l = 0; l < 64 * 16; l += 7) expect(at(l, 0)).toBeGreaterThanOrEqual(0)
  })
})
