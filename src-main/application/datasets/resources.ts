import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { datasetChannels, standardOf } from '../../../src-preload/contract/datasets.ts'
import { channelOf, scalingOf } from '../../../src-shared/sky/channels.ts'
import { toMapUnits } from '../../../src-shared/sky/scale.ts'
import { channelOfQuery } from '../host/channel-of-query.ts'
import type { Context } from '../host/context.ts'
import type { DataRoute } from '../host/data-route.ts'
import { found } from '../host/found.ts'
import { pageOfQuery } from '../host/page-of-query.ts'
import { floatResponse } from '../host/responses.ts'
import { readPatches } from './dataset-folder.ts'
import { datasetMasks, leaveOut } from './stack-masks.ts'

/** Serves /data/datasets/: patches, standardised or in the map's unit, NaN where a mask excludes a pixel. */
export const datasetResources: readonly DataRoute[] = [[/^datasets\/([^/]+)\/patches$/, patches]]

async function patches(context: Context, [id]: string[], query: URLSearchParams): Promise<Response> {
  const dataset = found(context.catalog.datasets.get(id), 'dataset', id)
  if (dataset.state !== 'complete')
    throw new CirrusError('not-found', `${dataset.name} is ${dataset.state}; its patches are not available yet.`)
  const { from, count } = pageOfQuery(query, dataset.count, `${dataset.name} has ${dataset.count} patches`)
  const { size } = dataset.recipe
  const channels = datasetChannels(dataset.recipe)
  const channel = channelOfQuery(query, channels)
  const values = channelOf(await readPatches(dataset.folder, from, count), channels.length, channel)
  if (query.get('unit') === 'map') {
    const table = await context.patchTables.of(dataset)
    for (let k = 0; k < count; k++) {
      const at = k * size * size
      const standard = standardOf(table[from + k], channel)
      values.set(
        toMapUnits(values.subarray(at, at + size * size), standard, scalingOf(channels[channel], dataset.recipe)),
        at,
      )
    }
  }
  const masks = await datasetMasks(dataset.folder, from, count)
  if (masks) leaveOut(values, masks)
  return floatResponse(values, [count, size, size])
}
