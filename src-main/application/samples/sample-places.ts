import type { PlaceChoice } from '../../../src-preload/contract/samples.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { positionOf, type Place } from '../../../src-shared/sky/position.ts'
import { readCsv } from '../../files/csv.ts'
import type { SampledDataset } from './sampled-dataset.ts'
import { placeReader } from '../datasets/read-positions.ts'

/** Places of samples, taken in turns. */
export interface SamplePlaces {
  places: Place[]
  /** The numbers in the other columns of their table, a value for each place. */
  columns: Readonly<Record<string, number[]>>
}

/**
 * Reads the places of samples.
 * @param dataset of the run; only for a split
 * @throws CirrusError refused, FileFormatError
 */
export async function samplePlaces(choice: PlaceChoice, dataset: SampledDataset | null): Promise<SamplePlaces> {
  if (choice.kind === 'at') return { places: [...choice.at], columns: {} }
  if (choice.kind === 'file') return placesOfFile(choice.path)
  const { folder, patches } = dataset!
  const places = patches.flatMap((patch) => {
    const place = patch.split === choice.split ? positionOf(patch) : null
    return place ? [place] : []
  })
  if (places.length === 0) throw refused(folder, 'patches.csv', `no ${choice.split} patch has a position on the sky`)
  return { places, columns: {} }
}

async function placesOfFile(path: string): Promise<SamplePlaces> {
  const { columns, rows } = await readCsv(path)
  const placeOf = placeReader(path, columns)
  if (rows.length === 0) throw refused(path, 'line 2', 'there is no position; give at least one')
  const numeric = columns.flatMap((name, c) => (rows.every((row) => typeof row[c] === 'number') ? [{ name, c }] : []))
  return {
    places: rows.map(placeOf),
    columns: Object.fromEntries(numeric.map(({ name, c }) => [name, rows.map((row) => row[c] as number)])),
  }
}
