import { maskChoiceSchema } from '../../../src-preload/contract/masks.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { Context } from '../host/context.ts'
import type { DataRoute } from '../host/data-route.ts'
import { found } from '../host/found.ts'
import { floatResponse } from '../host/responses.ts'
import { readMask } from './read-mask.ts'
import { shelfOf } from './shelf.ts'

/** Serves /data/masks/: the mask that a choice gives a patch of a dataset. */
export const maskResources: readonly DataRoute[] = [[/^masks\/([^/]+)\/(\d+)$/, maskOfPatch]]

async function maskOfPatch(context: Context, [id, index]: string[], query: URLSearchParams): Promise<Response> {
  const dataset = found(context.catalog.datasets.get(id), 'dataset', id)
  const choice = maskChoiceSchema.safeParse(jsonOf(query.get('choice')))
  if (!choice.success) throw new CirrusError('invalid-params', 'The query "choice" is no mask.')
  const patches = await context.patchTables.of(dataset)
  const patch = found(patches[Number(index)], `patch of ${dataset.name}`, index)
  const { size, width } = dataset.recipe
  const mask = await readMask(choice.data, { ...patch, size, width }, shelfOf(context))
  return floatResponse(Float32Array.from(mask), [size, size])
}

function jsonOf(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return null
  }
}
