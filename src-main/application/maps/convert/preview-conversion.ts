import type { ConversionPreview } from '../../../../src-preload/contract/map-making.ts'
import { healpixPixelSide } from '../../../../src-shared/sky/grid.ts'
import { npixOf } from '../../../../src-shared/sky/healpix/map.ts'
import { pixelSideOf } from '../../../../src-shared/sky/projection/wcs/image-projection.ts'
import { needsDouble } from '../../../sky/fits/column-form.ts'
import { blockLength } from '../../../sky/fits/hdu.ts'
import type { Conversion } from './conversion.ts'

/** Blocks of the headers: one of the primary HDU, and those of the table with its history. */
const headerBlocks = 3

/** What a conversion would write. */
export function previewConversion(conversion: Conversion): ConversionPreview {
  const { columns, grid, units, steps, leftOut } = conversion
  const [{ header }] = columns
  const written = columns.map(({ column }, n) => ({
    name: column.name,
    unit: units[n].unit,
    type: needsDouble(column.form) ? ('float64' as const) : ('float32' as const),
  }))
  const pixels = Math.min(npixOf(grid.nside), pixelsOf(conversion))
  const partial = pixels < npixOf(grid.nside)
  const row = written.reduce((sum, { type }) => sum + (type === 'float64' ? 8 : 4), partial ? 4 : 0)
  return {
    ...{ nside: grid.nside, ordering: grid.ordering, coordsys: grid.frame, columns: written, partial },
    bytes: blockLength * (headerBlocks + Math.ceil((pixels * row) / blockLength)),
    interpolated: header.kind === 'image' || grid.frame !== header.coordsys || header.equinox !== undefined,
    ...{ steps, leftOut },
  }
}

/** Pixels of the new grid in as much sky as the original has; at its border there may be more or fewer. */
function pixelsOf({ columns: [{ header }], grid: { nside }, partial }: Conversion): number {
  if (!partial) return npixOf(nside)
  if (header.kind === 'image')
    return Math.ceil(header.width * header.height * (pixelSideOf(header.wcs) / healpixPixelSide(nside)) ** 2)
  return Math.ceil(header.shape.rows * (header.pixels?.repeat ?? 1) * (nside / header.nside) ** 2)
}
