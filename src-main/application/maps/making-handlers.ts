import { basename, resolve } from 'node:path'
import type { Job } from '../../../src-preload/contract/jobs.ts'
import type { mapMakingMethods } from '../../../src-preload/contract/map-making.ts'
import type { SkyMap } from '../../../src-preload/contract/maps.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { orderOf, type Ordering } from '../../../src-shared/sky/healpix/map.ts'
import type { JobControl } from '../../jobs/queue.ts'
import type { Context } from '../host/context.ts'
import { found } from '../host/found.ts'
import { requireFreeFile } from '../host/require-free-file.ts'
import { assembleMap } from './assemble/assemble-map.ts'
import { patchesOfDataset, patchesOfStack } from './assemble/patches-to-assemble.ts'
import { presentMap } from './catalog-map.ts'
import { convertMap } from './convert/convert-map.ts'
import { planConversion } from './convert/plan-conversion.ts'
import { previewConversion } from './convert/preview-conversion.ts'
import { registerMap } from './register-map.ts'

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
      return startMaking(context, `Convert ${map.name}`, out, ({ signal, progress }) =>
        convertMap({ ...order, out, signal, onProgress: (fraction, column) => progress(fraction, `column ${column}`) }),
      )
    },

    async 'maps.assemble'({ datasetId, out: path, ...asked }) {
      const out = freeMapFile(path)
      requireOrdering(asked)
      const dataset = found(context.catalog.datasets.get(datasetId), 'dataset', datasetId)
      if (dataset.state !== 'complete')
        throw new CirrusError('conflict', `${dataset.name} is ${dataset.state}; only a complete dataset is assembled.`)
      const patches = await patchesOfDataset(dataset.folder)
      return startMaking(context, `Assemble ${dataset.name}`, out, ({ signal, progress }) =>
        assembleMap(patches, { ...asked, out, signal, onProgress: progress }),
      )
    },

    async 'maps.previewStack'(stack) {
      const { file, channels } = await patchesOfStack({ ...stack, unit: '' })
      return { count: file.patches.length, size: file.geometry.size, channels }
    },

    async 'maps.assembleStack'({ path, positions, masks, width, unit, out: file, ...asked }) {
      const out = freeMapFile(file)
      requireOrdering(asked)
      const patches = await patchesOfStack({ path, positions, masks, width, unit })
      return startMaking(context, `Assemble ${basename(path)}`, out, ({ signal, progress }) =>
        assembleMap(patches, { ...asked, out, signal, onProgress: progress }),
      )
    },
  }
}

type MapFile = Pick<SkyMap, 'path' | 'coordsysOverride' | 'polcconvOverride'>

/** The conversion of a map of the catalog, with the frame and convention that were chosen for it. */
const conversionOf = <O extends object>({ path, coordsysOverride, polcconvOverride }: MapFile, asked: O) => ({
  ...asked,
  ...{ path, inputCoordsys: coordsysOverride ?? undefined, inputPolcconv: polcconvOverride ?? undefined },
})

function requireOrdering({ nside, ordering }: { nside: number; ordering: Ordering }): void {
  if (ordering === 'NESTED' && orderOf(nside) < 0)
    throw wrong('nside', `NESTED ordering takes an nside that is a power of two, not ${nside}.`)
}

/** The file of a new map. @throws CirrusError refused or conflict, with the field `out` */
function freeMapFile(path: string): string {
  if (!/\.fits?$/i.test(path)) throw wrong('out', `A map is written to a file that ends in .fits, not "${path}".`)
  const out = resolve(path)
  requireFreeFile(out)
  return out
}

const wrong = (field: string, message: string) => new CirrusError('refused', message, undefined, { field })

/** Makes a map as a job, which ends with the map in the catalog. */
function startMaking(
  context: Context,
  title: string,
  out: string,
  make: (control: JobControl) => Promise<unknown>,
): Job {
  return context.jobs.start({
    ...{ kind: 'map', title, subject: null, lane: 'sky' },
    async work(control) {
      await make(control)
      control.progress(null, 'reading the new map')
      const map = await registerMap(context, out, { signal: control.signal })
      control.made(map.id)
      return `${map.name} opened`
    },
  }).job
}
