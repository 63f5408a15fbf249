import { setImmediate } from 'node:timers/promises'
import type { Scalar, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import type { CheckpointChoice } from '../../../src-preload/contract/runs.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { coverSky, type SkyCover } from '../../../src-shared/sky/whole-sky/cover-sky.ts'
import { mapOfPatches } from '../../../src-shared/sky/whole-sky/map-of-patches.ts'
import { patchNoise } from '../../../src-shared/sky/whole-sky/patch-noise.ts'
import { solveJointly } from '../../../src-shared/sky/whole-sky/solve-jointly.ts'
import { writeNpy } from '../../files/npy.ts'
import type { SkyOutcome } from '../outcomes.ts'
import { givenShapes, type Given, type GivenInput } from '../flow/conditions.ts'
import { velocity } from '../flow/velocity.ts'
import { compile } from '../runtime/compile.ts'
import type { InputShapes } from '../runtime/graph.ts'
import { randomStream } from '../runtime/random.ts'
import { tensorflow } from '../runtime/tensorflow.ts'
import { readTrainedModel, type TrainedModel } from './trained-model.ts'

/** First key, after the seed and the realisation, of the random streams for skies. */
const purpose = 12

/** Patches in one call of the network. */
const batch = 32

export interface SkyOptions {
  runFolder: string
  checkpoint: CheckpointChoice
  /** Degrees of the tangent plane between the first and the last pixel of a patch, and between neighbouring patches. */
  width: number
  step: number
  nside: number
  seed: number
  realisation: number
  solverSteps: number
  /** .npy file to write: standardised values, float32 [12 nside^2], RING order, Galactic. */
  file: string
  signal?: AbortSignal
  onWork?(fraction: number): void
}

/**
 * Draws one sky from a flow on pixels: patches all over the sky are followed from noise together, so that they agree
 * where they overlap.
 * @throws EngineError 'checkpoint'; SkyError `grid` for a step that leaves gaps; CirrusError cancelled
 */
export async function drawSky(options: SkyOptions): Promise<SkyOutcome> {
  const began = performance.now()
  const { runFolder, checkpoint, width, step, nside, seed, realisation, solverSteps: steps, file } = options
  const model = await readTrainedModel(runFolder, checkpoint)
  const cover = coverSky({ size: model.config.size, width }, step)
  const part = (from: number, to: number) => async (fraction: number) => {
    options.onWork?.(from + (to - from) * fraction)
    // Lets a cancellation arrive.
    await setImmediate()
    if (options.signal?.aborted) throw new CirrusError('cancelled', 'The drawing of the sky was stopped.')
  }
  const streams = (...keys: number[]) => randomStream(seed, purpose, realisation, ...keys)
  const noise = await patchNoise(cover, streams, part(0, 0.02))
  const flow = compileVelocity(model, cover)
  const solving = part(0.02, 0.99)
  const patches = await solveJointly({
    ...{ cover, noise, steps, batch, velocity: flow.at },
    onWork: (done, of) => solving(done / of),
  }).finally(flow.free)
  await writeNpy(file, await mapOfPatches(cover, patches, nside, part(0.99, 1)), [12 * nside ** 2])
  return { epoch: model.epoch, patches: cover.planes.length, seconds: (performance.now() - began) / 1000 }
}

/** The flow's velocity for a batch of patches of a cover, each under its latitude if the flow is told that. */
function compileVelocity({ config, weights }: TrainedModel, { centres }: SkyCover) {
  const { tf } = tensorflow()
  const { size, channels } = config
  const compiled = compile<Input, 'v'>(
    ({ x, t, ...given }, tensors) => ({
      v: velocity(x as Tensor4D, tf.fill([batch], 1).mul(t as Scalar), tensors, config, given as Given),
    }),
    {
      inputs: { x: [batch, size, size, channels], t: [], ...givenShapes(config, batch) } as InputShapes<Input>,
      weights,
      residence: 'constants',
    },
  )
  const latitudes = (patches: readonly number[]) =>
    Float32Array.from({ length: batch }, (_, i) => Math.abs(centres[patches[Math.min(i, patches.length - 1)]].lat))
  return {
    at(x: Float32Array, t: number, patches: readonly number[]): Float32Array {
      const given = config.conditions.length > 0 ? { conditions: latitudes(patches) } : {}
      return compiled({ x, t: Float32Array.of(t), ...given } as Record<Input, Float32Array>).v
    },
    free: compiled.free,
  }
}

type Input = 'x' | 't' | GivenInput
