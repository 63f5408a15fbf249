import { describe, expect, it } from 'vitest'
import { sortedSeries } from '../../../../src-renderer/views/validations/charts/latent-curves.ts'
import { pairCurves, setCurves } from '../../../../src-renderer/views/validations/charts/set-curves.ts'
import { validationResults } from '../../fake/validation-results.ts'

const indices = [17, 18, 19, 37]
const results = validationResults(indices, 32)
describe('the curves of a statistic', () => {
  it('are patches, reconstructions, and the chosen references', () => {
    const names = (references: Parameters<typeof setCurves>[1]) =>
      setCurves(results.standard, references, results.standard.ell, ({ spectrum }) => spectrum).map(({ name }) => name)
    expect(names([])).toEqual(['patches', 'reconstructions'])
    expect(names(['linear', 'sample'])).toEqual(['patches', 'reconstructions', 'principal components', 'prior samples'])
  })
  it('omit a set without this unit', () => {
    expect(setCurves(results.map, ['sample'], results.map.ell, ({ spectrum }) => spectrum)).toHaveLength(2)
  })
  it('have gaps for missing values', () => {
    const gap = structuredClone(results.standard)
    gap.pairs.reconstruction!.ratio.median[3] = null
    const [ratio] = pairCurves(gap, [], 'ratio')
    expect(ratio.y[3]).toBeNaN()
    expect(ratio.y[2]).toBe(gap.pairs.reconstruction!.ratio.median[2])
  })
  it('of latents are in decreasing order', () => {
    const [kl, line] = sortedSeries([1, 3, 2], { name: 'KL', colour: 2 }, 0.01, 'active above')
    expect([kl.x, kl.y]).toEqual([
      [1, 2, 3],
      [3, 2, 1],
    ])
    expect(line).toMatchObject({ name: 'active above', x: [1, 3], y: [0.01, 0.01] })
  })
})
