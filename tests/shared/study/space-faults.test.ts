import { describe, expect, it } from 'vitest'
import { countConfigurations } from '../../../src-shared/optimize/space/index.ts'
import { paperSpace, type SearchParameter } from '../../../src-shared/study/search-space.ts'
import { spaceFaults } from '../../../src-shared/study/space-faults.ts'
import { readParameter } from '../../../src-shared/study/search-words.ts'
import { presets } from '../../../src-shared/model/presets.ts'
import { demoConfig } from '../../renderer/fake/records.ts'

const int = (low: number, high: number, more = {}): SearchParameter => ({
  kind: 'int',
  name: 'latentDimension',
  low,
  high,
  ...more,
})

describe('a search space over settings', () => {
  it('has no fault if it is the paper’s', () => {
    expect(spaceFaults(paperSpace, demoConfig)).toEqual([])
  })

  it.each<[string, string, SearchParameter]>([
    ['low', 'the lower bound is above the upper one', int(9, 3)],
    ['low', 'both bounds are needed', int(NaN, 3)],
    ['low', 'whole numbers are needed', int(1.5, 3)],
    ['low', 'a logarithmic range begins above 0', { kind: 'float', name: 'klWeight', low: 0, high: 1, log: true }],
    ['log', 'a logarithmic range has no step', int(1, 9, { log: true, step: 2 })],
    ['step', 'the step must be above 0', int(1, 9, { step: 0 })],
    ['low', '0 is not allowed', int(0, 9)],
    ['high', '12 is not allowed; needed: a whole number, 1 to 9', { kind: 'int', name: 'kernel', low: 2, high: 12 }],
    ['choices', 'at least one choice', { kind: 'categorical', name: 'activation', choices: [] }],
    ['choices', 'a choice is listed twice', { kind: 'categorical', name: 'activation', choices: ['elu', 'elu'] }],
    ['choices', '4,,8 is not allowed', { kind: 'categorical', name: 'encoderFilters', choices: ['4,8', '4,,8'] }],
    ['kind', 'make it an int', { kind: 'float', name: 'denseWidth', low: 3, high: 5 }],
    ['when', 'at least one value of "batchSize"', int(1, 9, { when: { parameter: 'batchSize', values: [] } })],
  ])('says which part is wrong, %s, and why: %s', (part, reason, parameter) => {
    const [fault, ...more] = spaceFaults([paperSpace[3], parameter], demoConfig)
    expect(fault).toMatchObject({ index: 1, name: parameter.name, field: `space.1.${part}` })
    expect(fault.reason).toContain(reason)
    expect(more).toEqual([])
  })

  it('names the first fault of each parameter', () => {
    const faults = spaceFaults(
      [int(9, 3), paperSpace[2], { kind: 'int', name: 'batchSize', low: 0, high: 8 }],
      demoConfig,
    )
    expect(faults.map(({ field }) => field)).toEqual(['space.0.low', 'space.2.low'])
  })

  it('says which numbers of latents are possible for a spatial model', () => {
    const spatial = {
      ...demoConfig,
      architecture: 'spatial' as const,
      encoderFilters: [32, 64],
      decoderFilters: [32, 16],
      latentDimension: 2048,
    }
    expect(spaceFaults([int(16, 512)], spatial)[0]).toMatchObject({
      field: 'space.0.low',
      reason: expect.stringContaining('a multiple of 256 is needed, not 16'),
    })
    expect(spaceFaults([{ kind: 'categorical', name: 'latentDimension', choices: [512, 1024] }], spatial)).toEqual([])
    expect(spaceFaults([int(16, 512)], null)).toEqual([])
  })

  it('refuses architectures whose losses can’t be compared', () => {
    const of = (choices: string[]): SearchParameter[] => [{ kind: 'categorical', name: 'architecture', choices }]
    expect(spaceFaults(of(['paper', 'flow']), demoConfig)).toMatchObject([
      {
        field: 'space.0.choices',
        reason: "their losses can't be compared: one is a negative ELBO, the other a velocity error",
      },
    ])
    expect(spaceFaults(of(['paper', 'spatial']), presets.flow)).toHaveLength(1)
    expect(spaceFaults(of(['flow']), presets.flow)).toEqual([])
    expect(readParameter('startShare=0..0.5')).toEqual({
      misfit: 'startShare=0..0.5: a study does not vary startShare',
    })
  })

  it('is refused in the words of a command line for the same reasons', () => {
    expect(readParameter('latentDimension=9..3')).toEqual({
      misfit: 'latentDimension=9..3: the lower bound is above the upper one',
    })
    expect(readParameter('latentDimension=1..9:log:step=2')).toMatchObject({
      misfit: expect.stringContaining('a logarithmic range has no step'),
    })
    expect(readParameter('kernel=2..12')).toMatchObject({ misfit: expect.stringContaining('1 to 9') })
  })

  it('counts its configurations: the product of its levels, or infinitely many', () => {
    expect(countConfigurations(paperSpace.slice(2))).toBe(3 * 4)
    expect(countConfigurations([int(1, 9, { step: 2 })])).toBe(5)
    expect(countConfigurations([{ kind: 'float', name: 'klWeight', low: 0, high: 1, step: 0.1 }])).toBe(11)
    expect(countConfigurations(paperSpace)).toBe(Infinity)
  })
})
