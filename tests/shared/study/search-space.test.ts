import { describe, expect, it } from 'vitest'
import {
  paperSpace,
  searchSpaceSchema,
  settingAsParameter,
  withParams,
} from '../../../src-shared/study/search-space.ts'
import { studySpecSchema } from '../../../src-shared/study/specification.ts'
import { tinyConfig } from '../../application/harness.ts'

describe('a search space over settings', () => {
  it("is the paper's by default, with a Gaussian process and no pruner", () => {
    const spec = studySpecSchema.parse({ base: tinyConfig })
    expect(spec).toMatchObject({ epochs: 20, budget: 100, sampler: { kind: 'gp-ei' }, pruner: { kind: 'none' } })
    expect(spec.space).toEqual(paperSpace)
  })

  it('does not vary settings that make values incomparable, nor unknown ones', () => {
    for (const name of ['likelihoodWidth', 'size', 'epochs', 'seed', 'depth']) {
      expect(searchSpaceSchema.safeParse([{ kind: 'int', name, low: 1, high: 2 }]).success).toBe(false)
    }
  })

  it('reads lists, switches and "none" from text, and writes them back', () => {
    const config = withParams(tinyConfig, {
      encoderFilters: '16,8',
      gradientClip: 'none',
      augment: false,
      activation: 'elu',
    })
    expect(config).toEqual({
      ...tinyConfig,
      encoderFilters: [16, 8],
      gradientClip: null,
      augment: false,
      activation: 'elu',
    })
    expect(settingAsParameter(config.encoderFilters)).toBe('16,8')
    expect(settingAsParameter(config.gradientClip)).toBe('none')
    expect(settingAsParameter(config.augment)).toBe(false)
  })
})
