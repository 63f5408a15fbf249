import { describe, expect, test } from 'vitest'
import { klWeightAt, learningRateAt, scheduleAt } from '../../../src-main/engine/training/schedules.ts'
import { smallConfig } from './small-dataset.ts'

const config = { ...smallConfig, learningRate: 0.01 }

describe('the learning rate', () => {
  test('is constant without a schedule', () => {
    expect([0, 0.5, 99].map((epochs) => learningRateAt(config, epochs))).toEqual([0.01, 0.01, 0.01])
  })

  test('grows linearly during a warm-up, followed by the decay', () => {
    const warm = { ...config, learningRateWarmUpEpochs: 4 }
    expect([0, 1, 2, 4, 5].map((epochs) => learningRateAt(warm, epochs))).toEqual([0, 0.0025, 0.005, 0.01, 0.01])
    const falling = { ...warm, learningRateDecay: 'exponential', decayEpochs: 2, decayFloor: 0.25 } as const
    expect(learningRateAt(falling, 2)).toBe(0.005)
    expect(learningRateAt(falling, 5)).toBeCloseTo(0.005, 12)
  })

  test('falls along half a cosine to its floor, and stays there', () => {
    const cosine = { ...config, learningRateDecay: 'cosine', decayEpochs: 10, decayFloor: 0.1 } as const
    expect(learningRateAt(cosine, 0)).toBe(0.01)
    // Half-way it is the mean of both ends; a third of the way, three quarters of the maximum.
    expect(learningRateAt(cosine, 5)).toBeCloseTo(0.0055, 12)
    expect(learningRateAt(cosine, 10 / 3)).toBeCloseTo(0.001 + 0.75 * 0.009, 12)
    expect([10, 40].map((epochs) => learningRateAt(cosine, epochs))).toEqual([0.001, 0.001])
  })

  test('falls by equal factors in equal times', () => {
    const power = { ...config, learningRateDecay: 'exponential', decayEpochs: 4, decayFloor: 0.0625 } as const
    const rates = [0, 1, 2, 3, 4, 9].map((epochs) => learningRateAt(power, epochs) / 0.01)
    rates.forEach((rate, i) => expect(rate).toBeCloseTo([1, 0.5, 0.25, 0.125, 0.0625, 0.0625][i], 12))
  })
})

test('the weight of the KL term grows linearly to its final value', () => {
  const warm = { ...config, klWeight: 2, klWarmUpEpochs: 8 }
  expect([0, 2, 8, 100].map((epochs) => klWeightAt(warm, epochs))).toEqual([0, 0.5, 2, 2])
})

test('a step has the values at its end, so that a warm-up does not waste the first one', () => {
  const warm = { ...config, klWarmUpEpochs: 2, learningRateWarmUpEpochs: 1 }
  expect(scheduleAt(warm, 1, 0, 4)).toMatchObject({ learningRate: 0.0025, klWeight: 0.125 })
  expect(scheduleAt(warm, 2, 1, 4)).toMatchObject({ learningRate: 0.01, klWeight: 0.75 })
})

test('the running mean of weights forgets fast at first, and then as the setting says', () => {
  const config = { ...smallConfig, averaging: 0.99 }
  expect(scheduleAt(config, 1, 0, 4).averaging).toBeCloseTo(1 / 11, 12)
  expect(scheduleAt(config, 3, 1, 4).averaging).toBeCloseTo(10 / 20, 12)
  expect(scheduleAt(config, 1000, 0, 4).averaging).toBe(0.99)
  expect(scheduleAt({ ...config, averaging: 0 }, 5, 0, 4).averaging).toBe(0)
})
