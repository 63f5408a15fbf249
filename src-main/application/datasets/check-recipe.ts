import type { DatasetRecipe } from '../../../src-preload/contract/datasets.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'

/**
 * Refuses settings that contradict each other.
 * @throws CirrusError invalid-params with the field to change
 */
export function checkRecipe(recipe: DatasetRecipe): void {
  const { minLatitude, maxLatitude, beam, mapBeam, clipSigma, clipPercent, clipped, holes, apodisation, width } = recipe
  if (maxLatitude < minLatitude)
    throw wrong('maxLatitude', `The largest |b|, ${maxLatitude} deg, is below the smallest, ${minLatitude} deg.`)
  if (beam !== null && beam <= mapBeam)
    throw wrong('beam', `Patches of a map with a beam of ${mapBeam} arcmin can’t be smoothed to one of ${beam} arcmin.`)
  if (clipSigma !== null && clipPercent !== null)
    throw wrong('clipPercent', 'Pixels are clipped at k sigma or at percentiles, not both; leave one of them out.')
  if ((clipSigma !== null || clipPercent !== null) && clipped === 'missing' && holes === 'skip')
    throw wrong(
      'clipped',
      'Every patch with a clipped pixel would be left out; fill or keep missing pixels, or clip to the limit.',
    )
  if (apodisation > width / 2)
    throw wrong('apodisation', `A taper of ${apodisation} deg is wider than half a patch, ${width / 2} deg.`)
  if (recipe.noise !== null && (beam !== null || apodisation > 0))
    throw wrong('noise', 'Smoothed or tapered patches have other noise than the map; leave out the beam and the taper.')
  if (recipe.noise !== null && holes === 'fill')
    throw wrong(
      'noise',
      'Filled pixels have no noise that is known; keep missing pixels with masks, or leave patches out.',
    )
  if (recipe.split === 'regions' && recipe.regions === null)
    throw wrong('regions', 'A split by regions needs a DS9 region file.')
}

const wrong = (field: string, message: string) => new CirrusError('invalid-params', message, undefined, { field })
