import type { ViewValues } from '../../../src-preload/contract/map-views.ts'
import { derive, isPolarisation } from '../../../src-shared/sky/derivation.ts'
import { convert } from '../../../src-shared/sky/frames.ts'
import { fieldSampler, type SkyField } from '../../../src-shared/sky/field.ts'
import { stokesMean } from '../../../src-shared/sky/overlay/stokes-mean.ts'
import { inView, positionsOfGrid, skyOfView, viewGrid } from '../../../src-shared/sky/overlay/view-grid.ts'
import { conventionOf } from '../../../src-shared/sky/polarisation.ts'
import type { SkyViewGeometry } from '../../../src-shared/sky/projection/wcs-of-view.ts'
import { valuesAt, type InterpolatedColumn } from './interpolated-column.ts'
import { reducedField } from './reduced-field.ts'

/**
 * Values of a column at the points of a grid over a view of the sky, for what is drawn over it; NaN beyond the sky and
 * where there are no data. A map that is much finer than the grid is averaged over the pixels of a smaller nside first,
 * so that its noise makes no pattern. Interpolated, or those of the pixels; P, angle and fraction are those of the mean
 * Stokes parameters around each point.
 * @returns [rows, columns], the uppermost row first
 */
export async function valuesOfView(
  column: InterpolatedColumn,
  { step, sampling, ...view }: ViewValues,
): Promise<{ values: Float32Array<ArrayBuffer>; rows: number; columns: number }> {
  const { rows, columns } = viewGrid(view, step)
  const inStokes = sampling === 'interpolated' && isPolarisation(column.derivation)
  const cell = ((view.fov / view.width) * step) / (inStokes ? acrossOf(step) - 1 : 1)
  const parts: InterpolatedColumn['parts'] = []
  for (const part of column.parts) parts.push({ ...part, map: await reducedField(part.map, cell) })
  const reduced = { ...column, parts }
  if (inStokes) return { values: Float32Array.from(meansOver(reduced, view, step)), rows, columns }
  const positions = positionsOfGrid(view, viewGrid(view, step))
  const values = sampling === 'interpolated' ? valuesAt(reduced, positions) : pixelsAt(parts[0].map, positions)
  return { values: Float32Array.from(values), rows, columns }
}

function pixelsAt(map: SkyField, positions: Float64Array): Float64Array {
  const { nearest } = fieldSampler(map)
  return Float64Array.from({ length: positions.length / 2 }, (_, i) => {
    const [lon, lat] = positions.subarray(2 * i, 2 * i + 2)
    return Number.isNaN(lon) ? NaN : nearest(...convert('G', map.frame, lon, lat))
  })
}

/** Positions of the mean around a point, along each side of a square of the grid's step: about 4 pixels apart. */
const acrossOf = (step: number) => Math.max(2, Math.min(5, Math.round(step / 4)))

function meansOver({ derivation, parts }: InterpolatedColumn, view: SkyViewGeometry, step: number): Float64Array {
  const grid = viewGrid(view, step)
  const across = acrossOf(step)
  const toSky = skyOfView(view)
  const { header, map } = parts.at(-1)!
  const samplers = parts.map((part) => fieldSampler(part.map).nearest)
  const convention = conventionOf(header.polcconv ?? undefined) ?? 'COSMO'
  const positionAt = (x: number, y: number) => {
    const sky = toSky(x, y)
    return sky && convert('G', map.frame, ...sky)
  }
  const offsets = Array.from({ length: across }, (_, k) => ((k + 0.5) / across - 0.5) * step)
  const means = parts.map(() => new Float64Array(grid.columns * grid.rows).fill(NaN))
  for (let row = 0, at = 0; row < grid.rows; row++)
    for (let place = 0; place < grid.columns; place++, at++) {
      const [x, y] = inView(grid, place, row)
      const centre = positionAt(x, y)
      if (!centre) continue
      const around = offsets.flatMap((down) => offsets.map((right) => positionAt(x + right, y + down)))
      stokesMean(samplers, centre, around, convention).forEach((mean, part) => (means[part][at] = mean))
    }
  return derive(derivation!, means, means[0])
}
