import { join } from 'node:path'
import { openApplication, tinyConfig, until, type ApplicationOptions, type Opened } from './harness.ts'
import { waves, writeMadeMap } from './made-map.ts'
import type { TrainingConfig } from '../../src-shared/model/configuration.ts'

/**
 * 16 px, a few filters, and large batches: an epoch has 14 steps, because compiling them takes longer than running
 * them.
 */
export const smallTraining: TrainingConfig = {
  ...tinyConfig,
  size: 16,
  encoderFilters: [4, 4],
  decoderFilters: [4, 4],
  denseWidth: 8,
  latentDimension: 4,
  batchSize: 16,
  epochs: 2,
}

/** An application with a made map only: the demo map is left out, so that nothing is cut first. */
export async function openWithMadeMap(home: string, options: ApplicationOptions = {}) {
  const app = await openApplication(home, { demo: false, ...options })
  const map = await app.call('maps.open', { path: writeMadeMap(join(home, 'made.fits'), waves) })
  return { app, map }
}

/** A complete dataset of 16 px patches. */
export async function cutSmall(app: Opened, mapId: string, name?: string) {
  const recipe = { size: 16, step: 10, minLatitude: 20 }
  const { id } = await app.call('datasets.create', { mapId, column: 0, name, recipe })
  return until(
    () => app.call('datasets.get', { id }),
    ({ state }) => state !== 'waiting' && state !== 'running',
  )
}

/** An application with a made map, a small dataset and a run that was trained on it. */
export async function openWithRun(home: string, options: ApplicationOptions = {}) {
  const { app, map } = await openWithMadeMap(home, options)
  const { id: datasetId } = await cutSmall(app, map.id)
  const run = await ended(app, (await app.call('runs.start', { datasetId, config: smallTraining })).id)
  return { app, map, run }
}

/** Waits until a run has ended. */
export const ended = (app: Opened, id: string) =>
  until(
    () => app.call('runs.get', { id }),
    ({ state }) => state !== 'waiting' && state !== 'running',
  )
