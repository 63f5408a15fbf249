import { resolve } from 'node:path'
import { settledRecipe, type DatasetRecipe } from '../../../src-preload/contract/datasets.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { robustDeviation, type ClipRule } from '../../../src-shared/sky/clip-pixels.ts'
import type { MapValues } from '../../../src-shared/sky/healpix/map.ts'
import type { Conversion } from '../maps/converting-factor.ts'
import { beamBetween } from '../../../src-shared/sky/smooth-plane.ts'

/** Number of pixels that the noise of a map is found from. */
const SAMPLE = 200_000

const noises = new WeakMap<MapValues, number>()

/** The robust standard deviation of a map's pixels, to four digits. Of the same values it is found once. */
function noiseOf(values: MapValues): number {
  const known = noises.get(values)
  if (known !== undefined) return known
  const stride = Math.ceil(values.length / SAMPLE)
  const some = Float64Array.from({ length: Math.ceil(values.length / stride) }, (_, i) => values[i * stride])
  const noise = Number(robustDeviation(some).toPrecision(4))
  noises.set(values, noise)
  return noise
}

/**
 * A recipe as it is carried out on a map, and stored: the softening of asinh is a number, and the paths of its files hold
 * in any folder.
 * @param values of the map; of the first channel, if there are several
 * @throws CirrusError invalid-params if the map has no noise to take the softening from
 */
export function settleRecipe(given: DatasetRecipe, values: MapValues): DatasetRecipe {
  const recipe = settledRecipe(given)
  const { mask, noise, regions } = recipe
  return {
    ...recipe,
    mask: mask && resolve(mask),
    noise: noise && resolve(noise),
    regions: recipe.split === 'regions' ? regions && resolve(regions) : null,
    softening: recipe.scale === 'asinh' ? (recipe.softening ?? softeningFor(values)) : null,
  }
}

function softeningFor(values: MapValues): number {
  const noise = noiseOf(values)
  if (noise > 0) return noise
  const message =
    'Half of the pixels of the map have the same value, so that its noise is 0; give the softening of asinh.'
  throw new CirrusError('invalid-params', message, undefined, { field: 'softening' })
}

/** What the cutting of patches needs of a recipe. */
export function cutOptionsOf(recipe: DatasetRecipe) {
  const { size, width, scale, softening, holes, goodFraction, beam, mapBeam } = recipe
  const smoothing = beam === null ? 0 : beamBetween(mapBeam, beam) / 60
  return { size, width, scale, softening, holes, goodFraction, smoothing, clip: clipRuleOf(recipe) }
}

const clipRuleOf = ({ clipSigma, clipPercent, clipped }: DatasetRecipe): ClipRule | null =>
  clipSigma === null && clipPercent === null ? null : { sigma: clipSigma, percent: clipPercent, clipped }

/** The unit that a recipe converts values to. */
export const conversionOf = ({ unit, frequency }: DatasetRecipe): Conversion => ({
  unit: unit ?? undefined,
  frequency: frequency ?? undefined,
})
