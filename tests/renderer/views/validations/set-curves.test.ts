import { describe, expect, it } from 'vitest'
import { sortedSeries } from '../../../../src-renderer/views/validations/charts/latent-curves.ts'
import {
  binMiddles,
  densityOf,
  pairCurves,
  reachMarks,
  setCurves,
} from '../../../../src-renderer/views/validations/charts/set-curves.ts'
import { summaryRows, testShare } from '../../../../src-renderer/views/validations/page/summary.ts'
import { validatedPatch, validationResults } from '../../fake/validation-results.ts'
import { validations } from '../../fake/validations.ts'

const indices = [17, 18, 19, 37]
const results = validationResults(indices, 32)
const measured = {
  validation: validations[0],
  results,
  patches: indices.map((index) => validatedPatch({ index, lon: 0, lat: 30 })),
}

describe('the histogram of a patch', () => {
  it('is NumPy’s density where all values lie inside the edges', () => {
    // numpy.histogram([0.1, 0.2, 0.6, 1.0], [0, 0.5, 1], density=True)
    expect(densityOf([0.1, 0.2, 0.6, 1], [0, 0.5, 1])).toEqual([1, 1])
    // numpy.histogram([0.5, 1.5, 3, 3.5], [0, 1, 2, 4], density=True): bins of different widths
    expect(densityOf([0.5, 1.5, 3, 3.5], [0, 1, 2, 4])).toEqual([0.25, 0.25, 0.25])
  })
  it('counts values outside the edges for the total alone', () => {
    expect(densityOf([0.5, 7, -7, NaN], [0, 1])).toEqual([0.25])
  })
  it('stands at the middles of its bins', () => {
    expect(binMiddles([0, 1, 3])).toEqual([0.5, 2])
  })
})

describe('the curves of a statistic', () => {
  it('are patches, reconstructions, and the references that are asked for', () => {
    const names = (references: Parameters<typeof setCurves>[1]) =>
      setCurves(results.standard, references, results.standard.ell, ({ spectrum }) => spectrum).map(({ name }) => name)
    expect(names([])).toEqual(['patches', 'reconstructions'])
    expect(names(['linear', 'sample'])).toEqual(['patches', 'reconstructions', 'principal components', 'prior samples'])
  })
  it('leave out a set that has no such unit', () => {
    expect(setCurves(results.map, ['sample'], results.map.ell, ({ spectrum }) => spectrum)).toHaveLength(2)
  })
  it('have gaps where there is no number', () => {
    const gap = structuredClone(results.standard)
    gap.pairs.reconstruction!.ratio.median[3] = null
    const [ratio] = pairCurves(gap, [], 'ratio')
    expect(ratio.y[3]).toBeNaN()
    expect(ratio.y[2]).toBe(gap.pairs.reconstruction!.ratio.median[2])
  })
  it('have the half power and what the latents could hold as marks: l = 45 sqrt(d / pi)', () => {
    expect(reachMarks(measured, results.standard)).toMatchObject([
      { name: 'half power, ℓ = 330', x: 330 },
      { name: '32 latents reach ℓ = 144', x: 45 * Math.sqrt(32 / Math.PI) },
    ])
    const never = structuredClone(results.standard)
    never.pairs.reconstruction!.halfPower = null
    expect(reachMarks(measured, never)).toHaveLength(1)
  })
  it('of latents go from the largest down', () => {
    const [kl, line] = sortedSeries([1, 3, 2], { name: 'KL', colour: 2 }, 0.01, 'active above')
    expect([kl.x, kl.y]).toEqual([
      [1, 2, 3],
      [3, 2, 1],
    ])
    expect(line).toMatchObject({ name: 'active above', x: [1, 3], y: [0.01, 0.01] })
  })
})

describe('the summary', () => {
  const row = (name: string) => summaryRows(measured).find((one) => one.name.startsWith(name))
  it('has the linear ceiling and the paper’s values beside the model’s', () => {
    expect(row('mean squared error')).toMatchObject({ model: '0.163', linear: '0.121', paper: '' })
    expect(row('half the power')).toMatchObject({ model: '330', linear: '400', paper: '≈ 400' })
    expect(row('patches')).toMatchObject({ model: '4, 100', paper: '339, 100' })
  })
  it('has the training sky as what tests find between sky and sky', () => {
    expect(row('KS distance of spectra')).toMatchObject({ sky: '0.10' })
  })
  it('counts the tests that tell two sets apart', () => {
    const test = (pValue: number, distance: number) => ({ statistic: 'v0' as const, at: '', pValue, distance })
    expect(testShare([test(0.5, 0.1), test(0.009, 0.6), test(0.011, 0.2)], 'v0')).toEqual({
      count: 3,
      apart: 1,
      distance: 0.2,
    })
    expect(testShare([test(0.5, 0.1)], 'v1').count).toBe(0)
  })
})
