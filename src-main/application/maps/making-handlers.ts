import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Job } from '../../../src-preload/contract/jobs.ts'
import type { mapMakingMethods } from '../../../src-preload/contract/map-making.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { orderOf } from '../../../src-shared/sky/healpix/map.ts'
import type { JobControl } from '../../jobs/queue.ts'
import type { Context } from '../host/context.ts'
import { found } from '../host/found.ts'
import { assembleMap } from './assemble/assemble-map.ts'
import { patchesOfDataset } from './assemble/patches-to-assemble.ts'
import { presentMap } from './catalog-map.ts'
import { convertMap } from './convert/convert-map.ts'
import { planConversion } from './convert/plan-conversion.ts'
import { registerMap } from './register-map.ts'

type MakingContract = { methods: typeof mapMakingMethods; events: Record<never, never> }

/** Maps made from maps and datasets, by the operations of `cirrus map convert` and `map assemble`. */
export function makingHandlers(context: Context): Handlers<MakingContract> {
  return {
    async 'maps.convert'({ id, out: path, ...asked }) {
      const out = freeMapFile(path)
      const map = presentMap(context, id)
      const order = {
        ...asked,
        path: map.path,
        inputCoordsys: map.coordsysOverride ?? undefined,
        inputPolcconv: map.polcconvOverride ?? undefined,
      }
      await planConversion(order)
      return startMaking(context, `Convert ${map.name}`, out, ({ signal, progress }) =>
        convertMap({ ...order, out, signal, onProgress: (fraction, column) => progress(fraction, `column ${column}`) }),
      )
    },

    async 'maps.assemble'({ datasetId, out: path, ...asked }) {
      const out = freeMapFile(path)
      if (asked.ordering === 'NESTED' && orderOf(asked.nside) < 0)
        throw wrong('nside', `NESTED ordering takes an nside that is a power of two, not ${asked.nside}.`)
      const dataset = found(context.catalog.datasets.get(datasetId), 'dataset', datasetId)
      if (dataset.state !== 'complete')
        throw new CirrusError('conflict', `${dataset.name} is ${dataset.state}; only a complete dataset is assembled.`)
      const patches = await patchesOfDataset(dataset.folder)
      return startMaking(context, `Assemble ${dataset.name}`, out, ({ signal, progress }) =>
        assembleMap(patches, { ...asked, out, signal, onProgress: progress }),
      )
    },
  }
}

/** The file of a new map. @throws CirrusError refused or conflict, with the field `out` */
function freeMapFile(path: string): string {
  if (!/\.fits?$/i.test(path)) throw wrong('out', `A map is written to a file that ends in .fits, not "${path}".`)
  const out = resolve(path)
  if (!existsSync(out)) return out
  throw new CirrusError('conflict', `${out} would be overwritten; choose another file.`, undefined, { field: 'out' })
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
