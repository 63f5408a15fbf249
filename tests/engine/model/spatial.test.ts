import { describe, expect, test } from 'vitest'
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { fitToPatches } from '../../../src-shared/model/latent-shape.ts'
import { architectureSchema } from '../../../src-shared/model/configuration.ts'
import { architectures } from '../../../src-main/engine/model/architectures/index.ts'
import { presets } from '../../../src-shared/model/presets.ts'
import { type ModelConfig } from '../../../src-shared/model/configuration.ts'
import { elboTerms } from '../../../src-main/engine/model/elbo.ts'
import { initialWeights } from '../../../src-main/engine/model/initial-weights.ts'
import { checkModelConfig, decode, encode, modelWeights } from '../../../src-main/engine/model/model.ts'
import { parameterCount } from '../../../src-main/engine/model/weight-table.ts'
import { compile, compileValueAndGradient } from '../../../src-main/engine/runtime/compile.ts'
import type { WeightTensors } from '../../../src-main/engine/runtime/graph.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'
import { tensorflow } from '../../../src-main/engine/runtime/tensorflow.ts'
import { largestRelativeError } from '../relative-error.ts'
import { smallSpatialConfig as small } from '../training/small-dataset.ts'

const { tf } = tensorflow()
const inference = { kind: 'inference' } as const
const batch = 2
const { size, latentDimension: latents } = small
const entries = modelWeights(small)
const weights = initialWeights(entries, 3)
const normal = (seed: number, count: number) => fillNormal(new Float32Array(count), randomStream(seed))
const feeds = { patches: normal(1, batch * size * size), noise: normal(2, batch * latents) }
const inputs = { patches: [batch, size, size, 1], noise: [batch, latents] }
const eagerWeights = (): WeightTensors =>
  Object.fromEntries(Object.entries(weights).map(([name, { shape, values }]) => [name, tf.tensor(values, [...shape])]))
const eagerInputs = () => ({
  patches: tf.tensor4d(feeds.patches, [batch, size, size, 1]),
  noise: tf.tensor2d(feeds.noise, [batch, latents]),
})

test('every architecture name allowed in a configuration exists', () => {
  expect(Object.keys(architectures)).toEqual(architectureSchema.options)
})

describe('the weights of spatial', () => {
  test('of the preset are as many as a count by hand gives', () => {
    const layer = (field: number, from: number, to: number) => field * field * from * to + to
    const encoder =
      [layer(4, 1, 32), 4 * layer(3, 32, 32), layer(4, 32, 64), 4 * layer(3, 64, 64)].reduce((a, b) => a + b) +
      layer(3, 64, 16)
    const decoder =
      [layer(3, 8, 64), 4 * layer(3, 64, 64), layer(4, 64, 32), 4 * layer(3, 32, 32)].reduce((a, b) => a + b) +
      layer(4, 32, 16) +
      layer(3, 16, 1)
    const width = 1
    expect(parameterCount(modelWeights(presets.spatial))).toBe(encoder + decoder + width)
    expect(parameterCount(modelWeights(presets.spatial))).toBe(457_842)
  })

  test('do not grow with the patch, while the latents do', () => {
    const larger = fitToPatches(presets.spatial, { size: 128, channels: 1, standardised: false })
    expect(larger).toMatchObject({ size: 128, latentDimension: 32 * 32 * 8 })
    expect(modelWeights(larger)).toEqual(modelWeights(presets.spatial))
    expect(fitToPatches(presets.demo, { size: 128, channels: 1, standardised: false })).toEqual({
      ...presets.demo,
      size: 128,
    })
  })
})

describe('encoder and decoder of spatial', () => {
  test('take patches to a flat vector of latents and back', () => {
    const tensors = eagerWeights()
    const { mean, logWidth } = encode(eagerInputs().patches, tensors, small, inference)
    expect([mean.shape, logWidth.shape]).toEqual([
      [batch, latents],
      [batch, latents],
    ])
    expect(decode(mean, tensors, small, inference).shape).toEqual([batch, size, size, 1])
  })

  test('confine a latent to its part of the patch', () => {
    const larger = fitToPatches(small, { ...small, size: 64 })
    const z = normal(4, larger.latentDimension)
    const decoded = (first: number) =>
      decode(
        tf.tensor2d(
          z.map((value, i) => (i === 0 ? first : value)),
          [1, z.length],
        ),
        eagerWeights(),
        larger,
        inference,
      )
    const difference = tf.abs(tf.sub(decoded(3), decoded(-3))).dataSync()
    const largest = (of: (row: number, column: number) => boolean) =>
      Math.max(...difference.filter((_, i) => of(Math.floor(i / 64), i % 64)))
    // Five kernels of 3 on the map of 16, a doubling, four on 32, a doubling, one on 64: 2 (2 (1 + 5) + 1 + 4) + 2 = 36.
    expect(largest((row, column) => row > 40 || column > 40)).toBe(0)
    expect(largest((row, column) => row < 4 && column < 4)).toBeGreaterThan(0.01)
  })

  test('give the same when recorded as op by op', () => {
    const recorded = compile<'patches' | 'noise', 'reconstruction' | 'kl' | 'decoded'>(
      ({ patches, noise }, weights) => ({
        ...elboTerms(patches as Tensor4D, noise as Tensor2D, weights, small, inference),
        decoded: decode(noise as Tensor2D, weights, small, inference),
      }),
      { inputs, weights },
    )
    const results = recorded(feeds)
    recorded.free()
    const { patches, noise } = eagerInputs()
    const eager = {
      ...elboTerms(patches, noise, eagerWeights(), small, inference),
      decoded: decode(noise, eagerWeights(), small, inference),
    }
    for (const name of ['reconstruction', 'kl', 'decoded'] as const) {
      expect(largestRelativeError(results[name], eager[name].dataSync())).toBeLessThan(1e-5)
    }
  })

  test('have the gradient that finite differences along it give', () => {
    const objective = (patches: Tensor, noise: Tensor, tensors: WeightTensors) => {
      const { reconstruction, kl } = elboTerms(patches as Tensor4D, noise as Tensor2D, tensors, small, inference)
      return tf.add(tf.sum(reconstruction), tf.sum(kl))
    }
    const f = compileValueAndGradient<'patches' | 'noise'>(
      ({ patches, noise }, tensors) => ({ value: objective(patches, noise, tensors) }),
      { inputs, weights, withRespectTo: 'patches' },
    )
    const { gradient } = f(feeds)
    const length = Math.hypot(...gradient)
    const at = (shift: number) =>
      f({ ...feeds, patches: feeds.patches.map((value, i) => value + (shift * gradient[i]) / length) }).value[0]
    const step = 0.05
    // Along the gradient the slope is its length; steps may cross kinks of a ReLU, which makes it a percent off.
    expect((at(step) - at(-step)) / (2 * step) / length).toBeCloseTo(1, 1.7)
    f.free()

    const names = entries.map(({ name }) => name)
    const tensors = eagerWeights()
    const { patches, noise } = eagerInputs()
    const bound = (parameters: Tensor[]) => Object.fromEntries(names.map((name, i) => [name, parameters[i]]))
    const { grads } = tf.valueAndGrads((...parameters: Tensor[]) => objective(patches, noise, bound(parameters)))(
      names.map((name) => tensors[name]),
    )
    names.forEach((name, i) => {
      const slope = Math.sqrt(tf.sum(tf.square(grads[i])).dataSync()[0])
      const along = tf.div(grads[i], slope)
      const value = (shift: number) =>
        objective(patches, noise, { ...tensors, [name]: tf.add(tensors[name], tf.mul(along, shift)) }).dataSync()[0]
      const shift = 0.01
      expect((value(shift) - value(-shift)) / (2 * shift) / slope, name).toBeCloseTo(1, 1)
    })
  })
})

describe('a configuration of spatial that does not fit is refused with a message', () => {
  test.each<[string, Partial<ModelConfig>, RegExp]>([
    [
      'latents that do not fill a map',
      { latentDimension: 100 },
      /a map of 4 x 4 latents: a multiple of 16 is needed, not 100/,
    ],
    ['fewer doublings than halvings', { decoderFilters: [4] }, /decoderFilters .* shrinks it \(4 times\), not 2 times/],
    ['other strides', { decoderStrides: [4, 2] }, /decoderStrides .* shrinks it \(4 times\), not 8 times/],
    ['a size that cannot be halved', { size: 18 }, /encoderFilters .* multiple of 4 px; the patches have 18/],
  ])('%s', (_, change, message) => {
    expect(() => checkModelConfig({ ...small, ...change })).toThrow(message)
  })

  test('and so are more dense latents than fit in memory', () => {
    expect(() => checkModelConfig({ ...presets.demo, latentDimension: 8192 })).toThrow(/at most 4096, not 8192/)
  })
})
