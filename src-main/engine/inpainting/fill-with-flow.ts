import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { CheckpointChoice } from '../../../src-preload/contract/runs.ts'
import type { Channel } from '../../../src-shared/sky/channels.ts'
import { inverseOf, symmetries, turn } from '../../../src-shared/sky/square-symmetries.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { whyNoFills } from '../../../src-shared/model/autoencoder.ts'
import { writeNpy } from '../../files/npy.ts'
import { noiseOf } from '../flow/draw.ts'
import type { Solver } from '../inference/patch-latents.ts'
import type { TrainedModel } from '../inference/trained-model.ts'
import type { FlowFillOutcome } from '../outcomes.ts'
import { EngineError } from '../runtime/errors.ts'
import type { FlowPosterior } from './flow-posterior.ts'
import { withPosterior } from './kept-posterior.ts'
import { requireOneChannel } from './require-one-channel.ts'
import { readObservation, type ObservationFiles } from './read-observation.ts'

/** Pixels of samples that are drawn at once: 8 patches of 64 px. */
const pixelsAtOnce = 8 * 64 ** 2
/** Data, mask and noise: none changes its sign where the patch is turned. */
const observedPlanes: readonly Channel[] = ['I', 'I', 'I']

export interface FlowFillOptions extends ObservationFiles, Solver {
  runFolder: string
  checkpoint: CheckpointChoice
  /** Output folder for mean.npy, std.npy and samples.npy. */
  folder: string
  samples: number
  /** Sample n of a seed is the same however many are drawn. */
  seed: number
  signal?: AbortSignal
  onDrawn?(done: number, count: number): void
}

/**
 * Draws patches that agree with what is observed of one, from a flow that was trained to fill holes: their mean and
 * standard deviation, [size, size], and the draws, [samples, size, size].
 * @throws EngineError 'checkpoint', 'dataset', 'config' for another kind of model; CirrusError cancelled
 */
export async function fillWithFlow(options: FlowFillOptions): Promise<FlowFillOutcome> {
  const began = performance.now()
  const { runFolder, checkpoint, solver, solverSteps } = options
  const batchOf = (model: TrainedModel) => {
    requireFiller(model, runFolder)
    requireOneChannel(model, runFolder)
    return Math.max(1, Math.floor(pixelsAtOnce / model.config.size ** 2))
  }
  return withPosterior({ runFolder, checkpoint, solver, solverSteps, batchOf }, async (kept) => {
    const { epoch, config } = kept.model
    const { size } = config
    const observed = await readObservation(options, size)
    const { mean, std, samples } = await drawFills(kept, observed, options)
    await writeNpy(join(options.folder, 'samples.npy'), samples, [options.samples, size, size])
    await writeNpy(join(options.folder, 'std.npy'), std, [size, size])
    await writeNpy(join(options.folder, 'mean.npy'), mean, [size, size])
    return { epoch, samples: options.samples, seconds: (performance.now() - began) / 1000 }
  })
}

function requireFiller({ config }: TrainedModel, folder: string): void {
  const why = whyNoFills(config)
  if (why) throw new EngineError('config', `${folder}: ${why}. Train a flow with the preset inpainting.`)
}

/** @param observed data and mask, [size, size] */
async function drawFills(
  { posterior, batch, model }: { posterior: FlowPosterior; batch: number; model: TrainedModel },
  observed: Record<'data' | 'mask', Float32Array>,
  { sigma, samples: count, seed, signal, onDrawn }: FlowFillOptions,
) {
  const pixels = observed.data.length
  const { size, augment } = model.config
  const symmetryOf = (draw: number) => (augment ? draw % symmetries : 0)
  const observation = observationOf(observed, sigma)
  const observations = new Float32Array(batch * observation.length)
  const samples = new Float32Array(count * pixels)
  const noise = new Float32Array(batch * pixels)
  /** What `solve` makes of the draws from one on, each in an orientation of its own. */
  const drawn = (from: number, solve: FlowPosterior['place']) => {
    for (let i = 0; i < batch; i++) {
      noise.set(noiseOf(seed, from + i, pixels), i * pixels)
      turn(observation, size, symmetryOf(from + i), observations, i * observation.length, observedPlanes)
    }
    const turned = solve(noise, observations)
    const fills = new Float32Array(turned.length)
    for (let i = 0; i < batch; i++) {
      const one = turned.subarray(i * pixels, (i + 1) * pixels)
      turn(one, size, inverseOf(symmetryOf(from + i)), fills, i * pixels)
    }
    return fills
  }
  const mean = meanOf(drawn(0, posterior.mean), pixels)
  for (let done = 0; done < count; done += batch) {
    // Lets a cancellation arrive between two calls.
    await setImmediate()
    if (signal?.aborted) throw new CirrusError('cancelled', 'The inpainting was stopped.')
    const some = Math.min(batch, count - done)
    samples.set(drawn(done, posterior.place).subarray(0, some * pixels), done * pixels)
    onDrawn?.(done + some, count)
  }
  return { samples, mean, std: spreadOf(samples, pixels) }
}

/** What the flow is given, [size, size, 3]: data, mask and noise. */
function observationOf({ data, mask }: Record<'data' | 'mask', Float32Array>, sigma: number) {
  const observation = new Float32Array(data.length * observedPlanes.length)
  data.forEach((value, i) => {
    if (mask[i] === 1) observation.set([value, 1, sigma], i * observedPlanes.length)
  })
  return observation
}

/** Of patches of so many pixels. */
function meanOf(patches: Float32Array, pixels: number): Float32Array {
  const mean = new Float64Array(pixels)
  const count = patches.length / pixels
  patches.forEach((value, i) => (mean[i % pixels] += value / count))
  return Float32Array.from(mean)
}

/** The standard deviation of samples about their own mean, n - 1 in the denominator; 0 of one sample. */
function spreadOf(samples: Float32Array, pixels: number): Float32Array {
  const mean = meanOf(samples, pixels)
  const squares = new Float64Array(pixels)
  samples.forEach((value, i) => (squares[i % pixels] += (value - mean[i % pixels]) ** 2))
  const others = Math.max(samples.length / pixels - 1, 1)
  return Float32Array.from(squares, (sum) => Math.sqrt(sum / others))
}
