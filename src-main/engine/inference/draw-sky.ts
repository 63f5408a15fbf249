import { setImmediate } from 'node:timers/promises'
import type { CheckpointChoice } from '../../../src-preload/contract/runs.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { coverSky } from '../../../src-shared/sky/whole-sky/cover-sky.ts'
import { mapOfPatches } from '../../../src-shared/sky/whole-sky/map-of-patches.ts'
import { patchNoise } from '../../../src-shared/sky/whole-sky/patch-noise.ts'
import { imposeWaves } from '../../../src-shared/sky/whole-sky/patch-waves.ts'
import { solveLevelsJointly, type LevelVelocity } from '../../../src-shared/sky/whole-sky/solve-levels-jointly.ts'
import { readNpy, writeNpy } from '../../files/npy.ts'
import { chainFields } from '../flow/chain.ts'
import { levelNetworks, scalesOf } from '../flow/level-networks.ts'
import { addVelocity, velocityAt } from '../flow/velocity-function.ts'
import type { SkyOutcome } from '../outcomes.ts'
import { Graph } from '../runtime/graph.ts'
import { randomStream } from '../runtime/random.ts'
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
  /** .npy file with the conditions of each patch of the cover, [patches, conditions]; null for a flow that is told nothing. */
  conditions: string | null
  /** .npy file with the mean and standard deviation of each patch, [patches, 2]; null for a sky of standardised values. */
  standards: string | null
  /** .npy file with the longest waves of the noise of each patch, [patches, waves]; null for those that are drawn. */
  waves: string | null
  /** .npy file to write: the values that were standardised, float32 [12 nside^2], RING order, Galactic. */
  file: string
  signal?: AbortSignal
  onWork?(fraction: number): void
}

/**
 * Draws one sky from a flow on patches, from coarse to fine if it has octaves: patches all over the sky are followed from
 * noise together, so that they agree where they overlap.
 * @throws EngineError 'checkpoint'; SkyError `grid` for a step that leaves gaps; CirrusError cancelled
 */
export async function drawSky(options: SkyOptions): Promise<SkyOutcome> {
  const began = performance.now()
  const { runFolder, checkpoint, width, step, nside, seed, realisation, solverSteps: steps, file } = options
  const model = await readTrainedModel(runFolder, checkpoint)
  const { size, octaves, wavelets } = model.config
  const cover = coverSky({ size, width }, step)
  const part = (from: number, to: number) => async (fraction: number) => {
    options.onWork?.(from + (to - from) * fraction)
    // Lets a cancellation arrive.
    await setImmediate()
    if (options.signal?.aborted) throw new CirrusError('cancelled', 'The drawing of the sky was stopped.')
  }
  const streams = (...keys: number[]) => randomStream(seed, purpose, realisation, ...keys)
  const conditions = options.conditions === null ? null : await numbersIn(options.conditions)
  const standards = options.standards === null ? null : await numbersIn(options.standards)
  const noise = await patchNoise(cover, streams, part(0, 0.02))
  if (options.waves !== null) imposeWaves(noise, await numbersIn(options.waves), size)
  const patches = await solveLevelsJointly({
    ...{ cover, octaves, wavelets, scales: scalesOf(model.weights, model.config), standards, steps, batch, noise },
    velocity: (octave) => compileVelocity(model, octave, conditions),
    onWork: part(0.02, 0.99),
  })
  if (standards) giveLevels(patches, standards)
  await writeNpy(file, await mapOfPatches(cover, patches, nside, part(0.99, 1)), [12 * nside ** 2])
  return { epoch: model.epoch, patches: cover.planes.length, seconds: (performance.now() - began) / 1000 }
}

/**
 * Gives every patch its mean and standard deviation. A patch that was trained on has 0 and 1 before; one of a sky has them
 * nearly, and keeps what it agreed on with its neighbours. Nor is its texture imposed, as on samples: a function of pixels that
 * differs from patch to patch would part them again.
 * @param patches [patches, pixels], changed in place
 * @param standards [patches, 2]
 */
function giveLevels(patches: Float32Array, standards: Float32Array): void {
  const pixels = (2 * patches.length) / standards.length
  for (let i = 0; i < patches.length; i++) {
    const p = Math.floor(i / pixels)
    patches[i] = patches[i] * standards[2 * p + 1] + standards[2 * p]
  }
}

const numbersIn = async (file: string) => (await readNpy(file)).data as Float32Array

/**
 * The velocity of a level of a flow for a batch of patches of a cover.
 * @param conditions of each patch, [patches, conditions]
 */
function compileVelocity(
  { config, weights }: TrainedModel,
  octave: number,
  conditions: Float32Array | null,
): LevelVelocity {
  const network = levelNetworks(config)[octave]
  const { field, shapes } = chainFields(config, { batch })[octave]
  const own = Object.entries(weights).filter(([name]) => name.startsWith(`${network.prefix}velocity/`))
  const graph = new Graph(Object.fromEntries(own), 'constants')
  const velocity = addVelocity(graph, field, shapes)
  const session = graph.load()
  const told = new Float32Array(batch * config.conditions.length)
  return {
    at(x, t, patches, pictures) {
      const width = config.conditions.length
      // The last batch has fewer patches: the others are as the last one.
      for (let i = 0; conditions && i < batch; i++) {
        const p = patches[Math.min(i, patches.length - 1)]
        told.set(conditions.subarray(p * width, (p + 1) * width), i * width)
      }
      const given = { ...(conditions && { conditions: told }), ...(pictures && { picture: pictures }) }
      return velocityAt(session, velocity, given)(x, t)
    },
    free: () => session.free(),
  }
}
