import { join } from 'node:path'
import type { InpaintingConfig } from '../../../src-preload/contract/inpaintings.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { Context } from '../host/context.ts'
import { found } from '../host/found.ts'
import { inField } from '../host/in-field.ts'
import { freeId, slug } from '../../../src-shared/text/names.ts'
import { takenIn } from '../host/naming.ts'
import { requireAutoencoder } from '../runs/require-autoencoder.ts'
import { requireOneChannel } from './one-channel.ts'
import { readMask } from './read-mask.ts'

/**
 * Checks everything an inpainting needs before it starts, and names its folder. Nothing is written.
 * @throws CirrusError not-found, conflict for a run without a checkpoint, refused for a flow or an unusable mask: each with its
 *   field
 */
export async function planInpainting(
  { catalog, layout, patchTables }: Context,
  { runId, config }: { runId: string; config: InpaintingConfig },
) {
  const run = found(catalog.runs.get(runId), 'run', runId, 'runId')
  const ofRun = run.datasetId === null ? null : catalog.datasets.get(run.datasetId)
  const dataset = found(ofRun, 'dataset', run.datasetName, 'runId')
  if (run.epoch === 0) {
    const message = `${run.name} has no checkpoint yet; train it for an epoch first.`
    throw new CirrusError('conflict', message, undefined, { field: 'runId' })
  }
  await inField('runId', () => requireAutoencoder(run.name, run.config))
  await inField('runId', () => requireOneChannel(dataset.name, dataset.recipe))
  const patches = await patchTables.of(dataset)
  const patch = found(patches[config.patch], 'patch', String(config.patch), 'config.patch')
  await inField('config.mask', () => readMask(config.mask, dataset.recipe.size))
  const stem = slug(`${run.id}-patch-${config.patch}-${config.mask.kind}`)
  const id = freeId(stem, takenIn(layout.inpaintings, catalog.inpaintings))
  return { id, folder: join(layout.inpaintings, id), run, dataset, patch }
}
