import { derive, isPolarisation } from '../../../src-shared/sky/derivation.ts'
import { convert } from '../../../src-shared/sky/frames.ts'
import { fieldSampler, type SkyField } from '../../../src-shared/sky/field.ts'
import type { Place, Position } from '../../../src-shared/sky/position.ts'
import type { PatchGeometry } from '../../../src-shared/sky/projection/patch-pixels.ts'
import { cutPatch } from '../../sky/patches/cut-patch.ts'
import { chooseAnyColumn } from '../../sky/fits/choose-column.ts'
import { withByteSource } from '../../sky/fits/fits-file.ts'
import { loadColumn, type LoadedColumn, type LoadOptions } from './map-column.ts'

/** A column as interpolation needs it: P, angle and fraction as the Stokes parameters that they are made of. */
export interface InterpolatedColumn extends Omit<LoadedColumn, 'map' | 'min'> {
  /** The Stokes parameters of `derivation`, or else the column itself. */
  parts: LoadedColumn[]
}

type ColumnChoice = Pick<LoadedColumn, 'name' | 'unit' | 'derivation'>

/** The maps that a column is interpolated from, and what is made of them. */
type InterpolatedFields = Pick<LoadedColumn, 'derivation'> & { fields: readonly SkyField[] }

const fieldsOf = ({ derivation, parts }: InterpolatedColumn): InterpolatedFields => ({
  derivation,
  fields: parts.map(({ map }) => map),
})

/** @param load a column of the same map by name */
export async function interpolatedColumn(
  { name, unit, derivation }: ColumnChoice,
  load: (name: string) => Promise<LoadedColumn>,
): Promise<InterpolatedColumn> {
  const names = derivation && isPolarisation(derivation) ? derivation.from : [name]
  const parts: LoadedColumn[] = []
  // One after the other, as each needs memory of its own while it is read.
  for (const part of names) parts.push(await load(part))
  const [{ header, grid, coordsysOverride, polcconvOverride }] = parts
  return { header, grid, name, unit, derivation, coordsysOverride, polcconvOverride, parts }
}

/** Reads a column of a file for interpolation. @throws FitsError as `loadColumn` */
export async function loadInterpolatedColumn(
  path: string,
  column: string | undefined,
  options: LoadOptions = {},
): Promise<InterpolatedColumn> {
  const chosen = await withByteSource(path, (source) => chooseAnyColumn(source, column, options))
  const { name, unit } = 'sources' in chosen ? chosen : chosen.column
  const derivation = 'sources' in chosen ? chosen.derivation : null
  return interpolatedColumn({ name, unit: unit ?? '', derivation }, (part) => loadColumn(path, part, options))
}

/** One gnomonic cut at a Galactic place, float64 [row, column]; NaN where there are no data. */
export const cutColumn = (column: InterpolatedColumn, place: Place, geometry: PatchGeometry): Float64Array =>
  cutFields(fieldsOf(column), place, geometry)

/** `cutColumn` of the maps alone that it interpolates. */
export const cutFields = (fields: InterpolatedFields, place: Place, geometry: PatchGeometry): Float64Array =>
  interpolated(fields, (map) => cutPatch(map, place, geometry))

/** The value at a Galactic position; NaN where there are no data. */
export const valueAt = (column: InterpolatedColumn, { lon, lat }: Position): number =>
  valuesAt(column, Float64Array.of(lon, lat))[0]

/** Values at Galactic positions, pairs of longitude and latitude; NaN where there are no data, and for a position NaN. */
export const valuesAt = (column: InterpolatedColumn, positions: Float64Array): Float64Array =>
  interpolated(fieldsOf(column), (map) => {
    const { interpolate } = fieldSampler(map)
    return Float64Array.from({ length: positions.length / 2 }, (_, i) => {
      const [lon, lat] = positions.subarray(2 * i, 2 * i + 2)
      return Number.isNaN(lon) ? NaN : interpolate(...convert('G', map.frame, lon, lat))
    })
  })

/** Interpolates Q and U, then derives: the mean of two angles is not an angle between them. */
function interpolated({ derivation, fields }: InterpolatedFields, read: (map: SkyField) => Float64Array): Float64Array {
  const values = fields.map(read)
  return derivation && isPolarisation(derivation) ? derive(derivation, values, values[0]) : values[0]
}
