import { describe, expect, test } from 'vitest'
import { activeAbove, activeLatents } from '../../../src-shared/model/active-latents.ts'
import { stepsPerEpoch } from '../../../src-shared/model/steps-per-epoch.ts'
import { unknownSetting } from '../../../src-shared/model/training-settings.ts'

test('a latent is active above 0.01 nats, but not at 0.01', () => {
  expect(activeAbove).toBe(0.01)
  expect(activeLatents(Float32Array.of(0, 0.009, 0.011, 3))).toBe(2)
  expect(activeLatents(Float32Array.of(NaN, Infinity))).toBe(1)
  expect(activeLatents(new Float32Array(0))).toBe(0)
})

test.each([
  [16, 8, 2],
  [17, 8, 2],
  [7, 8, 0],
  [0, 8, 0],
  [5, 1, 5],
])('%i patches in batches of %i are %i steps', (patches, batchSize, steps) => {
  expect(stepsPerEpoch(patches, batchSize)).toBe(steps)
})

describe('a word that begins with no setting’s name', () => {
  const names = ['kernel', 'learningRate', 'learningRateDecay']

  test('gets the expected form if the name is right', () => {
    expect(unknownSetting('kernel', names, '--set name=value')).toBe('kernel: use --set name=value')
  })

  test('gets the settings that it may mean', () => {
    expect(unknownSetting('kernal=3', names, 'name=value')).toContain('Did you mean kernel?')
    expect(unknownSetting('learningrat=1', names, 'name=value')).toMatch(/Did you mean learningRate.* or /)
  })

  test('gets the place where all are listed if it resembles none', () => {
    const text = unknownSetting('zzz=1', names, 'name=value')
    expect(text).toMatch(/no setting "zzz"\. cirrus train --help lists all settings\.$/)
  })
})
