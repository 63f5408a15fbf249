import { expect } from 'vitest'
import type { BrowserWindow } from './browser-window.ts'

/**
 * A run on the patches of the demo map near the poles, trained for one epoch with the newest run's settings. A
 * validation measures every test patch; there are few near the poles, and they show the same.
 * @returns the run, and the number of test patches in its dataset
 */
export async function trainAtThePoles(ask: BrowserWindow['ask']): Promise<{ runId: string; test: number }> {
  const [{ id: mapId }] = await ask('maps.list', {})
  const recipe = { size: 64, minLatitude: 70 }
  const { id: datasetId } = await ask('datasets.create', { mapId, column: 0, name: 'poles', recipe })
  await expect
    .poll(async () => (await ask('datasets.get', { id: datasetId })).state, { timeout: 30_000 })
    .toBe('complete')
  const { test } = (await ask('datasets.get', { id: datasetId })).splits
  const config = { ...(await ask('runs.list', {}))[0].config, epochs: 1 }
  const { id: runId } = await ask('runs.start', { datasetId, config })
  await expect.poll(async () => (await ask('runs.get', { id: runId })).state, { timeout: 60_000 }).toBe('complete')
  return { runId, test }
}
