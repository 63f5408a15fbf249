import { describe, expect, test } from 'vitest'
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { elboTerms } from '../../../src-main/engine/model/elbo.ts'
import { decode, encode } from '../../../src-main/engine/model/model.ts'
import { addTrainingStep, adamSlots } from '../../../src-main/engine/runtime/adam.ts'
import { compile } from '../../../src-main/engine/runtime/compile.ts'
import { Graph } from '../../../src-main/engine/runtime/graph.ts'
import { tensorflow } from '../../../src-main/engine/runtime/tensorflow.ts'
import keras from '../../reference/vae-keras.json' with { type: 'json' }
import { largestRelativeError } from '../relative-error.ts'
import { batch, config, entries, wave, weights } from './keras-model.ts'

const trainable = entries.filter((entry) => entry.trainable).map((entry) => entry.name)
const patches = wave(batch * config.size ** 2, 0.5)
const noise = wave(batch * config.latentDimension, 0.25)
const inputs = { patches: [batch, config.size, config.size, 1], noise: [batch, config.latentDimension] }
const inference = { kind: 'inference' } as const
const training = (updates: Record<string, Tensor>) => ({ kind: 'training', momentum: 0.9, updates }) as const

describe('with the same weights as Keras', () => {
  test('weights have the same names and order, except for the encoder or decoder prefix and the numbering', () => {
    const plain = (name: string) => name.replace(/^(encoder|decoder)\//, '').replace(/_\d+\//, '/')
    expect(entries.map(({ name }) => plain(name))).toEqual(keras.names.map(plain))
  })

  test.each(['variables', 'constants'] as const)(
    'encoder and decoder agree to 1e-5 with weights as %s',
    (residence) => {
      const f = compile(
        ({ patches, noise }, weights) => {
          const { mean, logWidth } = encode(patches as Tensor4D, weights, config, inference)
          const { tf } = tensorflow()
          const z = tf.add(mean, tf.mul(tf.exp(logWidth), noise)) as Tensor2D
          return { mean, logWidth, decoded: decode(z, weights, config, inference) }
        },
        { inputs, weights, residence },
      )
      const { mean, logWidth, decoded } = f({ patches, noise })
      f.free()
      expect(largestRelativeError(mean, keras.encoder.mean)).toBeLessThan(1e-5)
      expect(largestRelativeError(logWidth, keras.encoder.logWidth)).toBeLessThan(1e-5)
      expect(largestRelativeError(decoded, keras.decoder)).toBeLessThan(1e-5)
    },
  )

  test('reconstruction and KL of each patch agree to 1e-5', () => {
    const f = compile<'patches' | 'noise', 'reconstruction' | 'kl'>(
      ({ patches, noise }, weights) => ({
        ...elboTerms(patches as Tensor4D, noise as Tensor2D, weights, config, inference),
      }),
      { inputs, weights },
    )
    const { reconstruction, kl } = f({ patches, noise })
    f.free()
    expect(largestRelativeError(reconstruction, keras.inference.reconstruction)).toBeLessThan(1e-5)
    expect(largestRelativeError(kl, keras.inference.kl)).toBeLessThan(1e-5)
  })

  test('every gradient agrees to within 1e-5 of its largest element', () => {
    const { tf } = tensorflow()
    const graph = new Graph(weights)
    const gradient = graph.record<'patches' | 'noise', string>('gradients', inputs, (recording) => {
      graph.recorder.record('gradients', () => {
        const { grads } = tf.valueAndGrads((...parameters: Tensor[]) => {
          const bound = Object.fromEntries(trainable.map((name, i) => [name, parameters[i]]))
          const { reconstruction, kl } = elboTerms(
            recording.inputs.patches as Tensor4D,
            recording.inputs.noise as Tensor2D,
            { ...recording.weights, ...bound },
            config,
            training({}),
          )
          return tf.add(tf.mean(reconstruction), tf.mean(kl))
        })(trainable.map((name) => recording.weights[name]))
        trainable.forEach((name, i) => recording.output(name, grads[i]))
      })
    })
    const session = graph.load()
    const result = session.run(gradient, { patches, noise })
    session.free()
    const errors = trainable.map((name, i) => largestRelativeError(result[name], keras.gradients[i]))
    expect(trainable.filter((_, i) => !(errors[i] < 1e-5))).toEqual([])
  })

  test('losses of five steps of Adam, moving averages and final weights agree', () => {
    const { tf } = tensorflow()
    const graph = new Graph(weights)
    const step = addTrainingStep(
      graph,
      'step',
      ({ patches, noise }, weights) => {
        const updates: Record<string, Tensor> = {}
        const terms = elboTerms(patches as Tensor4D, noise as Tensor2D, weights, config, training(updates))
        const [reconstruction, kl] = [tf.mean(terms.reconstruction), tf.mean(terms.kl)]
        return { loss: tf.add(reconstruction, kl), outputs: { reconstruction, kl }, updates }
      },
      { inputs, trainable, adam: { beta1: 0.5 } },
    )
    const session = graph.load()
    const feeds = { patches, noise, learningRate: Float32Array.of(1e-3) }
    const first = session.run(step, feeds)
    expect(largestRelativeError(first.reconstruction, keras.training.reconstruction)).toBeLessThan(1e-5)
    expect(largestRelativeError(first.kl, keras.training.kl)).toBeLessThan(1e-5)
    const moving = entries.filter((entry) => !entry.trainable).map(({ name }) => session.get(name))
    moving.forEach((values, i) => expect(largestRelativeError(values, keras.movingAfterOneStep[i])).toBeLessThan(1e-5))
    const losses = [first.loss[0], ...Array.from({ length: 4 }, () => session.run(step, feeds).loss[0])]
    expect(largestRelativeError(losses, keras.losses)).toBeLessThan(1e-5)
    const squares = entries.map(({ name }) => session.get(name).reduce((sum, value) => sum + value * value, 0))
    // Adam divides by the gradient's own size, which amplifies rounding in gradients near zero.
    squares.forEach((square, i) => expect(Math.abs(square / keras.weightsAfterTraining[i] - 1)).toBeLessThan(1e-4))
    expect(session.get(adamSlots.beta1Power)[0]).toBeCloseTo(0.5 ** 6, 8)
    session.free()
  })
})
