import { join } from 'node:path'
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { compileDecoder, compileEncoder } from '../../../src-main/engine/inference/encode-decode.ts'
import { elboTerms } from '../../../src-main/engine/model/elbo.ts'
import { presets } from '../../../src-main/engine/model/configuration.ts'
import { initialWeights } from '../../../src-main/engine/model/initial-weights.ts'
import { modelWeights, parameterCount } from '../../../src-main/engine/model/weight-table.ts'
import { describeDevice } from '../../../src-main/engine/runtime/device.ts'
import { Graph, type Weights } from '../../../src-main/engine/runtime/graph.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'
import { tensorflow } from '../../../src-main/engine/runtime/tensorflow.ts'
import { compileTraining, type TrainingProgram } from '../../../src-main/engine/training/training-program.ts'
import { writeSafetensors } from '../../../src-main/files/safetensors.ts'
import type { Preset, TrainingConfig } from '../../../src-preload/contract/runs.ts'
import { answerLines, secondsOf } from './answer-lines.ts'

/** The presets with one learning rate, the paper's: the steps are to be the same, whatever suits a preset. */
const configOf = (preset: Preset): TrainingConfig => ({ ...presets[preset], learningRate: 1e-4, beta1: 0.5 })

const batchOf = ({ batchSize, size, latentDimension }: TrainingConfig) => ({
  patches: fillNormal(new Float32Array(batchSize * size * size), randomStream(1)),
  noise: fillNormal(new Float32Array(batchSize * latentDimension), randomStream(2)),
})

let running: { program: TrainingProgram; batch: ReturnType<typeof batchOf> } | undefined

await answerLines({
  describe: () => describeDevice(),

  prepare({ preset }: { preset: Preset }) {
    const config = configOf(preset)
    const entries = modelWeights(config)
    running = { program: compileTraining(config, initialWeights(entries, 0)), batch: batchOf(config) }
    return { config, parameters: parameterCount(entries) }
  },

  async steps({ count }: { count: number }) {
    const { program, batch } = running!
    const seconds: number[] = []
    for (let i = 0; i < count; i++) seconds.push(await secondsOf(() => program.step(batch)))
    return seconds
  },

  /** Writes weights and a batch to given.safetensors, and what the engine makes of them to ours.safetensors. */
  async answers({ preset, folder }: { preset: Preset; folder: string }) {
    const config = configOf(preset)
    const entries = modelWeights(config)
    const batch = batchOf(config)
    const weights = trainedAFewSteps(config, batch)
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
    const results = { ...forward(config, weights, batch), ...backward(config, weights, batch) }
    await writeSafetensors(
      join(folder, 'ours.safetensors'),
      Object.entries(results).map(([name, values]) => written({ name, shape: [values.length], values })),
    )
    return { config, names: entries.map(({ name }) => name) }
  },
})

/** Weights of which none is a plain zero or one any more. */
function trainedAFewSteps(config: TrainingConfig, batch: ReturnType<typeof batchOf>): Weights {
  const entries = modelWeights(config)
  const { step, session } = compileTraining(config, initialWeights(entries, 0))
  for (let i = 0; i < 3; i++) step(batch)
  const values = session.getAll(entries.map(({ name }) => name))
  session.free()
  return Object.fromEntries(entries.map(({ name, shape }, i) => [name, { shape, values: values[i] }]))
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
