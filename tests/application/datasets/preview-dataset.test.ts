import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { cutDataset } from '../../../src-main/application/datasets/cut-dataset.ts'
import { createDatasetPreviews } from '../../../src-main/application/datasets/preview-dataset.ts'
import { countRefusals, refusalWords } from '../../../src-main/application/datasets/refusal-counts.ts'
import { loadColumn } from '../../../src-main/application/maps/map-column.ts'
import { datasetRecipeSchema } from '../../../src-preload/contract/datasets.ts'
import { writeMadeMap } from '../made-map.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-preview-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const recipe = datasetRecipeSchema.parse({ size: 16, step: 10, minLatitude: 20 })
const signed = writeMadeMap(join(root, 'signed.fits'), (lon, lat) => (lat > 70 ? NaN : Math.sin(lon / 40) + 0.5))

it.each(['random', 'disjoint'] as const)(
  'a preview with a map agrees with the cut dataset (%s split)',
  async (split) => {
    const loaded = await loadColumn(signed, undefined)
    const preview = await createDatasetPreviews().of({ ...recipe, split }, loaded)
    const record = await cutDataset({ path: signed, recipe: { ...recipe, split }, folder: join(root, split) })
    const { count, splits, overlap, refused } = record
    expect(preview).toMatchObject({ count, splits, overlap, refused, bytes: 4 * 16 * 16 * count })
    expect(preview.centres).toHaveLength(count)
    expect(refused.map(({ reason }) => reason).sort()).toEqual(['missing pixels', 'values not above zero'])
    expect(count + refused.reduce((sum, { count }) => sum + count, 0)).toBe(preview.positions)
  },
)

it('a preview without a map counts every position as a patch', async () => {
  const { count, positions, refused } = await createDatasetPreviews().of(recipe)
  expect([count, refused]).toEqual([positions, []])
})

it('cancelling a preview does not cancel the next one', async () => {
  const [previews, loaded] = [createDatasetPreviews(), await loadColumn(signed, undefined)]
  const abort = new AbortController()
  const first = previews.of(recipe, loaded, abort.signal)
  const second = previews.of(recipe, loaded)
  abort.abort()
  await first.catch(() => undefined)
  expect((await second).count).toBeGreaterThan(0)
})

it('Q and U that can’t be cut as scalars are refused before counting', async () => {
  const path = writeMadeMap(join(root, 'q.fits'), () => 1, { name: 'Q_STOKES', coordsys: 'C' })
  const loaded = await loadColumn(path, undefined)
  await expect(createDatasetPreviews().of(recipe, loaded)).rejects.toMatchObject({ code: 'refused', field: 'column' })
})

it('refusals are counted, largest first, and described in words', () => {
  const counted = countRefusals(['constant', null, 'missing pixels', 'missing pixels', null])
  expect(counted).toEqual([
    { reason: 'missing pixels', count: 2 },
    { reason: 'constant', count: 1 },
  ])
  expect(refusalWords(counted)).toBe('2 with missing pixels, 1 constant')
})
