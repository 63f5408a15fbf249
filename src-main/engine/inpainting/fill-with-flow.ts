import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { CheckpointChoice } from '../../../src-preload/contract/runs.ts'
import { channelsOf, patchesShape, patchShape, type Channel } from '../../../src-shared/sky/channels.ts'
import { inverseOf, symmetries, turn } from '../../../src-shared/sky/square-symmetries.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { whyNoFills } from '../../../src-shared/model/autoencoder.ts'
import { whyNotUndone } from '../../../src-shared/inpainting/undone-beams.ts'
import { observationPlanes, toldBeam } from '../../../src-shared/model/observation.ts'
import { writeNpy } from '../../files/npy.ts'
import { noiseOf } from '../flow/draw.ts'
import type { Solver } from '../inference/patch-latents.ts'
import type { TrainedModel } from '../inference/trained-model.ts'
import type { FlowFillOutcome } from '../outcomes.ts'
import { EngineError } from '../runtime/errors.ts'
import type { FlowPosterior } from './flow-posterior.ts'
import { withPosterior } from './kept-posterior.ts'
import type { Observation } from './posterior.ts'
import { readObservation, type SeenThrough } from './read-observation.ts'

/** Pixels of samples that are drawn at once: 8 patches of 64 px. */
const pixelsAtOnce = 8 * 64 ** 2
export interface FlowFillOptions extends SeenThrough, Solver {
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
 * standard deviation, [size, size], and the draws, [samples, size, size]; of several channels, with these as the last axis.
 * @throws EngineError 'checkpoint', 'dataset', 'config' for another kind of model; CirrusError cancelled
 */
export async function fillWithFlow(options: FlowFillOptions): Promise<FlowFillOutcome> {
  const began = performance.now()
  const { runFolder, checkpoint, solver, solverSteps } = options
  const batchOf = (model: TrainedModel) => {
    requireFiller(model, runFolder)
    return Math.max(1, Math.floor(pixelsAtOnce / model.config.size ** 2))
  }
  return withPosterior({ runFolder, checkpoint, solver, solverSteps, batchOf }, async (kept) => {
    const { epoch, config } = kept.model
    const { size, channels } = config
    requireUndone(kept.model, options)
    const observed = await readObservation(options, config)
    const { mean, std, samples } = await drawFills(kept, observed, options)
    await writeNpy(join(options.folder, 'samples.npy'), samples, patchesShape(options.samples, size, channels))
    await writeNpy(join(options.folder, 'std.npy'), std, patchShape(size, channels))
    await writeNpy(join(options.folder, 'mean.npy'), mean, patchShape(size, channels))
    return { epoch, samples: options.samples, seconds: (performance.now() - began) / 1000 }
  })
}

function requireFiller({ config }: TrainedModel, runFolder: string): void {
  const why = whyNoFills(config)
  if (why) throw new EngineError('config', `${runFolder}: ${why}. Train a flow with the preset inpainting.`)
}

function requireUndone({ config }: TrainedModel, { runFolder, blurs = [] }: FlowFillOptions): void {
  if (blurs.some((blur) => blur !== null && blur.pixelWindow !== null)) {
    throw new EngineError('config', 'A flow can’t undo a pixel window.')
  }
  const why = whyNotUndone(config, blurs)
  if (why) throw new EngineError('config', `${runFolder}: ${why}.`)
}

/** @param observed data and mask, [size, size, channels] */
async function drawFills(
  { posterior, batch, model }: { posterior: FlowPosterior; batch: number; model: TrainedModel },
  observed: Observation,
  { samples: count, seed, signal, onDrawn }: FlowFillOptions,
) {
  const values = observed.data.length
  const { size, augment } = model.config
  const planes = observationPlanes(model.config)
  const channels = channelsOf(model.config.channels)!
  // Masks, noise and beams don't change their sign where the patch is turned.
  const observedPlanes = [...channels, ...new Array<Channel>(planes - channels.length).fill('I')]
  const symmetryOf = (draw: number) => (augment ? draw % symmetries : 0)
  const observation = observationOf(observed, model.config)
  const observations = new Float32Array(batch * observation.length)
  const samples = new Float32Array(count * values)
  const noise = new Float32Array(batch * values)
  /** What `solve` makes of the draws from one on, each in an orientation of its own. */
  const drawn = (from: number, solve: FlowPosterior['place']) => {
    for (let i = 0; i < batch; i++) {
      noise.set(noiseOf(seed, from + i, values), i * values)
      turn(observation, size, symmetryOf(from + i), observations, i * observation.length, observedPlanes)
    }
    const turned = solve(noise, observations)
    const fills = new Float32Array(turned.length)
    for (let i = 0; i < batch; i++) {
      const one = turned.subarray(i * values, (i + 1) * values)
      turn(one, size, inverseOf(symmetryOf(from + i)), fills, i * values, channels)
    }
    return fills
  }
  const mean = meanOf(drawn(0, posterior.mean), values)
  for (let done = 0; done < count; done += batch) {
    // Lets a cancellation arrive between two calls.
    await setImmediate()
    if (signal?.aborted) throw new CirrusError('cancelled', 'The inpainting was stopped.')
    const some = Math.min(batch, count - done)
    samples.set(drawn(done, posterior.place).subarray(0, some * values), done * values)
    onDrawn?.(done + some, count)
  }
  return { samples, mean, std: spreadOf(samples, values) }
}

/** What the flow is given, [size, size, observationPlanes]. */
function observationOf({ data, mask, noise, blurs = [] }: Observation, config: TrainingConfig) {
  if (typeof noise !== 'number' && 'whitening' in noise) {
    throw new EngineError('config', 'A flow takes noise of one standard deviation alone.')
  }
  const { channels, observation: kind } = config
  const planes = observationPlanes(config)
  const observation = new Float32Array((planes / channels) * data.length)
  data.forEach((value, i) => {
    if (mask[i] === 0) return
    const at = planes * Math.floor(i / channels) + (i % channels)
    observation[at] = value
    observation[at + channels] = 1
    observation[at + 2 * channels] = typeof noise === 'number' ? noise : noise.deviation[i]
    if (kind === 'blurred') observation[at + 3 * channels] = toldBeam(blurs[i % channels]?.beam ?? null, config)
  })
  return observation
}

/** Of patches of so many values. */
function meanOf(patches: Float32Array, values: number): Float32Array {
  const mean = new Float64Array(values)
  const count = patches.length / values
  patches.forEach((value, i) => (mean[i % values] += value / count))
  return Float32Array.from(mean)
}

/** The standard deviation of samples about their own mean, n - 1 in the denominator; 0 of one sample. */
function spreadOf(samples: Float32Array, values: number): Float32Array {
  const mean = meanOf(samples, values)
  const squares = new Float64Array(values)
  samples.forEach((value, i) => (squares[i % values] += (value - mean[i % values]) ** 2))
  const others = Math.max(samples.length / values - 1, 1)
  return Float32Array.from(squares, (sum) => Math.sqrt(sum / others))
}
