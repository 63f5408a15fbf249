import { refused } from '../../../src-preload/rpc/errors.ts'
import { wrapLongitude, type Place } from '../../../src-shared/sky/position.ts'
import { readCsv } from '../../files/csv.ts'
import type { CsvValue } from '../../../src-shared/text/csv.ts'

/**
 * The centres of a stack's patches from a CSV file with the columns lon and lat (Galactic, degrees), and either a row
 * for each patch in order, or a column `index` that says which. A column `rotation` says how each is turned
 * (degrees from Galactic north through east). Other columns are ignored: a dataset's patches.csv is such a file.
 * @throws CirrusError refused, FileFormatError: the file, its line and what is wrong with it
 */
export async function readPositions(path: string, count: number): Promise<Place[]> {
  const { columns, rows } = await readCsv(path)
  const placeOf = placeReader(path, columns)
  const index = columns.findIndex((name) => name.toLowerCase() === 'index')
  if (rows.length !== count)
    throw refused(path, '', `it has ${rows.length} rows, but the stack has ${count} patches; give each its position`)
  const positions = new Array<Place>(count)
  rows.forEach((row, i) => {
    const at = index < 0 ? i : patchIndex(row[index], count)
    if (at === null || positions[at])
      throw refused(
        path,
        `line ${i + 2}`,
        `index ${row[index]} must be a patch from 0 to ${count - 1}, and each must appear once`,
      )
    positions[at] = placeOf(row, i)
  })
  return positions
}

/**
 * Reads the place in a row of a table with the columns lon, lat and perhaps rotation.
 * @throws CirrusError refused: of the columns at once, of a row when it is read
 */
export function placeReader(path: string, columns: readonly string[]): (row: readonly CsvValue[], i: number) => Place {
  const names = columns.map((name) => name.toLowerCase())
  const [lon, lat, rotation] = ['lon', 'lat', 'rotation'].map((name) => names.indexOf(name))
  if (lon < 0 || lat < 0) {
    const turned = names.includes('ra')
      ? '; positions are Galactic, because the columns of a patch run along Galactic latitude: right ascension and declination would turn it'
      : ''
    throw refused(
      path,
      'line 1',
      `the columns lon and lat (Galactic, degrees) are required, found ${columns.join(', ')}${turned}`,
    )
  }
  return (row, i) => {
    const place = `line ${i + 2}`
    const [l, b] = [row[lon], row[lat]]
    if (!isWithin(l, -360, 720) || !isWithin(b, -90, 90))
      throw refused(path, place, `lon ${l ?? 'missing'}, lat ${b ?? 'missing'} is no position in degrees`)
    const turn = rotation < 0 ? null : row[rotation]
    if (turn !== null && !isWithin(turn, -360, 360))
      throw refused(path, place, `rotation ${turn} is no angle from -360 to 360 degrees`)
    return { lon: wrapLongitude(l), lat: b, ...(turn ? { rotation: turn } : {}) }
  }
}

const patchIndex = (cell: CsvValue, count: number): number | null =>
  isWithin(cell, 0, count - 1) && Number.isInteger(cell) ? cell : null

const isWithin = (cell: CsvValue, least: number, most: number): cell is number =>
  typeof cell === 'number' && cell >= least && cell <= most
