import { extname } from 'node:path'
import { writeCsv } from '../../files/csv.ts'
import { writeNpy } from '../../files/npy.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { fourierModes } from '../../../src-shared/statistics/bands.ts'
import type { FieldEstimator, NamedWindows } from '../../../src-shared/statistics/field-spectra.ts'
import type { SpectrumSky } from './spectrum-sky.ts'

/**
 * Writes bandpower windows. Band powers are expected to be their product with the sky's C_l, l = 0 ... lMax. In .npy
 * they are [bands, lMax + 1] for intensities, and [4, bands, 4, lMax + 1] for Q and U in the order EE, EB, BE, BB, as
 * NaMaster's `get_bandpower_windows` gives them without its axes of length 1. In .csv a row is the part of one spectrum
 * of the sky (`from`) in one band of a measured one.
 * @throws CirrusError refused for another kind of file, or .npy of I, Q and U
 */
export async function writeWindows(path: string, estimator: FieldEstimator, sky: SpectrumSky): Promise<void> {
  const kind = extname(path).toLowerCase()
  if (kind !== '.npy' && kind !== '.csv') throw refused(path, '', 'bandpower windows are .csv or .npy; choose one')
  const all = estimator.windows()
  const bands = estimator.ell.length
  if (kind === '.npy') {
    if (all.length > 1)
      throw refused(path, '', 'one .npy does not hold the windows of I, Q and U together; write .csv instead')
    const [{ names, matrix }] = all
    const columns = matrix.columns / names.length
    const shape = names.length === 1 ? [bands, columns] : [names.length, bands, names.length, columns]
    return writeNpy(path, Float64Array.from(matrix.to1DArray()), shape)
  }
  const edges = fourierModes(sky.patch, sky.bands).bands
  const columns = all[0].matrix.columns / all[0].names.length
  await writeCsv(path, {
    columns: ['spectrum', 'from', 'low', 'high', ...Array.from({ length: columns }, (_, l) => `${l}`)],
    rows: all.flatMap((windows) => rowsOf(windows, edges)),
  })
}

function rowsOf({ names, matrix }: NamedWindows, edges: readonly { from: number; to: number }[]) {
  const columns = matrix.columns / names.length
  return names.flatMap((name, i) =>
    names.flatMap((from, j) =>
      edges.map(({ from: low, to: high }, band) => [
        ...[name, from, low, high],
        ...matrix.getRow(i * edges.length + band).slice(j * columns, (j + 1) * columns),
      ]),
    ),
  )
}
