import { channelSets } from '../../../src-shared/sky/channels.ts'
import type { HealpixMap } from '../../../src-shared/sky/healpix/map.ts'
import type { TangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import { standardise, type Refusal, type Standard } from '../../../src-shared/sky/scale.ts'
import { standardiseChannels } from '../../../src-shared/sky/standardise-channels.ts'
import type { CutWorkerData } from './cut-batch.ts'
import { patchFiller } from './cut-patch.ts'
import { fillStokes, stokesRings } from './cut-stokes.ts'

/**
 * Cuts and standardises one patch.
 * @param out float32 [size, size, channels]
 * @returns the standard of each channel, or why the patch can't be used
 */
export type StandardisedCut = (plane: TangentPlane, out: Float32Array) => Standard[] | Refusal

/** Prepares the cutting of many standardised patches. */
export function standardisedCut({ field, geometry, scale, stokes }: CutWorkerData): StandardisedCut {
  const fill = patchFiller(field)
  const pixels = geometry.size ** 2
  const cut = new Float64Array(pixels)
  const scaled = new Float64Array(pixels)
  if (stokes === null)
    return (plane, out) => {
      fill(plane, geometry, cut)
      const standard = standardise(cut, scale, out, scaled)
      return typeof standard === 'string' ? standard : [standard]
    }
  const { nside } = field as HealpixMap
  const map = { nside, q: stokes.q, u: stokes.u, rings: stokesRings(nside) }
  const channels = channelSets[stokes.channels]
  const [q, u] = [new Float64Array(pixels), new Float64Array(pixels)]
  const all = new Float64Array(channels.length * pixels)
  return (plane, out) => {
    fillStokes(map, plane, geometry, q, u)
    if (channels.length === 3) fill(plane, geometry, cut)
    const parts = channels.length === 3 ? [cut, q, u] : [q, u]
    parts.forEach((part, c) => part.forEach((value, i) => (all[i * parts.length + c] = value)))
    return standardiseChannels(all, channels, scale, out)
  }
}
