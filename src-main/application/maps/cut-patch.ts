import { resolve } from 'node:path'
import packageFacts from '../../../package.json' with { type: 'json' }
import type { ExportFormat } from '../../../src-preload/contract/exports.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import type { Position } from '../../../src-shared/sky/position.ts'
import type { MapGrid } from '../../../src-shared/sky/grid.ts'
import type { Frame } from '../../../src-shared/sky/healpix/map.ts'
import type { PatchGeometry } from '../../../src-shared/sky/projection/patch-pixels.ts'
import { conversionNote, convertingFactor, type Conversion } from './converting-factor.ts'
import { citationOf, requireGalacticAxes } from './map-cards.ts'
import { cutColumn, loadInterpolatedColumn, type InterpolatedColumn } from './interpolated-column.ts'
import { writePatchFits, writePatchNpy, writePatchPng, type PatchPlace } from './patch-files.ts'

export interface CutPatchOrder extends PatchGeometry, Position, Conversion {
  path: string
  /** Column of the map, by name or number; the first if undefined. */
  column?: string
  /** Frame of the map, overriding its header. */
  coordsys?: Frame
  out: string
  format: ExportFormat
  signal?: AbortSignal
  /** The column, if it is already in memory. */
  loaded?: InterpolatedColumn
}

export interface CutPatchFacts extends PatchPlace {
  out: string
  column: string
  unit: string
  /** of the map */
  grid: MapGrid
  min: number
  max: number
  /** Pixels without data. */
  missing: number
}

/**
 * Cuts one gnomonic patch, in map units, and writes it. Maps in double precision give a file in double precision.
 * @throws FitsError for a file that is not a map; CirrusError refused for Q and U on axes other than Galactic, or a
 *   position without data
 */
export async function cutPatchToFile(order: CutPatchOrder): Promise<CutPatchFacts> {
  const { path, lon, lat, size, width, out, format } = order
  const { coordsys, signal } = order
  const loaded = order.loaded ?? (await loadInterpolatedColumn(path, order.column, { coordsys, signal }))
  requireGalacticAxes(loaded)
  const { grid } = loaded
  const place = { lon, lat, size, width }
  const { unit, factor } = convertingFactor(order, path, `unit of column ${loaded.name}`, loaded.unit)
  const cut = cutColumn(loaded, { lon, lat }, { size, width }).map((value) => value * factor)
  const values = loaded.parts.some(({ map }) => map.values instanceof Float64Array) ? cut : Float32Array.from(cut)
  const finite = Array.from(values).filter(Number.isFinite)
  if (finite.length === 0) {
    throw refused(path, `l ${lon} b ${lat}`, 'the map has no data here; choose another position')
  }
  if (format === 'fits') {
    await writePatchFits(
      out,
      place,
      [{ name: 'PATCH', values, unit }],
      [
        { keyword: 'ORIGIN', value: `Cirrus ${packageFacts.version}`, comment: 'program that wrote this file' },
        ...(grid.kind === 'healpix'
          ? [{ keyword: 'NSIDE', value: grid.nside, comment: 'of the map that it was cut from' }]
          : []),
      ],
      [
        `Cut from ${resolve(path)}, column ${loaded.name}, gnomonic, bilinear ${grid.kind === 'healpix' ? 'HEALPix ' : ''}interpolation.`,
        ...derivationNote(loaded),
        ...(order.unit ? [conversionNote(order, loaded.unit)] : []),
        ...(loaded.coordsysOverride ? [`Frame of the map as given when it was cut: ${loaded.coordsysOverride}.`] : []),
        ...[citationOf(loaded.header)].filter((text) => text !== null).map((text) => `Data: ${text}`),
      ],
    )
  } else if (format === 'npy') await writePatchNpy(out, place, values)
  else await writePatchPng(out, place, values)
  return {
    out: resolve(out),
    column: loaded.name,
    unit,
    grid,
    ...place,
    min: finite.reduce((a, b) => Math.min(a, b)),
    max: finite.reduce((a, b) => Math.max(a, b)),
    missing: values.length - finite.length,
  }
}

/** How a derived column was computed, for HISTORY. */
export const derivationNote = ({ derivation }: InterpolatedColumn): string[] => {
  if (!derivation) return []
  const { from } = derivation
  if (derivation.kind === 'bit') return [`Bit ${derivation.bit} of ${from[0]}.`]
  const angle =
    derivation.kind === 'angle' ? `, from north through east; U in the convention ${derivation.convention}` : ''
  return [`Computed from the interpolated ${from.join(', ')}${angle}.`]
}
