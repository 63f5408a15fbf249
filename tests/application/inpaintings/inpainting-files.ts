import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import {
  estimateFiles,
  estimateFolder,
  writeEstimateRecord,
  type EstimateRecord,
} from '../../../src-main/application/inpaintings/estimate-folder.ts'
import { estimateStatistics } from '../../../src-main/application/inpaintings/estimate-statistics.ts'
import {
  inpaintingFiles,
  inpaintingRecordSchema,
  writeInpaintingRecord,
  type InpaintingRecord,
} from '../../../src-main/application/inpaintings/inpainting-folder.ts'
import { problemStatistics } from '../../../src-main/application/inpaintings/make-problem.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import { exampleEstimate, exampleInpainting } from '../../catalog/examples.ts'

export const size = 16
const pixels = size ** 2

/** A patch, an estimate of it that is 0.5 too high everywhere, and a hole covering its left half. */
export const original = Float32Array.from({ length: pixels }, (_, i) => Math.fround(Math.sin(1.3 * i)))
export const fill = original.map((value) => value + 0.5)
export const mask = Uint8Array.from({ length: pixels }, (_, i) => Number(i % size >= size / 2))
export const data = original.map((value, i) => (mask[i] ? value : 0))
export const filled = original.map((value, i) => (mask[i] ? value : fill[i]))
/** Its standard deviation, and two samples, the first 1 above it. */
export const deviation = new Float32Array(pixels).fill(0.25)
export const samples = Float32Array.of(...fill.map((value) => value + 1), ...fill)

const { problem } = exampleInpainting
/** The record of its problem: a patch of a logarithmic map, ln x = 0.5 z + 2. */
export const madeRecord: InpaintingRecord = inpaintingRecordSchema.parse({
  format: 'cirrus-inpainting-3',
  cirrus: '0.1.0',
  createdAt: '2026-11-23T10:00:00.000Z',
  dataset: '/datasets/iris',
  map: { path: '/sky/iris.fits', column: 'I_100UM', unit: 'MJy/sr', citation: null },
  lon: 212,
  lat: -19,
  size,
  width: 8,
  split: 'test',
  scale: 'log',
  mean: 2,
  std: 0.5,
  problem,
  statistics: problemStatistics(original, { size, width: 8, channels: 'I' }),
})

/** The record of the estimate. */
export const madeEstimate: EstimateRecord = {
  format: 'cirrus-estimate-1',
  cirrus: '0.1.0',
  createdAt: '2026-11-23T10:00:00.000Z',
  estimator: exampleEstimate.estimator,
  run: '/runs/demo',
  result: exampleEstimate.result!,
  statistics: estimateStatistics({ fill, samples: null }, { original, data, mask }, madeRecord),
}

/** Folders of inpaintings with a complete estimate, `map`, for one test file. */
export function madeInpaintings() {
  const root = mkdtempSync(join(tmpdir(), 'cirrus-inpainting-'))
  afterAll(() => rmSync(root, { recursive: true, force: true }))
  return {
    root,
    async finished(name: string, { drawn = false } = {}) {
      const folder = join(root, name)
      const files = inpaintingFiles(folder)
      const into = estimateFolder(folder, 'map')
      const estimated = estimateFiles(into)
      mkdirSync(into, { recursive: true })
      await writeNpy(files.original, original, [size, size])
      await writeNpy(files.data, data, [size, size])
      await writeNpy(files.mask, mask, [size, size])
      await writeNpy(estimated.fill, fill, [size, size])
      if (drawn) {
        await writeNpy(estimated.deviation, deviation, [size, size])
        await writeNpy(estimated.samples, samples, [2, size, size])
      }
      await writeEstimateRecord(into, madeEstimate)
      await writeInpaintingRecord(folder, madeRecord)
      return folder
    },
  }
}
