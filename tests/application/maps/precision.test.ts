import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { cutDataset } from '../../../src-main/application/datasets/cut-dataset.ts'
import { readPatches } from '../../../src-main/application/datasets/dataset-folder.ts'
import { cutPatchToFile } from '../../../src-main/application/maps/cut-patch.ts'
import { loadColumn } from '../../../src-main/application/maps/map-column.ts'
import { readNpy } from '../../../src-main/files/npy.ts'
import { readFitsImage } from '../../../src-main/sky/fits/image.ts'
import { cutPatches } from '../../../src-main/sky/patches/cut-patches.ts'
import { datasetRecipeSchema } from '../../../src-preload/contract/datasets.ts'
import reference from '../../reference/double-cuts.json' with { type: 'json' }
import { waves, writeMadeMap } from '../made-map.ts'
import { writeStored } from './stored-map.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-precision-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const { size, width, lon, lat } = reference
const place = { size, width, lon, lat }

describe.each(Object.entries(reference.maps))(
  'a map in double precision (%s)',
  (name, { file, values, standardised }) => {
    const path = writeStored(join(root, `${name}.fits`), file)

    it.each(['npy', 'fits'] as const)('is cut like healpy does, into .%s without rounding', async (format) => {
      const out = join(root, `${name}-cut.${format}`)
      await cutPatchToFile({ path, out, format, ...place })
      const cut = format === 'npy' ? (await readNpy(out)).data : (await readFitsImage(out)).values
      expect(cut).toBeInstanceOf(Float64Array)
      // They differ by a few double roundings; single precision would be 2^29 times coarser.
      cut.forEach((value, i) => expect(Math.abs(value / values[i] - 1)).toBeLessThan(8 * Number.EPSILON))
    })

    it('is standardised before it is rounded', async () => {
      const { map } = await loadColumn(path, undefined)
      for await (const { patches, refusals } of cutPatches(map, [{ lon, lat }], { size, width, scale: 'linear' })) {
        expect(refusals).toEqual([null])
        patches.forEach((value, i) => expect(value).toBeCloseTo(standardised[i], 5))
      }
    })

    it('gives a dataset whose patches are not constant', async () => {
      const folder = join(root, `${name}-dataset`)
      const recipe = datasetRecipeSchema.parse({ size: 8, width: 20, step: 40, minLatitude: 20, scale: 'linear' })
      const { count, refused } = await cutDataset({ path, recipe, folder })
      expect(refused).toEqual([])
      const patches = await readPatches(folder, 0, count)
      for (let k = 0; k < count; k++) {
        const patch = patches.subarray(64 * k, 64 * (k + 1))
        expect(new Set(patch).size).toBeGreaterThan(32)
      }
    })
  },
)

it('a map in single precision stays single in memory, shared by threads', async () => {
  const { map } = await loadColumn(writeMadeMap(join(root, 'single.fits'), waves), undefined)
  expect(map.values).toBeInstanceOf(Float32Array)
  expect(map.values.buffer).toBeInstanceOf(SharedArrayBuffer)
})
