import { cropSide, levelsOf } from '../../../src-shared/model/octaves.ts'
import { npixOf } from '../../../src-shared/sky/healpix/map.ts'
import { skyArea } from '../../../src-shared/sky/sky-circle.ts'
import type { SkyOutline } from './outline-sky.ts'

/** Evaluations of a network in the time of a step of training for each patch: its way back takes twice that of its way there. */
const evaluationsPerPatch = 3

/** Seconds per pixel of a patch and step to agree with its neighbours, and per pixel of the map and patch, of one core as measured. */
const cost = { agreement: 1.5e-6, map: 2.5e-7 }

/**
 * Rough time to draw a sky, in seconds: of the networks by the speed of their training, and of patches that agree.
 * @param patchesPerSecond of the training
 */
export function skySeconds(
  { config, cover }: Pick<SkyOutline, 'config' | 'cover'>,
  { nside, solverSteps }: { nside: number; solverSteps: number },
  patchesPerSecond: number,
): number {
  const { size, width } = cover.geometry
  const patches = cover.centres.length
  const levels = levelsOf(config)
  const places = (side: (level: (typeof levels)[number]) => number) =>
    levels.reduce((sum, level) => sum + side(level) ** 2, 0)
  // Octaves are trained on crops, but drawn whole.
  const whole =
    places(({ side }) => side) / places((level) => (level.octave === 0 ? level.side : cropSide(level, config)))
  const networks = (patches * solverSteps * whole) / (evaluationsPerPatch * patchesPerSecond)
  const agreement = patches * solverSteps * levels.length * size ** 2 * cost.agreement
  const map = npixOf(nside) * ((patches * width ** 2) / skyArea) * cost.map
  return networks + agreement + map
}
