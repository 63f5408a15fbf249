import { dataChannels } from '../../../src-shared/model/latent-shape.ts'
import { stepsPerEpoch } from '../../../src-shared/model/steps-per-epoch.ts'
import type { SplitName } from '../../../src-preload/contract/datasets.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { channelsOf } from '../../../src-shared/sky/channels.ts'
import { symmetries, turn } from '../../../src-shared/sky/square-symmetries.ts'
import { integerBelow, permutation } from '../../../src-shared/random/index.ts'
import { randomKey } from '../runtime/random-numbers.ts'
import { randomStream } from '../runtime/random.ts'
import { observationPlanes } from '../../../src-shared/model/observation.ts'
import { observe } from './observe-batch.ts'
import { conditionsAt } from './patch-conditions.ts'
import type { PatchSource } from './patch-source.ts'

// First keys, after the seed, of the random streams; 1 is for initial weights.
const purposes = { order: 2, symmetry: 3, trainingNoise: 4, validation: 5, test: 8 } as const
/** The same of the holes and the noise of what a flow that fills holes is given. */
export const holesPurpose = 13

/** Splits used to evaluate a training, not to train. */
export type EvaluatedSplit = Extract<SplitName, 'validation' | 'test'>

/** What is read of a dataset for a step. */
export interface BatchMemory<A extends Float32Array = Float32Array> {
  /** float32 [batchSize, size, size, channels] */
  patches: A
  /** float32 [batchSize, size, size, 1], 1 = good; only of datasets with masks. */
  masks?: A
  /** float32 [batchSize, size, size, channels], standard deviations; only for a likelihood with noise maps. */
  noise?: A
}

/** Memory for a batch. @param masked whether the dataset has masks */
export const batchMemory = (config: TrainingConfig, masked: boolean): BatchMemory<Float32Array<ArrayBuffer>> => ({
  patches: new Float32Array(batchLength(config)),
  ...(masked && { masks: new Float32Array(config.batchSize * config.size ** 2) }),
  ...(config.likelihoodNoise === 'maps' && { noise: new Float32Array(batchLength(config)) }),
})

/** The inputs of a step. */
export interface Batch extends BatchMemory, Partial<Record<'conditions' | 'observation', Float32Array>> {
  /** Key of the latent samples (random-numbers.ts). */
  key: Float32Array
  /** float32 [batchSize, conditions]; only of flows that have some. */
  conditions?: Float32Array
  /** float32 [batchSize, size, size, observationPlanes]: what is observed of each patch; only of flows that fill holes. */
  observation?: Float32Array
}

/**
 * The batches of a training. All randomness is determined by (seed, epoch, step), so a resumed run sees the same
 * batches as an uninterrupted one. Patches left over at the end of an epoch that do not fill a batch are dropped.
 */
export interface Batches {
  stepsPerEpoch: number
  /** Number of steps to cover the patches of a split once, the last one padded. */
  evaluationSteps(split: EvaluatedSplit): number
  /** @param memory output */
  training(epoch: number, step: number, memory: BatchMemory): Batch
  /**
   * `count` patches of the batch are real, the rest padding. The next call overwrites them.
   * @param sample number of the latent sample of each patch
   */
  evaluation(split: EvaluatedSplit, step: number, sample: number): { batch: Batch; count: number }
}

/** Number of values in a batch. */
export const batchLength = (config: TrainingConfig) => config.batchSize * config.size ** 2 * dataChannels(config)

export function batchesOf(source: PatchSource, config: TrainingConfig): Batches {
  const { batchSize, seed, augment } = config
  const { train } = source.splits
  // Latents have none, and can't be turned.
  const channels = channelsOf(source.channels) ?? []
  // A flip or quarter turn changes the sign of Q or U, but mixes neither with the other: each keeps its standard deviations.
  const withoutSign = channels.map(() => 'I' as const)
  const values = source.size ** 2 * source.channels
  const pixels = source.size ** 2
  const evaluated = batchMemory(config, source.masks !== null)
  const scratch = new Float32Array(values)
  const width = config.conditions.length
  const planes = observationPlanes(config)
  /** What is seen of each patch through holes of its own, as an input of a step; may standardise the patches again. */
  const observed = (patches: Float32Array, masks: Float32Array | undefined, keys: (i: number) => readonly number[]) => {
    if (config.observation === 'none') return {}
    const observation = new Float32Array(batchSize * pixels * planes)
    const shape = { size: source.size, channels, standardised: config.standardised, observation: config.observation }
    for (let i = 0; i < batchSize; i++) {
      observe(
        patches.subarray(i * values, (i + 1) * values),
        shape,
        randomStream(seed, holesPurpose, ...keys(i)),
        observation.subarray(i * pixels * planes, (i + 1) * pixels * planes),
        masks?.subarray(i * pixels, (i + 1) * pixels),
      )
    }
    return { observation }
  }
  /** The conditions of these patches, as an input of a step. */
  const conditionsOf = (indices: readonly number[]): Pick<Batch, 'conditions'> => {
    if (width === 0) return {}
    const conditions = new Float32Array(batchSize * width)
    indices.forEach((index, i) => conditions.set(conditionsAt(source, index), i * width))
    return { conditions }
  }
  let shuffled: { epoch: number; order: Uint32Array } | undefined
  const orderOf = (epoch: number) => {
    if (shuffled?.epoch !== epoch) {
      shuffled = { epoch, order: permutation(randomStream(seed, purposes.order, epoch), train.length) }
    }
    return shuffled.order
  }
  return {
    stepsPerEpoch: stepsPerEpoch(train.length, batchSize),
    evaluationSteps: (split) => Math.ceil(source.splits[split].length / batchSize),
    training(epoch, step, { patches, masks, noise }) {
      const order = orderOf(epoch)
      const state = randomStream(seed, purposes.symmetry, epoch, step)
      const indices = Array.from({ length: batchSize }, (_, i) => train[order[step * batchSize + i]])
      for (const [i, index] of indices.entries()) {
        if (augment) {
          const symmetry = integerBelow(state, symmetries)
          source.read(index, scratch, 0)
          turn(scratch, source.size, symmetry, patches, i * values, channels)
          if (masks) {
            source.masks!.read(index, scratch, 0)
            turn(scratch, source.size, symmetry, masks, i * pixels)
          }
          if (noise) {
            source.noise!.read(index, scratch, 0)
            turn(scratch, source.size, symmetry, noise, i * values, withoutSign)
          }
        } else {
          source.read(index, patches, i * values)
          if (masks) source.masks!.read(index, masks, i * pixels)
          if (noise) source.noise!.read(index, noise, i * values)
        }
      }
      const key = randomKey(seed, purposes.trainingNoise, epoch, step)
      const seen = observed(patches, masks, (i) => [epoch, step, i])
      return { patches, key, ...(masks && { masks }), ...(noise && { noise }), ...conditionsOf(indices), ...seen }
    },
    evaluation(split, step, sample) {
      const all = source.splits[split]
      const count = Math.min(batchSize, all.length - step * batchSize)
      const indices = Array.from({ length: batchSize }, (_, i) => all[step * batchSize + Math.min(i, count - 1)])
      for (const [i, index] of indices.entries()) {
        source.read(index, evaluated.patches, i * values)
        if (evaluated.masks) source.masks!.read(index, evaluated.masks, i * pixels)
        if (evaluated.noise) source.noise!.read(index, evaluated.noise, i * values)
      }
      const key = randomKey(seed, purposes[split], step, sample)
      const seen = observed(evaluated.patches, evaluated.masks, (i) => [0, indices[i], sample])
      return { batch: { ...evaluated, key, ...conditionsOf(indices), ...seen }, count }
    },
  }
}
