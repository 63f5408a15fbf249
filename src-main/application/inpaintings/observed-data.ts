import type { Problem } from '../../../src-preload/contract/inpaintings.ts'
import { normal, seedRandom } from '../../../src-shared/random/index.ts'
import { throughBeam } from '../../../src-shared/sky/beam.ts'

/** Side of a patch in pixels and degrees. */
type PatchGeometry = { size: number; width: number }

/** Full width at half maximum of a problem's beam in pixels, if it has one. */
export function beamInPixels({ beam }: Pick<Problem, 'beam'>, { size, width }: PatchGeometry): number | undefined {
  return beam === null ? undefined : (beam / 60 / width) * (size - 1)
}

/** The data of a problem, standardised [size, size], 0 in its hole: the patch, through its beam, with simulated noise. */
export function observedData(
  patch: Float32Array,
  mask: ArrayLike<number>,
  problem: Pick<Problem, 'beam' | 'noise' | 'simulated' | 'seed'>,
  geometry: PatchGeometry,
): Float32Array {
  const beam = beamInPixels(problem, geometry)
  const seen = beam === undefined ? patch : throughBeam(patch, geometry.size, beam)
  const random = seedRandom(problem.seed)
  const noise = problem.simulated ? () => problem.noise.sigma * normal(random) : () => 0
  return seen.map((value, i) => {
    const error = noise()
    return mask[i] === 1 ? value + error : 0
  })
}
