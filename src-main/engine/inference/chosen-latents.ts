import { betweenConditions } from '../../../src-shared/model/condition-scaling.ts'
import { slerp } from '../../../src-shared/statistics/slerp.ts'
import type { LatentChoice } from '../contract.ts'
import { EngineError } from '../runtime/errors.ts'
import { fillNormal, randomStream } from '../runtime/random.ts'
import { openPrior } from '../prior/open-prior.ts'
import { drawnConditions } from './drawn-conditions.ts'
import { patchLatents, type Placed, type Solver } from './patch-latents.ts'
import { toldConditions } from './told-conditions.ts'
import type { TrainedModel } from './trained-model.ts'

// First key, after the seed, of the random streams for draws from the prior.
const purpose = 9

export interface LatentOptions extends Solver {
  /** Holds the patches; for draws, read only for their conditions. */
  datasetFolder: string
  latents: LatentChoice
  /** Folder of a prior of the run's latents: the numbers are those that it carries to latents. Null for N(0, 1). */
  prior: string | null
}

/** Latents to decode. */
export interface Chosen {
  latents: Float32Array[]
  /** Those of a flow that has some, [conditions] each; else empty. */
  conditions: Float32Array[]
}

/**
 * The requested latents, one by one: between those of two patches (Eq. 11), at one patch's with one latent set to evenly
 * spaced values, or drawn from N(0, 1), under conditions of training patches. A draw depends only on the seed and its own
 * index, not on how many are drawn.
 * @throws EngineError 'dataset', or 'config' if there is no such latent
 */
export async function chosenLatents(
  model: TrainedModel,
  { datasetFolder, latents: choice, prior, solver, solverSteps }: LatentOptions,
): Promise<Chosen> {
  const { latentDimension } = model.config
  const { names, scalings } = await toldConditions(model, prior)
  const solved = { solver, solverSteps }
  switch (choice.kind) {
    case 'interpolation': {
      const ends = await patchLatents(model, datasetFolder, [choice.from, choice.to], solved, names)
      const z = ends.map((end) => end.z)
      const [first, last] = prior === null ? z : await inNoise(ends, prior, solved)
      const [from, to] = ends.map(({ conditions }) => conditions)
      return {
        latents: evenly(choice.steps + 2, (t) => Float32Array.from(slerp(first, last, t))),
        conditions: evenly(choice.steps + 2, (t) =>
          from.map((value, c) => betweenConditions(value, to[c], t, scalings[c])),
        ),
      }
    }
    case 'walk': {
      const { patch, latent, reach, steps } = choice
      if (prior !== null) throw new EngineError('config', 'A walk is along a latent of the decoder: it has no prior.')
      if (latent >= latentDimension) {
        const range = `they run from 0 to ${latentDimension - 1}`
        throw new EngineError('config', `The model has no latent ${latent}; ${range}.`)
      }
      const [{ z: mean, conditions }] = await patchLatents(model, datasetFolder, [patch], solved)
      const latents = evenly(steps, (t) => mean.with(latent, reach * (2 * t - 1)))
      return { latents, conditions: latents.map(() => conditions) }
    }
    case 'samples': {
      const latents = Array.from({ length: choice.count }, (_, i) =>
        fillNormal(new Float32Array(latentDimension), randomStream(choice.seed, purpose, i)),
      )
      return { latents, conditions: await drawnConditions(model, names, datasetFolder, choice) }
    }
  }
}

/** The numbers that a prior carries to these latents. */
async function inNoise(ends: readonly Placed[], folder: string, solver: Solver) {
  const prior = await openPrior(folder, { ...solver, batch: 1 })
  try {
    return ends.map(({ z, conditions }) => prior.noiseOf(z, conditions))
  } finally {
    prior.free()
  }
}

/** `count` evenly spaced values from 0 to 1, both ends exact. */
const evenly = <T>(count: number, at: (t: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => at(i / (count - 1)))
