import { describe, expect, test } from 'vitest'
import { uniform, seedRandom } from '../../../../src-shared/random/index.ts'
import {
  checkConfiguration,
  checkSearchSpace,
  configurationKey,
  countConfigurations,
  decode,
  encode,
  enumerateConfigurations,
  SearchSpaceError,
} from '../../../../src-shared/optimize/space/index.ts'
import type { Parameter, SearchSpace } from '../../../../src-shared/optimize/space/index.ts'

const space: SearchSpace = [
  { name: 'rate', kind: 'float', low: 1e-5, high: 1e-1, log: true },
  { name: 'dropout', kind: 'float', low: 0, high: 0.5, step: 0.1 },
  { name: 'momentum', kind: 'float', low: 0.5, high: 1 },
  { name: 'latent', kind: 'int', low: 1, high: 512, log: true },
  { name: 'kernel', kind: 'int', low: 3, high: 7, step: 2 },
  { name: 'batch', kind: 'categorical', choices: [8, 16, 32, 64], ordered: true },
  { name: 'decoder', kind: 'categorical', choices: ['dense', 'spatial'] },
  { name: 'channels', kind: 'int', low: 1, high: 8, when: { parameter: 'decoder', values: ['spatial'] } },
]
const finite = space.filter(({ name }) => !['rate', 'momentum', 'latent'].includes(name))

describe('a search space', () => {
  test('is decoded from the unit cube as it was encoded', () => {
    const random = seedRandom(1)
    for (let i = 0; i < 500; i++) {
      const configuration = decode(
        space,
        space.map(() => uniform(random)),
      )
      checkConfiguration(space, configuration)
      const again = decode(space, encode(space, configuration))
      for (const [name, value] of Object.entries(configuration)) {
        if (typeof value === 'number') expect(again[name]).toBeCloseTo(value, 12)
        else expect(again[name]).toBe(value)
      }
      expect('channels' in configuration).toBe(configuration.decoder === 'spatial')
    }
  })

  test('maps to the unit cube by its scales', () => {
    const at = (values: object) =>
      encode(space, {
        ...decode(
          space,
          space.map(() => 0),
        ),
        ...values,
      })
    expect(at({ rate: 1e-3 })[0]).toBeCloseTo(0.5, 14)
    expect(at({ dropout: 0.3 })[1]).toBeCloseTo(3.5 / 6, 14)
    expect(at({ momentum: 0.75 })[2]).toBe(0.5)
    expect(at({ latent: 16 })[3]).toBeCloseTo(Math.log(32) / Math.log(1025), 14)
    expect(at({ kernel: 7 })[4]).toBeCloseTo(2.5 / 3, 14)
    expect(at({ batch: 16 })[5]).toBe(0.375)
    expect(at({ decoder: 'dense' })[7]).toBe(0.5)
  })

  test('has its ends at the ends of the unit cube', () => {
    expect(
      decode(
        space,
        space.map(() => 0),
      ),
    ).toEqual({
      rate: 1e-5,
      dropout: 0,
      momentum: 0.5,
      latent: 1,
      kernel: 3,
      batch: 8,
      decoder: 'dense',
    })
    expect(
      decode(
        space,
        space.map(() => 1),
      ),
    ).toEqual({
      rate: 0.1,
      dropout: 0.5,
      momentum: 1,
      latent: 512,
      kernel: 7,
      batch: 64,
      decoder: 'spatial',
      channels: 8,
    })
  })

  test('counts and lists its configurations', () => {
    expect(countConfigurations(space)).toBe(Infinity)
    expect(countConfigurations(finite)).toBe(6 * 3 * 4 * (1 + 8))
    const all = [...enumerateConfigurations(finite)]
    expect(new Set(all.map((each) => configurationKey(finite, each))).size).toBe(648)
    for (const each of all) checkConfiguration(finite, each)
  })

  test('is finite if its real numbers are active in no configuration', () => {
    expect(countConfigurations([{ name: 'x', kind: 'float', low: 2, high: 2 }])).toBe(1)
    expect(countConfigurations([{ name: 'n', kind: 'int', low: 1, high: 1e6 }])).toBe(1e6)
  })

  test('recognises a configuration whatever the order of its parameters', () => {
    const one = { kernel: 3, batch: 8, dropout: 0.1, decoder: 'dense' }
    expect(configurationKey(finite, one)).toBe(
      configurationKey(finite, { decoder: 'dense', dropout: 0.1, batch: 8, kernel: 3 }),
    )
    expect(configurationKey(finite, one)).not.toBe(configurationKey(finite, { ...one, kernel: 5 }))
  })
})

describe('a faulty search space', () => {
  const faults: [Parameter[], string][] = [
    [[], 'empty'],
    [[{ name: '', kind: 'float', low: 0, high: 1 }], 'give it a name'],
    [[{ name: 'x', kind: 'float', low: 1, high: 0 }], 'Parameter "x": the lower bound is above the upper one.'],
    [[{ name: 'x', kind: 'float', low: 0, high: Infinity }], 'both bounds are needed'],
    [[{ name: 'x', kind: 'float', low: 0, high: 1, log: true }], 'a logarithmic range begins above 0'],
    [[{ name: 'x', kind: 'float', low: 1, high: 2, log: true, step: 1 }], 'a logarithmic range has no step'],
    [[{ name: 'x', kind: 'int', low: 0.5, high: 2 }], 'whole numbers are needed'],
    [[{ name: 'x', kind: 'int', low: 0, high: 2, step: 0 }], 'the step must be above 0'],
    [[{ name: 'x', kind: 'categorical', choices: [] }], 'at least one choice'],
    [[{ name: 'x', kind: 'categorical', choices: ['a', 'a'] }], 'a choice is listed twice'],
    [[space[0], space[0]], 'another parameter has this name'],
    [[space[7]], 'depends on "decoder", which is not listed before it'],
    [
      [space[6], { ...space[7], when: { parameter: 'decoder', values: ['flow'] } }],
      'being "flow", which is not one of its values',
    ],
    [[space[6], { ...space[7], when: { parameter: 'decoder', values: [] } }], 'give at least one value of "decoder"'],
  ]
  test.each(faults)('%j is refused', (parameters, message) => {
    expect(() => checkSearchSpace(parameters)).toThrow(SearchSpaceError)
    expect(() => checkSearchSpace(parameters)).toThrow(message)
  })

  test.each<[Parameter, string]>([
    [{ name: 'x', kind: 'float', low: 1, high: 0 }, 'space.1.low'],
    [{ name: 'x', kind: 'float', low: 0, high: Infinity }, 'space.1.high'],
    [{ name: 'x', kind: 'int', low: 0, high: 2, step: 0 }, 'space.1.step'],
    [{ name: 'x', kind: 'float', low: 1, high: 2, log: true, step: 1 }, 'space.1.log'],
    [{ name: 'x', kind: 'categorical', choices: [] }, 'space.1.choices'],
    [{ ...space[0] }, 'space.1.name'],
    [{ ...space[7] }, 'space.1.when'],
  ])('says which part of which parameter is wrong: %j', (parameter, field) => {
    expect(() => checkSearchSpace([space[0], parameter])).toThrow(expect.objectContaining({ field }))
  })

  test('is distinguished from a valid one', () => {
    expect(() => checkSearchSpace(space)).not.toThrow()
  })
})

test('an invalid configuration is refused', () => {
  const good = { dropout: 0.1, kernel: 3, batch: 8, decoder: 'dense' }
  const refusal = (values: object) => () => checkConfiguration(finite, { ...good, ...values })
  expect(refusal({})).not.toThrow()
  expect(refusal({ kernel: 4 })).toThrow('Parameter "kernel": cannot be 4.')
  expect(refusal({ kernel: 4 })).toThrow(expect.objectContaining({ field: 'params.kernel' }))
  expect(refusal({ kernel: '3' })).toThrow('Parameter "kernel": cannot be "3".')
  expect(refusal({ kernel: undefined })).toThrow('Parameter "kernel": has no value.')
  expect(refusal({ channels: 2 })).toThrow('does not belong here: it needs "decoder" to be "spatial".')
  expect(refusal({ decoder: 'spatial' })).toThrow('Parameter "channels": has no value.')
  expect(refusal({ width: 2 })).toThrow('Parameter "width": is not in the search space.')
})
