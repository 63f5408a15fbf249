import { refused } from '../../../src-preload/rpc/errors.ts'
import type { FieldEstimator } from '../../../src-shared/statistics/field-spectra.ts'
import type { SpectrumRecipe } from '../../../src-shared/statistics/spectrum-recipe.ts'
import { measureSpectra, type MeasuredSpectra } from './measure-spectra.ts'
import { requireSameGrid } from './same-grid.ts'
import { readFields, type FieldInput, type SkyFields } from './spectrum-fields.ts'
import { readSpectrumSky } from './spectrum-sky.ts'
import { writeWindows } from './spectrum-windows.ts'

export interface SpectrumOrder extends FieldInput {
  recipe: SpectrumRecipe
  /** Maps to take the cross-spectra with, U of them if apart, and their frequency in GHz if it is another. */
  cross?: string
  crossU?: string
  crossFrequency?: number
  /** Further maps of the same sky with independent noise: the mean over all pairs, with `file` the first of them. */
  splits?: string[]
  /** Noise maps, whose mean spectra are subtracted from the map's own. */
  noise?: string
  /** Whether B is purified: E that the mask would turn into B is taken out of the maps, not only on average. */
  purify?: boolean
  /** File to write the bandpower windows to, .csv or .npy. */
  windows?: string
}

/**
 * Flat-sky power spectra of the maps of a file, or their cross-spectra with others: of E and B if it holds Q and U.
 * @throws CirrusError refused for inconsistent files, missing values inside the mask, or bands that can't be measured
 */
export async function spectrumOfFile(order: SpectrumOrder): Promise<MeasuredSpectra> {
  const fields = await readFields(order)
  const { file, rows, columns, width } = fields
  const purify = order.purify ?? false
  if (purify && fields.kind === 'intensity')
    throw refused(file, 'shape', 'only B modes are purified, and it holds neither Q nor U; leave out --purify')
  const others = { ...order, u: null, width }
  const second = order.cross
    ? await readFields({
        ...others,
        file: order.cross,
        u: order.crossU ?? null,
        frequency: order.crossFrequency ?? order.frequency,
      })
    : null
  const splits: SkyFields[] = []
  for (const split of order.splits ?? []) splits.push(await readFields({ ...others, file: split }))
  const noise = order.noise ? await readFields({ ...others, file: order.noise }) : null
  for (const other of [second, ...splits]) if (other) requireSameGrid(fields, other)
  if (noise) requireSameGrid(fields, noise, { anyCount: true })
  requireApart([file, ...(order.splits ?? [])])

  const sky = await readSpectrumSky(file, { rows, columns, width }, order.recipe)
  const onEstimator = async (estimator: FieldEstimator) => {
    if (order.windows) await writeWindows(order.windows, estimator, sky)
  }
  return measureSpectra({ sky, fields, second, splits, noise, purify }, onEstimator)
}

/** A split paired with itself would bring its noise back in. */
function requireApart(files: readonly string[]) {
  const twice = files.find((file, i) => files.indexOf(file) !== i)
  if (twice === undefined) return
  throw refused(twice, '', 'it is given twice as a split; noise must be independent, so name each file once', 'splits')
}
