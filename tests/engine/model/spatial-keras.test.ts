import { describe, expect, test } from 'vitest'
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import type { ModelConfig } from '../../../src-shared/model/configuration.ts'
import { elboTerms, reparameterise } from '../../../src-main/engine/model/elbo.ts'
import { decode, encode, modelWeights } from '../../../src-main/engine/model/model.ts'
import { compile } from '../../../src-main/engine/runtime/compile.ts'
import { Graph, type Weights } from '../../../src-main/engine/runtime/graph.ts'
import { elements } from '../../../src-main/engine/runtime/session.ts'
import { tensorflow } from '../../../src-main/engine/runtime/tensorflow.ts'
import keras from '../../reference/spatial-keras.json' with { type: 'json' }
import { largestRelativeError } from '../relative-error.ts'
import { plainLayers } from './plain-layers.ts'

// The model of tests/reference/spatial-keras.py, which Keras computes in float64.
const config: ModelConfig = {
  architecture: 'spatial',
  size: 16,
  encoderFilters: [4, 6],
  decoderFilters: [5, 3],
  kernel: 4,
  ...plainLayers,
  denseWidth: 8,
  latentDimension: 4 * 4 * 2,
  batchNormMomentum: 0.9,
  likelihoodWidth: 'learned',
}
const { size, latentDimension } = config
const batch = 2
const wave = (count: number, phase: number) => Float32Array.from({ length: count }, (_, i) => Math.sin(0.7 * i + phase))
const entries = modelWeights(config)
const weights: Weights = Object.fromEntries(
  entries.map(({ name, shape }, i) => {
    const values = wave(elements(shape), i).map((value) => 0.2 * value)
    return [name, { shape, values: name.startsWith('likelihood/') ? Float32Array.of(-0.07) : values }]
  }),
)
const feeds = { patches: wave(batch * size ** 2, 0.5), noise: wave(batch * latentDimension, 0.25) }
const inputs = { patches: [batch, size, size, 1], noise: [batch, latentDimension] }
const inference = { kind: 'inference' } as const

describe('spatial with the same weights as Keras', () => {
  test('has the same names in the same order', () => {
    const half = (name: 'encoder' | 'decoder') => keras.names[name].map((each) => `${name}/${each}`)
    expect(entries.map(({ name }) => name)).toEqual([...half('encoder'), ...half('decoder'), 'likelihood/log_width'])
  })

  test('encodes, decodes and evaluates the same, to 1e-5', () => {
    const outputs = ['mean', 'logWidth', 'decoded', 'reconstruction', 'kl'] as const
    const f = compile<'patches' | 'noise', (typeof outputs)[number]>(
      ({ patches, noise }, weights) => {
        const posterior = encode(patches as Tensor4D, weights, config, inference)
        const decoded = decode(reparameterise(posterior, noise as Tensor2D), weights, config, inference)
        return {
          ...posterior,
          decoded,
          ...elboTerms(patches as Tensor4D, noise as Tensor2D, weights, config, inference),
        }
      },
      { inputs, weights },
    )
    const ours = f(feeds)
    f.free()
    for (const name of outputs) expect(largestRelativeError(ours[name], keras[name]), name).toBeLessThan(1e-5)
  })

  test('every gradient, including that of the width, agrees to within 2e-5 of its largest element', () => {
    const { tf } = tensorflow()
    const names = entries.map(({ name }) => name)
    const graph = new Graph(weights)
    const gradient = graph.record<'patches' | 'noise', string>('gradients', inputs, (recording) => {
      graph.recorder.record('gradients', () => {
        const { grads } = tf.valueAndGrads((...parameters: Tensor[]) => {
          const bound = Object.fromEntries(names.map((name, i) => [name, parameters[i]]))
          const { patches, noise } = recording.inputs
          const terms = elboTerms(patches as Tensor4D, noise as Tensor2D, bound, config, inference)
          return tf.add(tf.mean(terms.reconstruction), tf.mean(terms.kl))
        })(names.map((name) => recording.weights[name]))
        names.forEach((name, i) => recording.output(name, grads[i]))
      })
    })
    const session = graph.load()
    const ours = session.run(gradient, feeds)
    session.free()
    const errors = names.map((name, i) => largestRelativeError(ours[name], keras.gradients[i]))
    expect(names.filter((_, i) => !(errors[i] < 2e-5))).toEqual([])
  })
})
