import { describe, expect, it } from 'vitest'
import { presets } from '../../../src-shared/model/presets.ts'
import { priorConfig } from '../../../src-shared/model/prior-config.ts'
import { levelCount } from '../../../src-shared/optimize/space/index.ts'
import { paperSpace, searchSpaceSchema, withParams } from '../../../src-shared/study/search-space.ts'
import { spaceFaults } from '../../../src-shared/study/space-faults.ts'
import { usualSpace } from '../../../src-shared/study/usual-space.ts'

const vector = { side: 1, channels: 64 }
const map = { side: 16, channels: 8 }
const bases = {
  'an autoencoder': presets.demo,
  'a flow of patches': { ...presets.flow, octaves: 0 },
  'a flow with octaves': presets.flow,
  'a flow of a dense vector': priorConfig(vector),
  'a flow of a map of latents': priorConfig(map),
  'coupling layers': priorConfig(vector, 'coupling'),
}
const names = (base: (typeof bases)[keyof typeof bases]) => usualSpace(base).map(({ name }) => name)

describe('the usual search space', () => {
  it.each(Object.entries(bases))('of %s is valid, with the base’s own layers in it', (_, base) => {
    const space = usualSpace(base)
    expect(searchSpaceSchema.parse(space)).toEqual(space)
    expect(spaceFaults(space, base)).toEqual([])
    for (const parameter of space) {
      if (parameter.kind !== 'categorical') expect(levelCount(parameter)).toBeGreaterThan(1)
      else if (parameter.name.endsWith('Filters')) expect(parameter.choices[1]).toBe(String(base[parameter.name]))
    }
  })

  it('is the paper’s for an autoencoder, and of a flow’s or coupling layers’ own settings for those', () => {
    expect(usualSpace(presets.spatial)).toEqual(paperSpace)
    const flow = ['learningRate', 'encoderFilters', 'blocks', 'embedding', 'batchSize', 'averaging']
    expect(names(bases['a flow of patches'])).toEqual(flow)
    expect(names(bases['a flow with octaves'])).toEqual(flow.toSpliced(2, 0, 'octaveFilters'))
    expect(names(bases['coupling layers'])).toEqual(['learningRate', 'blocks', 'denseWidth', 'batchSize', 'averaging'])
  })

  it('halves and doubles every resolution of a network alike', () => {
    const base = { ...presets.flow, encoderFilters: [1, 32] }
    const filters = usualSpace(base).find(({ name }) => name === 'encoderFilters')!
    expect(filters).toMatchObject({ choices: ['1,16', '1,32', '2,64'] })
    expect(withParams(base, { encoderFilters: '2,64' }).encoderFilters).toEqual([2, 64])
  })
})
