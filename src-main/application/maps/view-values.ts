import { convert } from '../../../src-shared/sky/frames.ts'
import { fieldSampler, isImage, type SkyField } from '../../../src-shared/sky/field.ts'
import { healpixPixelSide } from '../../../src-shared/sky/grid.ts'
import { degrading } from '../../../src-shared/sky/healpix/degrade.ts'
import { npixOf, orderOf, type HealpixMap } from '../../../src-shared/sky/healpix/map.ts'
import { positionsOfGrid, viewGrid } from '../../../src-shared/sky/overlay/view-grid.ts'
import type { ViewValues } from '../../../src-preload/contract/maps.ts'
import { valuesAt, type InterpolatedColumn } from './interpolated-column.ts'
import { inTurns } from './in-turns.ts'

/**
 * Values of a column at the points of a grid over a view of the sky, for what is drawn over it; NaN beyond the sky and
 * where there are no data. A map that is much finer than the grid is averaged over the pixels of a smaller nside first,
 * so that its noise makes no pattern. Interpolated, or those of the pixels.
 * @returns [rows, columns], the uppermost row first
 */
export async function valuesOfView(
  column: InterpolatedColumn,
  { step, sampling, ...view }: ViewValues,
): Promise<{ values: Float32Array<ArrayBuffer>; rows: number; columns: number }> {
  const grid = viewGrid(view, step)
  const positions = positionsOfGrid(view, grid)
  const parts = await Promise.all(
    column.parts.map(async (part) => ({ ...part, map: await reduced(part.map, (view.fov / view.width) * step) })),
  )
  const values =
    sampling === 'interpolated' ? valuesAt({ ...column, parts }, positions) : pixelsAt(parts[0].map, positions)
  return { values: Float32Array.from(values), rows: grid.rows, columns: grid.columns }
}

function pixelsAt(map: SkyField, positions: Float64Array): Float64Array {
  const { nearest } = fieldSampler(map)
  return Float64Array.from({ length: positions.length / 2 }, (_, i) => {
    const [lon, lat] = positions.subarray(2 * i, 2 * i + 2)
    return Number.isNaN(lon) ? NaN : nearest(...convert('G', map.frame, lon, lat))
  })
}

/** Averaged maps by nside, as long as the map itself is in memory. */
const averages = new WeakMap<SkyField, Map<number, Promise<HealpixMap>>>()

/** The map at the largest nside whose pixels are not smaller than `cell` degrees, unless it is coarser itself. */
async function reduced(map: SkyField, cell: number): Promise<SkyField> {
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

async function average(map: HealpixMap, nside: number): Promise<HealpixMap> {
  const { map: coarse, part } = degrading(map, nside)
  const pieces = npixOf(nside)
  await inTurns(pieces, part, undefined, Math.max(1, Math.round((perTurn * pieces) / npixOf(map.nside))))
  return coarse
}
