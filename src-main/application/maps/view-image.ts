import { resolve } from 'node:path'
import packageFacts from '../../../package.json' with { type: 'json' }
import { refused } from '../../../src-preload/rpc/errors.ts'
import { cardsOfView, wcsOfView, type SkyViewGeometry } from '../../../src-shared/sky/projection/wcs-of-view.ts'
import { imageProjection } from '../../../src-shared/sky/projection/wcs/image-projection.ts'
import type { HeaderOptions } from '../../sky/fits/map-header.ts'
import { writeFitsImages } from '../../sky/fits/write.ts'
import { requireFreeFile } from '../host/require-free-file.ts'
import { derivationNote } from './patch-source.ts'
import { loadInterpolatedColumn, valuesAt, type InterpolatedColumn } from './interpolated-column.ts'
import { citationOf, overrideNotes, requireGalacticAxes } from './map-cards.ts'

export interface ViewImageOrder extends SkyViewGeometry, HeaderOptions {
  path: string
  /** Column of the map, by name or number; the first if undefined. */
  column?: string
  out: string
  /** Whether a file that exists is replaced. */
  overwrite?: boolean
  signal?: AbortSignal
  /** The column, if it is already in memory. */
  loaded?: InterpolatedColumn
}

export interface ViewImageFacts extends SkyViewGeometry {
  out: string
  column: string
  unit: string
  /** Pixels without sky, or without data. */
  missing: number
}

/**
 * Writes a view of a map as a FITS image with its world coordinates, in the map's unit: bilinear interpolation at the
 * centre of each pixel, NaN beyond the sky and where the map has no data.
 * @throws CirrusError conflict if the file exists; FitsError for a file that is not a map; CirrusError refused for Q and U on axes other than Galactic, or a
 *   view without data
 */
export async function writeViewImage(order: ViewImageOrder): Promise<ViewImageFacts> {
  const { path, out, projection, lon, lat, fov, width, height, signal } = order
  requireFreeFile(out, order.overwrite)
  const loaded = order.loaded ?? (await loadInterpolatedColumn(path, order.column, order))
  requireGalacticAxes(loaded)
  const view = { projection, lon, lat, fov, width, height }
  const values = sampleView(loaded, view)
  signal?.throwIfAborted()
  const missing = values.reduce((count, value) => count + (Number.isNaN(value) ? 1 : 0), 0)
  if (missing === values.length)
    throw refused(path, `l ${lon} b ${lat}`, 'the map has no data in this view; choose another')
  const inDouble = loaded.parts.some(({ map }) => map.values instanceof Float64Array)
  const citation = citationOf(loaded.header)
  await writeFitsImages(out, [
    {
      name: 'VIEW',
      width,
      height,
      values: inDouble ? values : Float32Array.from(values),
      cards: [
        { keyword: 'BUNIT', value: loaded.unit, comment: 'unit of the pixels' },
        ...cardsOfView(view),
        { keyword: 'RADESYS', value: 'ICRS', comment: 'Galactic axes, see CTYPE' },
        { keyword: 'ORIGIN', value: `Cirrus ${packageFacts.version}`, comment: 'program that wrote this file' },
      ],
      history: [
        `View of ${resolve(path)}, column ${loaded.name}, bilinear interpolation.`,
        ...derivationNote(loaded),
        ...overrideNotes(loaded),
        ...(citation ? [`Data: ${citation}`] : []),
      ],
    },
  ])
  return { out: resolve(out), column: loaded.name, unit: loaded.unit, ...view, missing }
}

/** Values of a view, float64 [height, width], row 0 south and column 0 east; NaN beyond the sky. */
function sampleView(column: InterpolatedColumn, view: SkyViewGeometry): Float64Array {
  const { toSky } = imageProjection(wcsOfView(view))
  const positions = new Float64Array(2 * view.width * view.height)
  for (let row = 0, at = 0; row < view.height; row++)
    for (let x = 0; x < view.width; x++, at += 2) positions.set(toSky(x, row) ?? [NaN, NaN], at)
  return valuesAt(column, positions)
}
