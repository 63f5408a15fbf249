import { refused } from '../../../src-preload/rpc/errors.ts'
import type { PolarisationConvention } from '../../../src-shared/sky/polarisation.ts'
import type { FieldKind, SkyField } from '../../../src-shared/statistics/field-spectra.ts'
import { convertingFactor } from './converting-factor.ts'
import { conventionOfMaps, widthOf } from './image-facts.ts'
import { readMaps, type ImageHeader, type PictureStack } from './image-file.ts'

/** Where maps to be measured come from, and what their headers may leave out. */
export interface FieldInput {
  /** Maps, or with `u` the Q maps; one .npy [maps, 2 or 3, rows, columns] holds (Q, U) or (I, Q, U). */
  file: string
  u: string | null
  /** Sign convention of U (card POLCCONV); null: from the headers, otherwise HEALPix's. */
  convention: PolarisationConvention | null
  /** Degrees from the first to the last pixel of a row; pixels are square. Null: from an image's header. */
  width: number | null
  /** Unit to measure in, instead of the map's, and the map's frequency in GHz. */
  unit?: string
  frequency?: number
}

/** Maps of one kind and size, ready to be measured. */
export interface SkyFields {
  file: string
  kind: FieldKind
  count: number
  rows: number
  columns: number
  width: number
  /** Null if no header gives one. */
  unit: string | null
  header: ImageHeader | null
  /**
   * One map, with U in HEALPix's convention and 0 where the mask is.
   * @throws CirrusError refused for a missing value that is not masked
   */
  field(index: number, mask: ArrayLike<number>): SkyField
}

/** @throws CirrusError refused for files that contradict each other or themselves, or a unit that can't be converted */
export async function readFields(input: FieldInput): Promise<SkyFields> {
  const { file, u: uFile } = input
  const maps = await readMaps(file, uFile)
  const { count, rows, columns, header } = maps.first
  if (rows < 2 || columns < 2) throw refused(file, 'shape', `maps of ${rows} x ${columns} have no spectrum`)
  const width = widthOf(file, maps.first, input.width)
  if (maps.kind !== 'intensity') widthOf(uFile ?? file, maps.second, width)
  const { factor, unit } = convertingFactor(input, file, 'card BUNIT', header?.unit ?? null)
  const sign = conventionOfMaps(input, maps) === 'IAU' ? -1 : 1
  const read = (stack: PictureStack, at: string, index: number, mask: ArrayLike<number>, by: number, name: string) => {
    const map = seen(stack, index, mask, at, `map ${index}${name}`)
    return by === 1 ? map : map.map((value) => value * by)
  }
  return {
    ...{ file, kind: maps.kind, count, rows, columns, width, unit, header },
    field(index, mask) {
      if (maps.kind === 'intensity') return { i: read(maps.first, file, index, mask, factor, ''), q: [], u: [] }
      return {
        i: maps.kind === 'stokes' ? read(maps.intensity, file, index, mask, factor, ', I') : [],
        q: read(maps.first, file, index, mask, factor, ', Q'),
        u: read(maps.second, uFile ?? file, index, mask, sign * factor, ', U'),
      }
    },
  }
}

/** A map with 0 for missing masked values. */
function seen(maps: PictureStack, index: number, mask: ArrayLike<number>, file: string, name: string): Float64Array {
  const map = maps.picture(index)
  for (let i = 0; i < map.length; i++) {
    if (Number.isFinite(map[i])) continue
    if (mask[i] !== 0) {
      const place = `${name}, row ${Math.floor(i / maps.columns)}, column ${i % maps.columns}`
      throw refused(file, place, `${map[i]} is not a valid value; mask it`)
    }
    map[i] = 0
  }
  return map
}
