import { basename } from 'node:path'
import type { mapMakingMethods } from '../../../src-preload/contract/map-making.ts'
import type { SkyMap } from '../../../src-preload/contract/maps.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import type { Context } from '../host/context.ts'
import { found } from '../host/found.ts'
import { assembleMap } from './assemble/assemble-map.ts'
import { patchesOfDataset, patchesOfStack } from './assemble/patches-to-assemble.ts'
import { presentMap } from './catalog-map.ts'
import { convertMap } from './convert/convert-map.ts'
import { planConversion } from './convert/plan-conversion.ts'
import { previewConversion } from './convert/preview-conversion.ts'
import { freeMapFile, requireOrdering, startMaking } from './start-making.ts'

type MakingContract = { methods: typeof mapMakingMethods; events: Record<never, never> }

/** Maps made from maps and datasets, by the operations of `cirrus map convert` and `map assemble`. */
export function makingHandlers(context: Context): Handlers<MakingContract> {
  return {
    async 'maps.previewConversion'({ id, out, ...asked }) {
      freeMapFile(out)
      return previewConversion(await planConversion(conversionOf(presentMap(context, id), asked)))
    },

    async 'maps.convert'({ id, out: path, ...asked }) {
      const out = freeMapFile(path)
      const map = presentMap(context, id)
      const order = conversionOf(map, asked)
      await planConversion(order)
      return startMaking(context, {
        ...{ title: `Convert ${map.name}`, lane: 'sky', out },
        make: ({ signal, progress }) =>
          convertMap({
            ...order,
            out,
            signal,
            onProgress: (fraction, column) => progress(fraction, `column ${column}`),
          }),
      })
    },

    async 'maps.assemble'({ datasetId, out: path, ...asked }) {
      const out = freeMapFile(path)
      requireOrdering(asked)
      const dataset = found(context.catalog.datasets.get(datasetId), 'dataset', datasetId)
      if (dataset.state !== 'complete')
        throw new CirrusError('conflict', `${dataset.name} is ${dataset.state}; only a complete dataset is assembled.`)
      const patches = await patchesOfDataset(dataset.folder)
      return startMaking(context, {
        ...{ title: `Assemble ${dataset.name}`, lane: 'sky', out },
        make: ({ signal, progress }) => assembleMap(patches, { ...asked, out, signal, onProgress: progress }),
      })
    },

    async 'maps.previewStack'(stack) {
      const { file, channels } = await patchesOfStack({ ...stack, unit: '' })
      return { count: file.patches.length, size: file.geometry.size, channels }
    },

    async 'maps.assembleStack'({ path, positions, masks, width, unit, out: file, ...asked }) {
      const out = freeMapFile(file)
      requireOrdering(asked)
      const patches = await patchesOfStack({ path, positions, masks, width, unit })
      return startMaking(context, {
        ...{ title: `Assemble ${basename(path)}`, lane: 'sky', out },
        make: ({ signal, progress }) => assembleMap(patches, { ...asked, out, signal, onProgress: progress }),
      })
    },
  }
}

type MapFile = Pick<SkyMap, 'path' | 'coordsysOverride' | 'polcconvOverride'>

/** The conversion of a map of the catalog, with the frame and convention that were chosen for it. */
const conversionOf = <O extends object>({ path, coordsysOverride, polcconvOverride }: MapFile, asked: O) => ({
  ...asked,
  ...{ path, inputCoordsys: coordsysOverride ?? undefined, inputPolcconv: polcconvOverride ?? undefined },
})
