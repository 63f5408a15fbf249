import { join } from 'node:path'
import type { SplitName } from '../../../src-preload/contract/datasets.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { toFractions } from '../../../src-shared/model/polarisation.ts'
import { channelsOf } from '../../../src-shared/sky/channels.ts'
import type { CsvTable } from '../../../src-shared/text/csv.ts'
import { readCsv } from '../../files/csv.ts'
import { readNpyHeader } from '../../files/npy.ts'
import { isStoredAsHeld } from '../../files/npy-values.ts'
import { conditionValues } from './condition-values.ts'
import { asDatasetError } from './dataset-error.ts'
import { openRows } from './float-rows.ts'
import { openMasks, type MaskSource } from './mask-source.ts'
import { openNoise, type NoiseSource } from './noise-source.ts'
import { spreadOfIntensity } from './spread-of-intensity.ts'
import { EngineError } from '../runtime/errors.ts'

/** The patches of a dataset, read from disk one by one; the operating system caches those in use. */
export interface PatchSource {
  count: number
  /** Pixels on a side. */
  size: number
  /** Values per pixel: 1 for I, 2 for Q and U, 3 for I, Q and U; for latents, means and ln of widths. */
  channels: number
  /** Indices of the patches of each split, ascending. */
  splits: Readonly<Record<SplitName, readonly number[]>>
  /** Null if all pixels are good. */
  masks: MaskSource | null
  /** Null unless they are in the likelihood. */
  noise: NoiseSource | null
  /** What a flow is conditioned on, [count, conditions]; empty without conditions. */
  conditions: Float32Array
  /** Standard deviation of ln I, where Q and U are read as fractions of I; else null. */
  spread: number | null
  /** Copies a patch [size, size, channels], row-major and standardised, into `target` at `offset`. */
  read(index: number, target: Float32Array, offset: number): void
  close(): void
}

/**
 * Opens datasets/<id>/: patches.npy (float32 [N, size, size], or [N, size, size, channels]) the split column of patches.csv,
 * masks.npy if there is one, and noise.npy if it is in the likelihood. Posteriors of latents are held in the same way, with any
 * number of channels.
 * @param conditions what a flow is conditioned on
 * @param polarisation whether Q and U are read as fractions of I
 * @throws EngineError 'dataset' for files that are missing, damaged or inconsistent with each other, or a condition that
 *   they don't have
 */
export async function openPatches(
  folder: string,
  {
    space = 'patches',
    conditions = [],
    likelihoodNoise = 'none',
    polarisation = 'stokes',
  }: Partial<Pick<TrainingConfig, 'space' | 'conditions' | 'likelihoodNoise' | 'polarisation'>> = {},
): Promise<PatchSource> {
  const file = join(folder, 'patches.npy')
  const header = await asDatasetError(file, readNpyHeader(file))
  const [count, size, columns, channels = 1] = header.shape
  // Patches are read without conversion, so the file must have the layout of memory.
  const asHeld = isStoredAsHeld(header) && !header.fortranOrder
  const isStack =
    header.shape.length === 3 || (header.shape.length === 4 && (space === 'latents' || channelsOf(channels) !== null))
  if (!asHeld || header.type !== 'float32' || !isStack || size !== columns || count === 0) {
    throw new EngineError(
      'dataset',
      `${file}: expected float32 patches of shape [count, size, size], or [count, size, size, 2 or 3], found ${header.type} [${header.shape.join(', ')}].`,
    )
  }
  const tableFile = join(folder, 'patches.csv')
  const table = await asDatasetError(tableFile, readCsv(tableFile))
  const splits = splitsOf(table, tableFile, count)
  const conditionsOfAll = conditionValues(table, tableFile, conditions, count)
  const masks = await openMasks(join(folder, 'masks.npy'), count, size)
  const noise = likelihoodNoise === 'maps' ? await openNoise(join(folder, 'noise.npy'), header.shape) : null
  const spread = polarisation === 'fractions' ? await spreadOfIntensity(folder, table) : null
  const rows = openRows(file, header, 'patch')
  const length = size ** 2 * channels
  return {
    count,
    size,
    channels,
    splits,
    masks,
    noise,
    conditions: conditionsOfAll,
    spread,
    read(index, target, offset) {
      rows.read(index, target, offset)
      if (spread !== null) target.set(toFractions(target.subarray(offset, offset + length), spread), offset)
    },
    close() {
      rows.close()
      masks?.close()
      noise?.close()
    },
  }
}

function splitsOf({ columns, rows }: CsvTable, file: string, count: number): PatchSource['splits'] {
  const [index, split] = [columns.indexOf('index'), columns.indexOf('split')]
  if (index < 0 || split < 0) throw new EngineError('dataset', `${file}: the columns "index" and "split" are required.`)
  const splits: Record<SplitName, number[]> = { train: [], validation: [], test: [], unused: [] }
  const seen = new Set<number>()
  rows.forEach((row, i) => {
    const [at, name] = [Number(row[index]), String(row[split])]
    if (!Number.isInteger(at) || at < 0 || at >= count) {
      throw new EngineError(
        'dataset',
        `${file}, row ${i + 1}: patches.npy has no patch ${row[index]}, only 0 to ${count - 1}.`,
      )
    }
    if (!(name in splits)) {
      throw new EngineError(
        'dataset',
        `${file}, row ${i + 1}: "${name}" is not a split; use train, validation, test or unused.`,
      )
    }
    if (seen.has(at)) throw new EngineError('dataset', `${file}, row ${i + 1}: patch ${at} is listed twice.`)
    seen.add(at)
    splits[name as SplitName].push(at)
  })
  for (const list of Object.values(splits)) list.sort((a, b) => a - b)
  return splits
}
