import type { SolverName } from '../../../src-preload/contract/solver.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'

/**
 * A distribution, as a map from as many independent standard normal numbers to its values and back: to the latents of an
 * autoencoder, or to patches. All arrays are [batch, values]; the conditions of a flow that has some, [batch, conditions].
 * Release it with `free`.
 */
export interface Prior {
  /** Draws, of normal numbers. */
  place(noise: Float32Array, conditions?: Float32Array): Float32Array
  noiseOf(values: Float32Array, conditions?: Float32Array): Float32Array
  /**
   * ln p of each, in nats, [batch].
   * @param numbers of each, which fix the random signs of an estimate
   */
  logDensity(values: Float32Array, numbers: readonly number[], conditions?: Float32Array): Float64Array
  free(): void
}

/** How a prior is used: a batch at a time, and what matters for flows only. */
export interface PriorOptions {
  batch: number
  /** The usual one if omitted. */
  solver?: SolverName
  solverSteps: number
  /** Of the convolutions of a flow's steps; float32 if omitted. Densities are always in float32. */
  precision?: TrainingConfig['precision']
  /** Probes of the divergence, and their seed; one probe with seed 0 if omitted. */
  probes?: number
  seed?: number
}
