import type { SolverName } from '../../../src-preload/contract/solver.ts'
import type { ModelConfig } from '../../../src-shared/model/configuration.ts'
import { logDeterminant } from '../../../src-shared/model/octaves.ts'
import { takeApart } from '../../../src-shared/model/pyramid.ts'
import { randomStream } from '../runtime/random.ts'
import { elements, type Session } from '../runtime/session.ts'
import { logDensity, shapeOf, type DensityFunction } from './log-density.ts'
import { probesOf } from './probes.ts'

// First key, after the seed, of the random streams of probes.
const purpose = 11

interface DensityChain {
  session: Session
  /** Of each level. */
  densities: readonly DensityFunction[]
  config: ModelConfig
  /** By which the details of each octave are divided. */
  scales: readonly Float32Array[]
}

/** How paths are followed, and with how many probes, drawn with which seed, divergences are estimated. */
interface Estimate {
  solver?: SolverName
  steps: number
  probes: number
  seed: number
}

/**
 * ln p of patches, [batch], in nats: the sum of the densities of their coarsest picture and of each octave's details given
 * the coarser picture, and the determinant of taking them apart. All levels take the same number of steps.
 * @param patches [batch, size, size, channels]
 * @param numbers of those that are real, which fix their probes
 * @param conditions [batch, conditions]
 */
export function chainDensity(
  { session, densities, config, scales }: DensityChain,
  patches: Float32Array,
  numbers: readonly number[],
  { solver, steps, probes, seed }: Estimate,
  conditions?: Float32Array,
): Float64Array {
  const { levels, given } = takeApart(patches, config, scales)
  const [batch] = shapeOf(densities[0])
  const sums = new Float64Array(batch).fill(logDeterminant(config, scales))
  densities.forEach((density, octave) => {
    const [, size, , channels] = shapeOf(density)
    const length = elements([size, size, channels])
    const ofBatch = Array.from({ length: probes }, () => new Float32Array(batch * length))
    numbers.forEach((number, i) => {
      const own = probesOf(randomStream(seed, purpose, number, octave), [size, size, channels], probes)
      own.forEach((probe, k) => ofBatch[k].set(probe, i * length))
    })
    const picture = given[octave] ?? undefined
    const followed = { solver, steps, probes: ofBatch }
    const found = logDensity(session, density, levels[octave], followed, { conditions, picture })
    found.forEach((value, i) => (sums[i] += value))
  })
  return sums
}
