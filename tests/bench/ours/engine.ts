import { join } from 'node:path'
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { compileDecoder, compileEncoder } from '../../../src-main/engine/inference/encode-decode.ts'
import { elboTerms, trainingLoss } from '../../../src-main/engine/model/elbo.ts'
import { initialWeights } from '../../../src-main/engine/model/initial-weights.ts'
import { layerNames } from '../../../src-main/engine/model/architectures/paper-weights.ts'
import { modelWeights } from '../../../src-main/engine/model/model.ts'
import { parameterCount } from '../../../src-main/engine/model/weight-table.ts'
import { addTrainingStep } from '../../../src-main/engine/runtime/adam.ts'
import { describeDevice } from '../../../src-main/engine/runtime/device.ts'
import { Graph, type Weights } from '../../../src-main/engine/runtime/graph.ts'
import { randomKey } from '../../../src-main/engine/runtime/random-numbers.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'
import { tensorflow } from '../../../src-main/engine/runtime/tensorflow.ts'
import { batchLength } from '../../../src-main/engine/training/batches.ts'
import { scheduleAt } from '../../../src-main/engine/training/schedules.ts'
import { compileTraining } from '../../../src-main/engine/training/compile-training.ts'
import type { TrainingProgram } from '../../../src-main/engine/training/training-program.ts'
import { writeSafetensors } from '../../../src-main/files/safetensors.ts'
import type { Preset, TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { presetConfig } from '../configurations.ts'
import { answerLines, secondsOf } from './answer-lines.ts'

const batchOf = (config: TrainingConfig) => ({
  patches: fillNormal(new Float32Array(batchLength(config)), randomStream(1)),
  noise: fillNormal(new Float32Array(config.batchSize * config.latentDimension), randomStream(2)),
})

/** Weights for comparing answers: initial ones, or `smoothWeights`. */
export type WeightKind = 'initial' | 'smooth'

let running: { program: TrainingProgram; batch: ReturnType<typeof batchOf>; config: TrainingConfig } | undefined

await answerLines({
  describe: () => describeDevice(),

  prepare({ config }: { config: TrainingConfig }) {
    const entries = modelWeights(config)
    running = { program: compileTraining(config, initialWeights(entries, 0)), batch: batchOf(config), config }
    return { parameters: parameterCount(entries) }
  },

  async steps({ count }: { count: number }) {
    const { program, batch, config } = running!
    const schedule = scheduleAt(config, 1, 0, 1)
    const seconds: number[] = []
    for (let i = 0; i < count; i++)
      seconds.push(await secondsOf(() => program.step({ patches: batch.patches, key: randomKey(0) }, schedule)))
    return seconds
  },

  /** Writes weights and a batch to given.safetensors, and the engine's answers to ours.safetensors. */
  async answers({ preset, weights: kind, folder }: { preset: Preset; weights: WeightKind; folder: string }) {
    const config = presetConfig(preset)
    const entries = modelWeights(config)
    const batch = batchOf(config)
    const weights = kind === 'smooth' ? smoothWeights(config) : initialWeights(entries, 0)
    const written = ({ name, shape, values }: { name: string; shape: readonly number[]; values: Float32Array }) => ({
      name,
      shape,
      values: () => values,
    })
    const { batchSize, size, latentDimension } = config
    await writeSafetensors(join(folder, 'given.safetensors'), [
      ...entries.map(({ name, shape }) => written({ name, shape, values: weights[name].values })),
      written({ name: 'patches', shape: [batchSize, size, size, 1], values: batch.patches }),
      written({ name: 'noise', shape: [batchSize, latentDimension], values: batch.noise }),
    ])
    const results = {
      ...forward(config, weights, batch),
      ...backward(config, weights, batch),
      ...stepped(config, weights, batch),
    }
    await writeSafetensors(
      join(folder, 'ours.safetensors'),
      Object.entries(results).map(([name, values]) => written({ name, shape: [values.length], values })),
    )
    return { config, names: entries.map(({ name }) => name) }
  },
})

/**
 * Initial kernels, but with biases that keep most inputs of a ReLU three standard deviations from its kink, half the
 * channels on and half off. Near a kink, rounding decides whether the derivative is 0 or 1, and no two programs agree
 * on gradients.
 */
function smoothWeights(config: TrainingConfig): Weights {
  const weights = initialWeights(modelWeights(config), 0)
  const output = layerNames.decoder.convolution(config.decoderFilters.length)
  const spread: Record<string, number> = {}
  for (const [i, [name, { shape, values }]] of Object.entries(weights).entries()) {
    const [layer, kind] = [name.slice(0, name.lastIndexOf('/')), name.slice(name.lastIndexOf('/') + 1)]
    const isLast = layer === layerNames.encoder.latent || layer === output
    if (kind === 'kernel') spread[layer] = glorotSpread(name, shape)
    // The dense layer's output is no longer centred: keep exp(log-width) near 1.
    if (name === `${layerNames.encoder.latent}/kernel`) for (let j = 0; j < values.length; j++) values[j] *= 0.05
    if (shape.length > 1) continue
    const noise = fillNormal(new Float32Array(values.length), randomStream(3, i))
    const offset = kind === 'bias' && !isLast ? 3 * spread[layer] : 0
    for (let j = 0; j < values.length; j++) values[j] += 0.1 * noise[j] + (j % 2 ? -offset : offset)
  }
  return weights
}

/** Standard deviation of a layer's sums over inputs of unit variance, for a Glorot & Bengio kernel. */
function glorotSpread(name: string, shape: readonly number[]): number {
  const field = shape.slice(0, -2).reduce((product, length) => product * length, 1)
  const [a, b] = shape.slice(-2)
  // A transposed convolution of stride 2, kernel [.., out, in], uses a quarter of its field at each pixel.
  const terms = name.includes('transpose') ? (field * b) / 4 : field * a
  return Math.sqrt((2 * terms) / (field * (a + b)))
}

function forward(config: TrainingConfig, weights: Weights, { patches, noise }: ReturnType<typeof batchOf>) {
  const model = { config, weights, epoch: 0 }
  const encode = compileEncoder(model, config.batchSize)
  const decode = compileDecoder(model, config.batchSize)
  const { mean, logWidth } = encode({ patches })
  const { patches: decoded } = decode({ z: noise })
  encode.free()
  decode.free()
  return { mean, logWidth, decoded }
}

/** The trained weights after one step of Adam. */
function stepped(config: TrainingConfig, weights: Weights, batch: ReturnType<typeof batchOf>) {
  const { tf } = tensorflow()
  const graph = new Graph(weights)
  const trainable = modelWeights(config)
    .filter((entry) => entry.trainable)
    .map(({ name }) => name)
  const { batchSize, size, latentDimension, learningRate, beta1, batchNormMomentum: momentum } = config
  const step = addTrainingStep<'patches' | 'noise', never>(
    graph,
    'step',
    ({ patches, noise }, weights) => {
      const mode = { kind: 'training', momentum, updates: {} } as const
      const terms = elboTerms(patches as Tensor4D, noise as Tensor2D, weights, config, mode)
      return { loss: trainingLoss(terms, tf.scalar(1), 0), outputs: {} }
    },
    {
      inputs: { patches: [batchSize, size, size, 1], noise: [batchSize, latentDimension] },
      trainable,
      adam: { beta1 },
    },
  )
  const session = graph.load()
  session.run(step, { ...batch, learningRate: Float32Array.of(learningRate) })
  const results = Object.fromEntries(trainable.map((name) => [`stepped/${name}`, session.get(name)]))
  session.free()
  return results
}

/** Loss and gradients with batch normalisation in training mode, as in a training step. */
function backward(config: TrainingConfig, weights: Weights, batch: ReturnType<typeof batchOf>) {
  const { tf } = tensorflow()
  const graph = new Graph(weights)
  const trainable = modelWeights(config)
    .filter((entry) => entry.trainable)
    .map(({ name }) => name)
  const { batchSize, size, latentDimension, batchNormMomentum: momentum } = config
  const inputs = { patches: [batchSize, size, size, 1], noise: [batchSize, latentDimension] }
  const differentiated = graph.record<'patches' | 'noise', string>('differentiated', inputs, (recording) => {
    graph.recorder.record('differentiated', () => {
      const { value, grads } = tf.valueAndGrads((...parameters: Tensor[]) => {
        const bound = Object.fromEntries(trainable.map((name, i) => [name, parameters[i]]))
        const { reconstruction, kl } = elboTerms(
          recording.inputs.patches as Tensor4D,
          recording.inputs.noise as Tensor2D,
          { ...recording.weights, ...bound },
          config,
          { kind: 'training', momentum, updates: {} },
        )
        return tf.add(tf.mean(reconstruction), tf.mean(kl))
      })(trainable.map((name) => recording.weights[name]))
      recording.output('loss', value)
      trainable.forEach((name, i) => recording.output(`gradient/${name}`, grads[i]))
    })
  })
  const session = graph.load()
  const results = session.run(differentiated, batch)
  session.free()
  return results
}
