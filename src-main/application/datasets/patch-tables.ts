import type { Dataset, Patch } from '../../../src-preload/contract/datasets.ts'
import { readDataset } from './dataset-folder.ts'

/** Tables held at most; one of 2,000 patches takes half a megabyte. */
const capacity = 8

/** The tables of patches of complete datasets, which never change: a gallery asks for them again and again. */
export function createPatchTables() {
  const held = new Map<string, Promise<Patch[]>>()
  return {
    /** @throws CirrusError refused if the dataset's files are damaged; nothing is kept then */
    of(dataset: Dataset): Promise<Patch[]> {
      const key = `${dataset.id} ${dataset.fingerprint}`
      let table = held.get(key)
      if (!table) {
        table = readDataset(dataset.folder).then(({ patches }) => patches)
        table.catch(() => held.delete(key))
        held.set(key, table)
        if (held.size > capacity) held.delete(held.keys().next().value!)
      }
      return table
    },
  }
}
export type PatchTables = ReturnType<typeof createPatchTables>
