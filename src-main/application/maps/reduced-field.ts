import { isImage, type SkyField } from '../../../src-shared/sky/field.ts'
import { healpixPixelSide } from '../../../src-shared/sky/grid.ts'
import { degrading } from '../../../src-shared/sky/healpix/degrade.ts'
import { npixOf, orderOf, type HealpixMap } from '../../../src-shared/sky/healpix/map.ts'
import type { AnyHealpixMap } from '../../../src-shared/sky/healpix/sparse-map.ts'
import { inTurns } from './in-turns.ts'

/** Averaged maps by nside, as long as the map itself is in memory. */
const averages = new WeakMap<SkyField, Map<number, Promise<HealpixMap>>>()

/**
 * A map averaged over the pixels of the largest nside whose pixels are not smaller than `cell` degrees; the map itself
 * if it is coarser, an image, or of an nside that is no power of two.
 */
export async function reducedField(map: SkyField, cell: number): Promise<SkyField> {
  if (isImage(map) || orderOf(map.nside) < 0) return map
  const nside = 2 ** Math.max(0, Math.floor(Math.log2(healpixPixelSide(1) / cell)))
  if (nside >= map.nside) return map
  const known = averages.get(map) ?? new Map<number, Promise<HealpixMap>>()
  averages.set(map, known)
  const made = known.get(nside) ?? average(map, nside)
  known.set(nside, made)
  made.catch(() => known.delete(nside))
  return made
}

/** Pixels of the map between two turns. */
const perTurn = 2 ** 20

async function average(map: AnyHealpixMap, nside: number): Promise<HealpixMap> {
  const { map: coarse, part } = degrading(map, nside)
  const pieces = npixOf(nside)
  await inTurns(pieces, part, undefined, Math.max(1, Math.round((perTurn * pieces) / npixOf(map.nside))))
  return coarse
}
