import { describe, expect, it } from 'vitest'
import {
  patchSpectrumEstimator,
  pictureStatistics,
  statisticsAxes,
} from '../../../src-main/application/inpaintings/patch-statistics.ts'

const sky = { size: 32, width: 8 }

describe('the statistics of an inpainted patch', () => {
  const ramp = Float32Array.from({ length: 32 * 32 }, (_, i) => ((i % 32) - 15.5) / 9.233)

  it('are densities of the bins of Fig. 3, and powers of the bands of Fig. 4', () => {
    const { edges, ell } = statisticsAxes(sky)
    const { histogram, spectrum } = pictureStatistics(ramp, sky)
    expect(edges).toHaveLength(21)
    expect([edges[0], edges.at(-1)]).toEqual([-3, 5])
    expect(histogram.reduce((sum, density) => sum + density * 0.4, 0)).toBeCloseTo(1, 9)
    expect(ell).toHaveLength(spectrum.length)
  })

  it('have a quarter of the power at every multipole for half the amplitude', () => {
    const rough = Float32Array.from({ length: 32 * 32 }, (_, i) => Math.sin(1.7 * i) + Math.cos(0.9 * i * i))
    const half = pictureStatistics(
      rough.map((value) => value / 2),
      sky,
    )
    for (const [band, power] of pictureStatistics(rough, sky).spectrum.entries())
      expect(half.spectrum[band] / power).toBeCloseTo(0.25, 5)
  })

  it.each([
    [8, 40],
    [16, 40],
    [8, 8],
    [16, 0.5],
    [64, 2],
  ])('exist for patches of %i px and %f deg, with bands that the patch resolves', (size, width) => {
    const estimator = patchSpectrumEstimator(size, width)
    expect(estimator.ell.length).toBeGreaterThan(0)
    const nyquist = (180 * (size - 1)) / width
    expect(Math.max(...estimator.ell)).toBeLessThanOrEqual(nyquist)
    const values = Float32Array.from({ length: size * size }, (_, i) => Math.sin(i))
    expect([...estimator.spectrum(values)].every(Number.isFinite)).toBe(true)
    expect(patchSpectrumEstimator(size, width)).toBe(estimator)
  })
})
