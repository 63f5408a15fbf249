import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { stackImportSchema, type StackImport } from '../../../src-preload/contract/datasets.ts'
import { writeCsv } from '../../../src-main/files/csv.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'

/** Pixels on a side, and patches, of a made stack. */
export const [size, count] = [16, 40]
const pixels = size ** 2

/** Stacks of positive patches, and the files that go with them, in a folder for one test file. */
export function madeStacks() {
  const root = mkdtempSync(join(tmpdir(), 'cirrus-stack-'))
  afterAll(() => rmSync(root, { recursive: true, force: true }))
  const at = (...names: string[]) => join(root, ...names)
  return {
    at,
    /** @param change changes the values of a patch of one row */
    async stack(name: string, change: (patch: Float64Array, row: number) => void = () => {}): Promise<string> {
      const values = Float64Array.from(
        { length: count * pixels },
        (_, i) => 2 + Math.sin(0.7 * i + Math.floor(i / pixels)),
      )
      for (let row = 0; row < count; row++) change(values.subarray(row * pixels, (row + 1) * pixels), row)
      await writeNpy(at(name), values, [count, size, size])
      return at(name)
    },
    /** A position for each patch: 8 along the meridian and 5 across, 20 degrees apart. */
    async positions(name: string, columns = ['lon', 'lat']): Promise<string> {
      const rows = Array.from({ length: count }, (_, i) => [40 + 20 * (i % 8), -40 + 20 * Math.floor(i / 8)])
      await writeCsv(at(name), { columns, rows })
      return at(name)
    },
  }
}

export const orderOf = (path: string, changes: Partial<StackImport> = {}): StackImport =>
  stackImportSchema.parse({ path, width: 8, ...changes })
