import { expect } from 'vitest'
import type { BrowserWindow } from './browser-window.ts'

/**
 * A run on the patches of the demo map near the poles. A validation measures every test patch: these are few, and the
 * same is seen of them. Trained for one epoch, as the newest run was configured.
 * @returns the run, and how many test patches its dataset has
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
