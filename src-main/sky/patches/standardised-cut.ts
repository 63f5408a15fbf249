import { channelSets } from '../../../src-shared/sky/channels.ts'
import type { HealpixMap } from '../../../src-shared/sky/healpix/map.ts'
import { planeInFrame, type TangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import { standardise, type Refusal, type Standard } from '../../../src-shared/sky/scale.ts'
import { standardiseChannels } from '../../../src-shared/sky/standardise-channels.ts'
import { markGood, standardiseHoles } from '../../../src-shared/sky/standardise-holes.ts'
import type { CutWorkerData } from './cut-batch.ts'
import { patchFiller } from './cut-patch.ts'
import { fillStokes, stokesRings } from './cut-stokes.ts'

/**
 * Cuts and standardises one patch.
 * @param out float32 [size, size, channels]
 * @param good output, [size, size]: 1 where the map has data that the mask does not exclude
 * @returns the standard of each channel, or why the patch can't be used
 */
export type StandardisedCut = (plane: TangentPlane, out: Float32Array, good: Uint8Array) => Standard[] | Refusal

/** Prepares the cutting of many standardised patches. */
export function standardisedCut(data: CutWorkerData): StandardisedCut {
  const { geometry, scale, stokes } = data
  const pixels = geometry.size ** 2
  const cutParts = partsCut(data)
  const channels = stokes === null ? channelSets.I : channelSets[stokes.channels]
  const { mask, field } = data
  const fillMask = mask && patchFiller(mask)
  const masked = new Float64Array(pixels)
  const scaled = new Float64Array(pixels)
  const all = new Float64Array(channels.length * pixels)
  return (plane, out, good) => {
    const parts = cutParts(plane)
    if (mask && fillMask) {
      fillMask(planeInFrame(plane, field.frame, mask.frame), geometry, masked)
      for (let i = 0; i < pixels; i++) if (Number.isNaN(masked[i])) parts[0][i] = NaN
    }
    if (markGood(parts, good) < pixels) return standardiseHoles(parts, good, channels, scale, data, out)
    if (stokes === null) {
      const standard = standardise(parts[0], scale, out, scaled)
      return typeof standard === 'string' ? standard : [standard]
    }
    parts.forEach((part, c) => part.forEach((value, i) => (all[i * parts.length + c] = value)))
    return standardiseChannels(all, channels, scale, out)
  }
}

/** Cuts each channel of a patch; the arrays are those of the last call. */
function partsCut({ field, geometry, stokes }: CutWorkerData): (plane: TangentPlane) => readonly Float64Array[] {
  const fill = patchFiller(field)
  const pixels = geometry.size ** 2
  const cut = new Float64Array(pixels)
  if (stokes === null)
    return (plane) => {
      fill(plane, geometry, cut)
      return [cut]
    }
  const { nside } = field as HealpixMap
  const map = { nside, q: stokes.q, u: stokes.u, rings: stokesRings(nside) }
  const [q, u] = [new Float64Array(pixels), new Float64Array(pixels)]
  return (plane) => {
    fillStokes(map, plane, geometry, q, u)
    if (stokes.channels === 'QU') return [q, u]
    fill(plane, geometry, cut)
    return [cut, q, u]
  }
}
