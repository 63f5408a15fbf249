import { setImmediate } from 'node:timers/promises'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { Blur } from '../../../src-shared/inpainting/blur.ts'
import type { Evaluation } from '../../../src-shared/optimize/index.ts'
import type { TrainedModel } from '../inference/trained-model.ts'
import type { DataNoise } from './operators/whiten.ts'
import { compilePosteriorObjective } from './posterior-objective.ts'

/** What Eq. 13 is conditioned on. */
export interface Observation {
  /** [size, size, channels], standardised, 0 where not observed. */
  data: Float32Array
  /** [size, size, channels], 1 = observed, 0 = hole. */
  mask: Float32Array
  noise: DataNoise
  /** What the patch was seen through, for each channel; none if all were seen directly. */
  blurs?: readonly (Blur | null)[]
}

/** Minus twice the log posterior of a patch, up to a constant (Eq. 13). Release it with `free`. */
export interface Posterior {
  /** Evaluates up to `most` latent vectors in one TensorFlow call. */
  evaluate(points: readonly ArrayLike<number>[]): (Evaluation & { chi2: number })[]
  free(): void
}

/** @param most latent vectors per call; for at most half as many, a smaller graph is compiled */
export function createPosterior(
  model: TrainedModel,
  { data, mask, noise, blurs }: Observation,
  most: number,
): Posterior {
  const latents = model.config.latentDimension
  const compiled = new Map<number, ReturnType<typeof compilePosteriorObjective>>()
  const objectiveOf = (rows: number) => {
    const objective = compiled.get(rows) ?? compilePosteriorObjective(model, noise, rows, blurs)
    compiled.set(rows, objective)
    return objective
  }
  return {
    evaluate(points) {
      let rows = most
      while (rows / 2 >= points.length) rows = Math.ceil(rows / 2)
      const z = new Float32Array(rows * latents)
      points.forEach((point, i) => z.set(point, i * latents))
      const { value, gradient, chi2 } = objectiveOf(rows)({ z, data, mask })
      return points.map((_, i) => ({
        value: value[i],
        gradient: gradient.subarray(i * latents, (i + 1) * latents),
        chi2: chi2[i],
      }))
    },
    free() {
      for (const objective of compiled.values()) objective.free()
    },
  }
}

/** Evaluates after a cancellation could arrive. @throws CirrusError cancelled */
export async function evaluateUnlessStopped(
  posterior: Posterior,
  points: readonly ArrayLike<number>[],
  signal: AbortSignal | undefined,
) {
  await setImmediate()
  if (signal?.aborted) throw new CirrusError('cancelled', 'The inpainting was stopped.')
  return posterior.evaluate(points)
}
