import type { SkyOrder, skyMethods } from '../../../src-preload/contract/skies.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { npixOf } from '../../../src-shared/sky/healpix/map.ts'
import type { Context } from '../host/context.ts'
import { found } from '../host/found.ts'
import { inField } from '../host/in-field.ts'
import { presentMap } from '../maps/catalog-map.ts'
import { freeMapFile, requireOrdering, startMaking } from '../maps/start-making.ts'
import { drawSky } from './draw-sky.ts'
import { outlineSky, type SkyRequest } from './outline-sky.ts'
import { skySeconds } from './sky-seconds.ts'

type SkyContract = { methods: typeof skyMethods; events: Record<never, never> }

/** Whole skies of the catalog's runs, drawn as `cirrus sky` does. */
export function skyHandlers(context: Context): Handlers<SkyContract> {
  const { catalog, engines } = context
  /** Checks all of an order that can be without reading maps. */
  const settled = async (order: SkyOrder) => {
    const run = found(catalog.runs.get(order.runId), 'run', order.runId)
    const request = await requestOf(context, run.folder, order)
    const outline = await outlineSky(request)
    if (run.epoch === 0) {
      const message = `${run.name} has no checkpoint yet; train it for an epoch first.`
      throw new CirrusError('conflict', message, undefined, { field: 'runId' })
    }
    requireOrdering(order)
    return { run, request, outline, out: freeMapFile(order.out) }
  }
  return {
    async 'skies.preview'(order) {
      const { run, outline } = await settled(order)
      const { config, cover, step, standardisation, column, unit } = outline
      // Of the fastest epoch: others waited for the compilation, or for what ran beside them.
      const speed = Math.max(0, ...catalog.metrics.of(run.id).map(({ imagesPerSecond }) => imagesPerSecond))
      return {
        ...{ patches: cover.centres.length, ...cover.geometry, step, networks: config.octaves + 1 },
        ...{ standardisation, column, unit, bytes: 4 * npixOf(order.nside) },
        seconds: speed > 0 ? skySeconds(outline, order, speed) : null,
      }
    },

    async 'skies.draw'(order) {
      const { run, request, outline, out } = await settled(order)
      return startMaking(context, {
        ...{ title: `Draw sky ${order.realisation} of ${run.name}`, lane: 'interactive', out },
        make: ({ signal, progress: onProgress }) =>
          drawSky(engines.interactive, { ...order, ...request, out, signal, onProgress }, outline),
      })
    },
  }
}

/** An order in files' names. @throws CirrusError not-found | refused, with the field `like` */
async function requestOf(context: Context, run: string, { like, step, given }: SkyOrder): Promise<SkyRequest> {
  const map = like && (await inField('like', () => presentMap(context, like.mapId)))
  const template = map && { path: map.path, column: like.column, coordsys: map.coordsysOverride ?? undefined }
  return { run, dataset: null, step, given, like: template }
}
