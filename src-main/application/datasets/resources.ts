import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { toMapUnits } from '../../../src-shared/sky/scale.ts'
import type { Context } from '../host/context.ts'
import type { DataRoute } from '../host/data-route.ts'
import { found } from '../host/found.ts'
import { pageOfQuery } from '../host/page-of-query.ts'
import { floatResponse } from '../host/responses.ts'
import { readPatches } from './dataset-folder.ts'

/** Serves /data/datasets/: patches, standardised or in the map's unit. */
export const datasetResources: readonly DataRoute[] = [[/^datasets\/([^/]+)\/patches$/, patches]]

async function patches(context: Context, [id]: string[], query: URLSearchParams): Promise<Response> {
  const dataset = found(context.catalog.datasets.get(id), 'dataset', id)
  if (dataset.state !== 'complete')
    throw new CirrusError('not-found', `${dataset.name} is ${dataset.state}; its patches are not available yet.`)
  const { from, count } = pageOfQuery(query, dataset.count, `${dataset.name} has ${dataset.count} patches`)
  const values = await readPatches(dataset.folder, from, count)
  const { size, scale } = dataset.recipe
  if (query.get('unit') === 'map') {
    const table = await context.patchTables.of(dataset)
    for (let k = 0; k < count; k++) {
      const at = k * size * size
      values.set(toMapUnits(values.subarray(at, at + size * size), table[from + k], scale), at)
    }
  }
  return floatResponse(values, [count, size, size])
}
