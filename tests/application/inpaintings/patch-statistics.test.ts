import { describe, expect, it } from 'vitest'
import { comparePatches, patchSpectrumEstimator } from '../../../src-main/application/inpaintings/patch-statistics.ts'

const sky = { size: 32, width: 8 }

describe('the statistics of an inpainted patch', () => {
  const ramp = Float32Array.from({ length: 32 * 32 }, (_, i) => ((i % 32) - 15.5) / 9.233)

  it('are the same for a patch and a perfect model of it, and densities of the bins of Fig. 3', () => {
    const statistics = comparePatches({ original: ramp, model: ramp.slice(), filled: ramp.slice() }, sky)
    expect(statistics.spectrum.model).toEqual(statistics.spectrum.original)
    expect(statistics.spectrum.filled).toEqual(statistics.spectrum.original)
    expect(statistics.edges).toHaveLength(21)
    expect([statistics.edges[0], statistics.edges.at(-1)]).toEqual([-3, 5])
    const area = statistics.histogram.original.reduce((sum, density) => sum + density * 0.4, 0)
    expect(area).toBeCloseTo(1, 9)
    expect(statistics.ell).toHaveLength(statistics.spectrum.original.length)
  })

  it('distinguish the model from the filled patch: half the amplitude has a quarter of the power at every multipole', () => {
    const rough = Float32Array.from({ length: 32 * 32 }, (_, i) => Math.sin(1.7 * i) + Math.cos(0.9 * i * i))
    const smooth = rough.map((value) => value / 2)
    const { spectrum } = comparePatches({ original: rough, model: smooth, filled: rough.slice() }, sky)
    for (const [band, power] of spectrum.original.entries()) expect(spectrum.model[band] / power).toBeCloseTo(0.25, 5)
    expect(spectrum.filled).toEqual(spectrum.original)
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
