import type { Place } from '../position.ts'
import { patchGrid } from '../patch-grid.ts'
import { tangentPlane, type TangentPlane } from '../projection/gnomonic.ts'
import type { PatchGeometry } from '../projection/patch-pixels.ts'
import { skyArea } from '../sky-circle.ts'
import { SkyError } from '../sky-error.ts'
import { unusedBorder } from './patch-weight.ts'

/** Patches of one geometry that together cover the whole sky. */
export interface SkyCover {
  geometry: PatchGeometry
  centres: readonly Place[]
  /** By centre, in Galactic vectors. */
  planes: readonly TangentPlane[]
}

/** The largest distance between centres that leaves no sky between the parts of patches that are used, in degrees. */
export const widestStep = ({ size, width }: PatchGeometry): number =>
  Math.max(0, (0.7 * width * (size - 1 - 2 * unusedBorder)) / (size - 1))

/** Most patches of a sky: a million take 630 MB before any is drawn. */
const mostPatches = 200_000

/** Half the width of a patch, if that is not too far. */
export const usualStep = (geometry: PatchGeometry): number => Math.min(geometry.width / 2, widestStep(geometry))

/**
 * Patches along rows of latitude, from pole to pole and upright in the Galactic frame.
 * @param step largest distance between centres, in degrees
 * @throws SkyError `grid` if patches that far apart leave gaps or are too many, or are too small for any distance
 */
export function coverSky(geometry: PatchGeometry, step: number): SkyCover {
  const { size, width } = geometry
  const most = widestStep(geometry)
  if (most === 0)
    throw new SkyError('grid', `Patches of ${size} px are too small: ${unusedBorder} px at each border are not used.`)
  if (!(step > 0 && step <= most))
    throw new SkyError(
      'grid',
      `Patches ${step} degrees apart do not cover the sky: of ${size} px and ${width} degrees, give a step up to ${(Math.floor(100 * most) / 100).toFixed(2)}.`,
    )
  const expected = skyArea / step ** 2
  if (expected > mostPatches)
    throw new SkyError(
      'grid',
      `A step of ${step} degrees gives about ${expected.toPrecision(2)} patches, more than ${mostPatches}: give a step from ${(Math.ceil(100 * Math.sqrt(skyArea / mostPatches)) / 100).toFixed(2)}.`,
    )
  const even = 90 / Math.ceil(90 / step - 1e-9)
  const centres = patchGrid({ step: even, minLatitude: 0, rowRule: 'multiple' })
  return { geometry, centres, planes: centres.map(({ lon, lat }) => tangentPlane(lon, lat)) }
}
