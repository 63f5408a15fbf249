import type { Frame } from '../../../src-shared/sky/healpix/map.ts'
import { ringAbove } from '../../../src-shared/sky/healpix/rings.ts'
import { discOfPatch } from '../../../src-shared/sky/assemble/pixels-in-patch.ts'
import { tangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import type { BandOfPatches, PlacedPatch } from './assemble-task.ts'

/**
 * Divides a map into bands of rings, about as many patches in each, so that workers never write the same pixel. A patch
 * on the border of two bands is in both.
 * @param width of the patches, degrees of the plane
 * @returns each band with its patches, from north to south
 */
export function ringBands(
  patches: readonly PlacedPatch[],
  { nside, frame, width, bands }: { nside: number; frame: Frame; width: number; bands: number },
): BandOfPatches[] {
  const last = 4 * nside - 1
  const reach = discOfPatch(width)
  const placed = patches.map((patch) => {
    const z = tangentPlane(patch.lon, patch.lat, frame).centre[2]
    const colatitude = Math.acos(Math.max(-1, Math.min(1, z)))
    const ringAt = (angle: number) => ringAbove(nside, Math.cos(Math.max(0, Math.min(Math.PI, angle))))
    return { patch, middle: ringAt(colatitude), first: ringAt(colatitude - reach), last: ringAt(colatitude + reach) }
  })
  const middles = placed.map(({ middle }) => middle).sort((a, b) => a - b)
  const starts = Array.from({ length: bands }, (_, k) =>
    k === 0 ? 1 : Math.max(1, middles[Math.floor((k * middles.length) / bands)]),
  )
  return [...new Set(starts)].map((start, k, all) => {
    const end = k + 1 < all.length ? all[k + 1] - 1 : last
    return {
      band: [start, end] as const,
      patches: placed.filter((each) => each.last >= start && each.first <= end).map(({ patch }) => patch),
    }
  })
}
