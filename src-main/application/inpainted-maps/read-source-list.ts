import { refused } from '../../../src-preload/rpc/errors.ts'
import type { SourceDisc } from '../../../src-shared/sky/holes/holes-of-discs.ts'
import { readCsv } from '../../files/csv.ts'

/** @throws CirrusError refused */
export async function readSourceList(path: string): Promise<SourceDisc[]> {
  const { columns, rows } = await readCsv(path)
  const [lon, lat, radius] = ['lon', 'lat', 'radius'].map((name) => columns.indexOf(name))
  if (rows.length === 0) throw refused(path, '', 'the list has no sources')
  return rows.map((row) => ({ lon: Number(row[lon]), lat: Number(row[lat]), radius: Number(row[radius]) }))
}
