import type { CsvValue } from '../../text/csv.ts'
import { convert } from '../frames.ts'
import { parsePosition } from '../parse-position.ts'
import type { Position } from '../position.ts'
import { SourceFault, type Source } from './source.ts'
import type { AngleColumn, SourceColumns } from './source-columns.ts'

/** Largest radius of a source, degrees. */
export const largestRadius = 90

/**
 * The source in a row of a table. Equatorial positions may also be text, as 05:34:31.9 and +22:00:52.
 * @param cell the row's value in a column
 * @param usual radius in degrees of a source without one; null if each must have its own
 * @throws SourceFault for no position, or no radius
 */
export function sourceInRow(
  columns: SourceColumns,
  cell: (column: AngleColumn) => CsvValue,
  usual: number | null,
): Source {
  const position = positionIn(columns, cell)
  if (columns.radius === null) {
    if (usual !== null) return { ...position, radius: usual }
    throw new SourceFault(null, 'it has no column radius; add one, or give one radius for all sources')
  }
  const { name, degrees } = columns.radius
  const value = cell(columns.radius)
  if (value === null || Number.isNaN(value)) {
    if (usual !== null) return { ...position, radius: usual }
    throw new SourceFault(name, 'there is no radius; give one, or one for all sources without')
  }
  const radius = Number(value) * degrees
  if (radius > 0 && radius <= largestRadius) return { ...position, radius }
  throw new SourceFault(name, `${value} is no radius above 0, up to ${largestRadius} degrees`)
}

function positionIn({ frame, lon, lat }: SourceColumns, cell: (column: AngleColumn) => CsvValue): Position {
  const [first, second] = [cell(lon), cell(lat)]
  if (typeof first === 'string' && typeof second === 'string' && frame === 'C') {
    const position = sexagesimal(first, second, lat.name)
    if (position) return position
  }
  const longitude = within(first, lon, [-360, 720])
  const [l, b] = convert(frame, 'G', longitude, within(second, lat, [-90, 90]))
  return { lon: l, lat: b }
}

function sexagesimal(ra: string, dec: string, column: string): Position | null {
  try {
    const position = parsePosition(`icrs ${ra} ${dec}`)
    return position && { lon: position.lon, lat: position.lat }
  } catch (error) {
    throw new SourceFault(column, `${ra}, ${dec} is no position: ${(error as Error).message}`)
  }
}

function within(value: CsvValue, { name, degrees }: AngleColumn, [least, most]: readonly [number, number]): number {
  const angle = typeof value === 'number' ? value * degrees : NaN
  if (angle >= least && angle <= most) return angle
  const what = value === null || Number.isNaN(value) ? 'there is no value' : `${value} is no angle`
  throw new SourceFault(name, `${what} from ${least} to ${most} degrees`)
}
