import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { comparePatches } from '../../../src-main/application/inpaintings/patch-statistics.ts'
import {
  inpaintingFiles,
  inpaintingRecordSchema,
  writeInpaintingRecord,
  type InpaintingRecord,
} from '../../../src-main/application/inpaintings/inpainting-folder.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import { exampleInpainting } from '../../catalog/examples.ts'

export const size = 16
const pixels = size ** 2

/** A patch, a model of it that is 0.5 too high everywhere, and a hole covering its left half. */
export const original = Float32Array.from({ length: pixels }, (_, i) => Math.fround(Math.sin(1.3 * i)))
export const model = original.map((value) => value + 0.5)
export const mask = Uint8Array.from({ length: pixels }, (_, i) => Number(i % size >= size / 2))
export const filled = original.map((value, i) => (mask[i] ? value : model[i]))

/** Its record: a patch of a logarithmic map, ln x = 0.5 z + 2. */
export const madeRecord: InpaintingRecord = inpaintingRecordSchema.parse({
  format: 'cirrus-inpainting-2',
  cirrus: '0.1.0',
  createdAt: '2026-11-23T10:00:00.000Z',
  run: '/runs/demo',
  dataset: '/datasets/iris',
  epoch: 3,
  latentDimension: 4,
  map: { path: '/sky/iris.fits', column: 'I_100UM', unit: 'MJy/sr', citation: null },
  lon: 212,
  lat: -19,
  size,
  width: 8,
  split: 'test',
  scale: 'log',
  mean: 2,
  std: 0.5,
  config: exampleInpainting.config,
  result: exampleInpainting.result,
  statistics: comparePatches({ original, model, filled }, { size, width: 8 }),
})

/** Folders of complete inpaintings for one test file. */
export function madeInpaintings() {
  const root = mkdtempSync(join(tmpdir(), 'cirrus-inpainting-'))
  afterAll(() => rmSync(root, { recursive: true, force: true }))
  return {
    root,
    async finished(name: string) {
      const folder = join(root, name)
      const files = inpaintingFiles(folder)
      await writeNpy(files.original, original, [size, size])
      await writeNpy(files.mask, mask, [size, size])
      await writeNpy(files.model, model, [size, size])
      await writeInpaintingRecord(folder, madeRecord)
      return folder
    },
  }
}
