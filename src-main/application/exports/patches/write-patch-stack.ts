import { join } from 'node:path'
import { interleaved, patchesShape } from '../../../../src-shared/sky/channels.ts'
import { writeCsv } from '../../../files/csv.ts'
import { writeNpyRows } from '../../../files/npy.ts'
import { patchTable } from '../../datasets/dataset-folder.ts'
import type { PatchValues } from './patch-values.ts'
import type { PatchExportPlan } from './plan-patch-export.ts'

export const tableName = 'patches.csv'

/** The arrays of an export. Masks and noise maps only exist if the dataset has them. */
export const stackNames = {
  map: 'patches-map.npy',
  standard: 'patches-standard.npy',
  mask: 'masks.npy',
  noiseMap: 'noise-map.npy',
  noiseStandard: 'noise-standard.npy',
} as const
export type Stack = keyof typeof stackNames

/**
 * Writes patches.csv: a row for each exported patch, in the order of the arrays. `index` is the row of the arrays, as
 * `cirrus dataset import --positions` reads it, and `patch` the index in the dataset.
 */
export async function writeTable({ patches, channels }: PatchExportPlan, out: string): Promise<void> {
  const { columns, rows } = patchTable(patches, channels)
  await writeCsv(join(out, tableName), {
    columns: ['index', 'patch', ...columns.slice(1)],
    rows: rows.map(([patch, ...others], row) => [row, patch, ...others]),
  })
}

/**
 * Writes one of the arrays: float32 [patches, size, size], with a last axis for channels, or the masks, uint8.
 * @param values of the patches, in order
 */
export async function writeStack(
  { record, channels }: PatchExportPlan,
  out: string,
  what: Stack,
  values: AsyncIterable<PatchValues>,
): Promise<void> {
  const { size } = record.recipe
  const path = join(out, stackNames[what])
  if (what === 'mask') {
    const masks = async function* () {
      for await (const { mask } of values) yield mask!
    }
    await writeNpyRows(path, 'uint8', [size, size], masks())
    return
  }
  const pieces = async function* () {
    for await (const one of values) yield interleaved(planesOf(one, what))
  }
  await writeNpyRows(path, 'float32', patchesShape(0, size, channels.length).slice(1), pieces())
}

const planesOf = ({ map, standard, noise }: PatchValues, what: Exclude<Stack, 'mask'>): readonly Float32Array[] =>
  ({ map, standard, noiseMap: noise?.map, noiseStandard: noise?.standard })[what]!
