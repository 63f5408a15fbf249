import type { TrainingConfig } from '../../model/configuration.ts'
import { levelLength, levelsOf } from '../../model/octaves.ts'
import type { SkyCover } from './cover-sky.ts'
import { levelAgreement } from './level-agreement.ts'
import { octaveNoise } from './octave-noise.ts'
import { solveJointly } from './solve-jointly.ts'

/** The flow of a level. */
export interface LevelVelocity {
  /**
   * @param x [batch, values of a level]
   * @param pictures the coarser picture that each is given, [batch, side, side]; null for the coarsest level
   */
  at(x: Float32Array, t: number, patches: readonly number[], pictures: Float32Array | null): Float32Array
  free(): void
}

export interface LevelsSolution {
  cover: SkyCover
  octaves: number
  wavelets: TrainingConfig['wavelets']
  /** By which the details of each octave are divided, the coarsest octave's first. */
  scales: readonly Float32Array[]
  /**
   * Mean and standard deviation of every patch, [patches, 2], if they differ: patches agree on values with them. Null for
   * patches that were standardised alike.
   */
  standards: Float32Array | null
  /** White noise of every patch, [patches, size, size]. */
  noise: Float32Array
  /** Steps of each level. */
  steps: number
  batch: number
  /** The flow of an octave, 0 for the coarsest picture; freed when the level is done. */
  velocity(octave: number): LevelVelocity
  onWork(fraction: number): Promise<void> | void
}

/**
 * Draws a sky from coarse to fine: the coarsest pictures of all patches, agreeing (`solveJointly`), and then the details of
 * each octave given the pictures so far. Without octaves, that is one level.
 * @returns [patches, size, size], standardised
 */
export async function solveLevelsJointly(solution: LevelsSolution): Promise<Float32Array> {
  const { cover, octaves, wavelets, scales, standards, steps, batch, onWork } = solution
  const { size } = cover.geometry
  const levels = levelsOf({ size, channels: 1, octaves })
  const noises = noiseByLevel(solution, levels.map(levelLength))
  let pictures: Float32Array | null = null
  for (const level of levels) {
    const { octave } = level
    const values = levelLength(level)
    const agreement = levelAgreement({ cover, octaves, wavelets, octave, coarser: pictures, scales, standards })
    const given = pictures && new Float32Array(batch * level.side ** 2)
    const flow = solution.velocity(octave)
    const ends: Float32Array = await solveJointly({
      ...{ noise: noises[octave], values, steps, batch, agreement },
      velocity(x, t, patches) {
        if (given) patches.forEach((p, i) => given.set(agreement.given(p)!, i * level.side ** 2))
        return flow.at(x, t, patches, given)
      },
      onWork: (done, of) => onWork((octave + done / of) / levels.length),
    }).finally(() => flow.free())
    pictures = agreement.pictures(ends)
  }
  return pictures!
}

/** The noise of every patch taken apart: of each level, [patches, values]. */
function noiseByLevel({ noise, cover, octaves }: LevelsSolution, lengths: readonly number[]): Float32Array[] {
  const { size } = cover.geometry
  const count = cover.planes.length
  const parts = lengths.map((length) => new Float32Array(count * length))
  const split = octaveNoise(size, octaves)
  for (let p = 0; p < count; p++)
    split(noise.subarray(p * size ** 2, (p + 1) * size ** 2)).forEach((part, i) => parts[i].set(part, p * lengths[i]))
  return parts
}
