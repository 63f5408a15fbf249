import type { Dataset, Patch } from '../../../src-preload/contract/datasets.ts'
import { createMemo, MEGABYTE } from '../host/memo.ts'
import { readDataset } from './dataset-folder.ts'

/** A row in memory: six numbers and words in an object. */
const bytesOfRow = 128

/** The patch tables of complete datasets, which never change: a gallery asks for them again and again. */
export function createPatchTables() {
  const tables = createMemo<Patch[]>({ bytes: 16 * MEGABYTE, sizeOf: (table) => bytesOfRow * table.length })
  return {
    /** @throws CirrusError refused if the dataset's files are damaged; nothing is kept then */
    of: ({ id, fingerprint, folder }: Dataset): Promise<Patch[]> =>
      tables.get(`${id} ${fingerprint}`, async () => (await readDataset(folder)).patches),
  }
}
export type PatchTables = ReturnType<typeof createPatchTables>
