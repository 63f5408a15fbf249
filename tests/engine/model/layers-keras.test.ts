import { describe, expect, test } from 'vitest'
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { activationSchema } from '../../../src-shared/model/configuration.ts'
import { activations } from '../../../src-main/engine/model/activation.ts'
import type { ModelConfig } from '../../../src-shared/model/configuration.ts'
import { elboTerms, reparameterise } from '../../../src-main/engine/model/elbo.ts'
import { checkModelConfig, decode, encode, modelWeights } from '../../../src-main/engine/model/model.ts'
import { compile, compileValueAndGradient } from '../../../src-main/engine/runtime/compile.ts'
import { Graph, type Weights } from '../../../src-main/engine/runtime/graph.ts'
import { elements } from '../../../src-main/engine/runtime/session.ts'
import { tensorflow } from '../../../src-main/engine/runtime/tensorflow.ts'
import keras from '../../reference/layers-keras.json' with { type: 'json' }
import { largestRelativeError } from '../relative-error.ts'

const batch = 2
const wave = (count: number, phase: number) => Float32Array.from({ length: count }, (_, i) => Math.sin(0.7 * i + phase))
const inference = { kind: 'inference' } as const
const outputs = ['mean', 'logWidth', 'decoded', 'reconstruction', 'kl'] as const

/** What is stored of a gradient: its length, and its projections on two waves. */
function measures(gradient: Float32Array): number[] {
  const along = [0, 1].map((phase) => wave(gradient.length, phase).reduce((sum, w, i) => sum + w * gradient[i], 0))
  return [Math.hypot(...gradient), ...along]
}

describe.each(['paper', 'spatial'] as const)(
  '%s with other strides, channels, activation and order',
  (architecture) => {
    const reference = keras[architecture]
    const config = reference.config as ModelConfig
    const entries = modelWeights(config)
    const weights: Weights = Object.fromEntries(
      entries.map(({ name, shape }, i) => {
        const values = wave(elements(shape), i).map((value) => 0.2 * value)
        return [name, { shape, values: /gamma|moving_variance/.test(name) ? values.map((value) => 1 + value) : values }]
      }),
    )
    const inputs = {
      patches: [batch, config.size, config.size, config.channels],
      noise: [batch, config.latentDimension],
    }
    const feeds = { patches: wave(elements(inputs.patches), 0.5), noise: wave(elements(inputs.noise), 0.25) }

    test("fits, and its weights have Keras's names in Keras's order", () => {
      expect(() => checkModelConfig(config)).not.toThrow()
      expect(entries.map(({ name }) => name)).toEqual(reference.names)
    })

    test('encodes, decodes and evaluates like Keras, to 1e-5', () => {
      const f = compile<'patches' | 'noise', (typeof outputs)[number]>(
        ({ patches, noise }, weights) => {
          const posterior = encode(patches as Tensor4D, weights, config, inference)
          const decoded = decode(reparameterise(posterior, noise as Tensor2D), weights, config, inference)
          const terms = elboTerms(patches as Tensor4D, noise as Tensor2D, weights, config, inference)
          return { ...posterior, decoded, ...terms }
        },
        { inputs, weights },
      )
      expect(f.shapes.decoded).toEqual(inputs.patches)
      const ours = f(feeds)
      f.free()
      for (const name of outputs) expect(largestRelativeError(ours[name], reference[name]), name).toBeLessThan(1e-5)
    })

    test("the loss in training and every weight's gradient agree to 2e-5 of the gradient's length", () => {
      const { tf } = tensorflow()
      const trainable = entries.filter((entry) => entry.trainable).map(({ name }) => name)
      const graph = new Graph(weights)
      const step = graph.record<'patches' | 'noise', string>('step', inputs, (recording) => {
        graph.recorder.record('step', () => {
          const { value, grads } = tf.valueAndGrads((...parameters: Tensor[]) => {
            const bound = Object.fromEntries(trainable.map((name, i) => [name, parameters[i]]))
            const { patches, noise } = recording.inputs
            const mode = { kind: 'training', momentum: config.batchNormMomentum, updates: {} } as const
            const tensors = { ...recording.weights, ...bound }
            const terms = elboTerms(patches as Tensor4D, noise as Tensor2D, tensors, config, mode)
            return tf.add(tf.mean(terms.reconstruction), tf.mean(terms.kl))
          })(trainable.map((name) => recording.weights[name]))
          recording.output('loss', value)
          trainable.forEach((name, i) => recording.output(name, grads[i]))
        })
      })
      const session = graph.load()
      const ours = session.run(step, feeds)
      session.free()
      expect(Math.abs(ours.loss[0] / reference.trainingLoss - 1)).toBeLessThan(1e-5)
      const longest = Math.max(...reference.gradients.map(([length]) => length))
      const error = (name: string, i: number) => {
        const [gradient, expected] = [measures(ours[name]), reference.gradients[i]]
        // A bias just before batch normalisation, which subtracts the mean, has no gradient except rounding.
        return expected[0] < 1e-9 * longest ? gradient[0] / longest : largestRelativeError(gradient, expected)
      }
      expect(trainable.filter((name, i) => !(error(name, i) < 2e-5))).toEqual([])
    })
  },
)

test.each(activationSchema.options)("%s and its slope are Keras's, with Keras's defaults", (name) => {
  const x = wave(12, 0.3).map((value) => 4 * value)
  const f = compileValueAndGradient<'x', 'y'>(
    ({ x }) => {
      const y = activations[name](x)
      return { value: tensorflow().tf.sum(y), outputs: { y } }
    },
    { inputs: { x: [12] }, withRespectTo: 'x' },
  )
  const { y, gradient } = f({ x })
  f.free()
  expect(largestRelativeError(y, keras.activations[name].y)).toBeLessThan(1e-6)
  expect(largestRelativeError(gradient, keras.activations[name].slope)).toBeLessThan(1e-6)
})
