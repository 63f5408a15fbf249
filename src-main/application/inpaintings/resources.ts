import { inpaintingArraySchema, type Inpainting } from '../../../src-preload/contract/inpaintings.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { toMapUnits } from '../../../src-shared/sky/scale.ts'
import { readPatches } from '../datasets/dataset-folder.ts'
import type { Context } from '../host/context.ts'
import type { DataRoute } from '../host/data-route.ts'
import { found } from '../host/found.ts'
import { floatResponse } from '../host/responses.ts'
import { readInpaintingPictures, readInpaintingRecord } from './inpainting-folder.ts'
import { observedData } from './observed-data.ts'
import { readMask } from './read-mask.ts'

/** Serves /data/inpaintings/: the pictures of an inpainting, standardised or in the map's unit. */
export const inpaintingResources: readonly DataRoute[] = [[/^inpaintings\/([^/]+)\/([a-z]+)$/, inpaintingPicture]]

async function inpaintingPicture(context: Context, [id, name]: string[], query: URLSearchParams): Promise<Response> {
  const inpainting = found(context.catalog.inpaintings.get(id), 'inpainting', id)
  const array = inpaintingArraySchema.safeParse(name)
  if (!array.success) throw new CirrusError('not-found', `An inpainting has no picture "${name}".`)
  const { original, mask, result, toUnit } = await picturesOf(context, inpainting)
  const inUnit = (values: Float32Array) => (query.get('unit') === 'map' ? toUnit(values) : values)
  const complete = () => {
    if (result) return result
    throw new CirrusError('not-found', `${id} is ${inpainting.state}; its ${name} is not available yet.`)
  }
  const picture = () => {
    switch (array.data) {
      case 'mask':
        return mask
      case 'original':
        return inUnit(original)
      case 'corrupted':
        return inUnit(observedData(original, inpainting.config.operator, inpainting)).map((value, i) =>
          mask[i] ? value : NaN,
        )
      case 'model':
      case 'filled':
        return inUnit(complete()[array.data])
      case 'residual': {
        const model = inUnit(complete().model)
        return inUnit(original).map((value, i) => value - model[i])
      }
    }
  }
  return floatResponse(picture(), [inpainting.size, inpainting.size])
}

/** The pictures of a complete inpainting are files; patch and mask are known earlier. */
async function picturesOf({ catalog, patchTables }: Context, { folder, state, config, datasetId, size }: Inpainting) {
  if (state === 'complete') {
    const record = await readInpaintingRecord(folder)
    const toUnit = (values: Float32Array) => toMapUnits(values, record, record)
    const { original, mask, ...result } = await readInpaintingPictures(folder, config.operator)
    return { original, mask, result, toUnit }
  }
  const dataset = found(datasetId === null ? null : catalog.datasets.get(datasetId), 'dataset', datasetId ?? '')
  const patch = (await patchTables.of(dataset))[config.patch]
  return {
    original: await readPatches(dataset.folder, config.patch, 1),
    mask: Float32Array.from(await readMask(config.mask, size)),
    result: null,
    toUnit: (values: Float32Array) => toMapUnits(values, patch, dataset.recipe),
  }
}
