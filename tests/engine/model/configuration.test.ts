import { describe, expect, test } from 'vitest'
import { trainingConfigSchema } from '../../../src-shared/model/configuration.ts'
import { presets } from '../../../src-shared/model/presets.ts'
import { glorotLimit, initialWeights } from '../../../src-main/engine/model/initial-weights.ts'
import { decoderWeights, encoderWeights } from '../../../src-main/engine/model/architectures/paper-weights.ts'
import { checkModelConfig, modelWeights } from '../../../src-main/engine/model/model.ts'
import { parameterCount } from '../../../src-main/engine/model/weight-table.ts'

describe('the presets', () => {
  test('carry their own names, pass the schema, and have layers that fit', () => {
    for (const [name, config] of Object.entries(presets)) {
      expect(trainingConfigSchema.parse(config)).toEqual({ ...config, preset: name })
      expect(() => checkModelConfig(config)).not.toThrow()
    }
  })

  test("paper has the paper's numbers of parameters (Tables 1 and 2)", () => {
    expect(parameterCount(encoderWeights(presets.paper))).toBe(68_296_384)
    expect(parameterCount(decoderWeights(presets.paper))).toBe(2_344_257)
    expect(parameterCount(decoderWeights(presets.paper), true)).toBe(2_343_713)
  })

  test("paper has the paper's layers", () => {
    const shape = (name: string) => modelWeights(presets.paper).find((entry) => entry.name === name)?.shape
    expect(shape('encoder/dense/kernel')).toEqual([32 * 32 * 64, 1024])
    expect(shape('encoder/dense_1/kernel')).toEqual([1024, 512])
    expect(shape('decoder/dense/kernel')).toEqual([256, 8192])
    expect(shape('decoder/conv2d_transpose_4/kernel')).toEqual([1, 1, 1, 16])
  })
})

describe('a size or strides that do not fit', () => {
  test.each([
    [{ size: 36 }, 'encoderFilters does not fit: 3 layers need a multiple of 8 px; the patches have 36.'],
    [
      { size: 24, decoderFilters: [8, 8, 8, 8] },
      'decoderFilters does not fit: 4 layers need a multiple of 16 px; the patches have 24.',
    ],
    [
      { size: 64, encoderStrides: [3, 2, 1] },
      'encoderStrides does not fit: 3 layers need a multiple of 6 px; the patches have 64.',
    ],
    [{ decoderStrides: [2, 2] }, 'decoderStrides does not fit: one for each of 3 filters is needed, not 2.'],
  ])('%j is refused with what would fit', (change, message) => {
    expect(() => checkModelConfig({ ...presets.demo, ...change })).toThrow(message)
  })
})

describe('initial weights', () => {
  const weights = initialWeights(modelWeights(presets.demo), 3)

  test("are Keras's: Glorot uniform kernels, zero biases and betas, unit gammas, moving mean 0 and variance 1", () => {
    const values = (name: string) => new Set(weights[name].values)
    expect(values('encoder/conv2d/bias')).toEqual(new Set([0]))
    expect(values('decoder/batch_normalization/beta')).toEqual(new Set([0]))
    expect(values('decoder/batch_normalization/gamma')).toEqual(new Set([1]))
    expect(values('encoder/batch_normalization/moving_mean')).toEqual(new Set([0]))
    expect(values('encoder/batch_normalization/moving_variance')).toEqual(new Set([1]))
    const { shape, values: kernel } = weights['encoder/dense/kernel']
    const limit = glorotLimit(shape)
    expect(limit).toBeCloseTo(Math.sqrt(6 / (shape[0] + shape[1])), 12)
    expect(kernel.every((value) => Math.abs(value) <= limit)).toBe(true)
    // A uniform distribution's variance is limit^2 / 3; within five of its standard errors.
    const variance = kernel.reduce((sum, value) => sum + value ** 2, 0) / kernel.length
    expect(Math.abs(variance / (limit ** 2 / 3) - 1)).toBeLessThan(5 * Math.sqrt(0.8 / kernel.length))
  })

  test('of convolutions include the receptive field in their fans', () => {
    // Keras: fan in = 4 * 4 * 64, fan out = 4 * 4 * 32
    expect(glorotLimit([4, 4, 64, 32])).toBeCloseTo(Math.sqrt(6 / (1024 + 512)), 12)
  })

  test('are fixed by the seed', () => {
    const kernel = (seed: number) => initialWeights(decoderWeights(presets.demo), seed)['decoder/dense/kernel'].values
    expect(kernel(3)).toEqual(kernel(3))
    expect(kernel(4)).not.toEqual(kernel(3))
  })
})
