import type { Dataset, Patch } from '../../../src-preload/contract/datasets.ts'
import { createMemo, MEGABYTE } from '../host/memo.ts'
import { readDataset } from './dataset-folder.ts'

/** Size of a row in memory: an object of six numbers and strings. */
const bytesOfRow = 128

/** Caches the patch tables of complete datasets, which never change and which a gallery requests again and again. */
export function createPatchTables() {
  const tables = createMemo<Patch[]>({ bytes: 16 * MEGABYTE, sizeOf: (table) => bytesOfRow * table.length })
  return {
    /** @throws CirrusError refused if the dataset's files are damaged; failures are not cached */
    of: ({ id, fingerprint, folder }: Dataset): Promise<Patch[]> =>
      tables.get(`${id} ${fingerprint}`, async () => (await readDataset(folder)).patches),
  }
}
export type PatchTables = ReturnType<typeof createPatchTables>
