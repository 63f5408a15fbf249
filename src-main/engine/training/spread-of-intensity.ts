import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { CsvTable } from '../../../src-shared/text/csv.ts'
import { asDatasetError } from './dataset-error.ts'
import { EngineError } from '../runtime/errors.ts'

/** What is read of dataset.json. */
const recordSchema = z.object({
  recipe: z.object({ channels: z.string(), scale: z.string(), standardisation: z.string() }),
})

/**
 * The standard deviation of ln I of the patches of a dataset, by which all of them were divided.
 * @param table patches.csv
 * @throws EngineError 'dataset' for patches without I, Q and U, without the logarithm of I, or each with a standard of its own
 */
export async function spreadOfIntensity(folder: string, { columns, rows }: CsvTable): Promise<number> {
  const file = join(folder, 'dataset.json')
  const { channels, scale, standardisation } = recipeIn(await asDatasetError(file, readFile(file, 'utf8')), file)
  const spread = rows[0]?.[columns.indexOf('std_I')]
  if (channels !== 'IQU' || scale !== 'log' || standardisation !== 'dataset' || !isSpread(spread)) {
    throw new EngineError(
      'dataset',
      `${folder}: Q and U as fractions of I need patches of I, Q and U with the logarithm of I, all with one mean and ` +
        'standard deviation. Make the dataset with the scale log and the standardisation dataset, or set polarisation to stokes.',
    )
  }
  return spread
}

function recipeIn(text: string, file: string) {
  try {
    return recordSchema.parse(JSON.parse(text)).recipe
  } catch (cause) {
    throw new EngineError('dataset', `${file} is damaged: it has no recipe. Make the dataset again.`, { cause })
  }
}

const isSpread = (value: unknown): value is number => typeof value === 'number' && value > 0
