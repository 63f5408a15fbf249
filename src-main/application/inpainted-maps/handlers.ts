import { resolve } from 'node:path'
import type { InpaintedMapOrder, inpaintedMapMethods } from '../../../src-preload/contract/inpainted-maps.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { estimatorFacts } from '../../../src-shared/inpainting/estimator-facts.ts'
import { counted } from '../../../src-shared/text/counted.ts'
import type { Context } from '../host/context.ts'
import { found } from '../host/found.ts'
import { inField } from '../host/in-field.ts'
import { overridesOf, presentMap } from '../maps/catalog-map.ts'
import { startedMapFill, workOf } from './begin-map-fill.ts'
import { isFilled } from './files-of-holes.ts'
import { inpaintMap } from './inpaint-map.ts'
import type { MapFillRequest } from './map-fill-request.ts'
import { outlineMapFill } from './outline-map-fill.ts'
import { registerFilledMaps } from './register-filled-maps.ts'

type InpaintedMapContract = { methods: typeof inpaintedMapMethods; events: Record<never, never> }

/** Maps of the catalog with their holes filled, as `cirrus inpaint-map` does. */
export function inpaintedMapHandlers(context: Context): Handlers<InpaintedMapContract> {
  const { engines, jobs } = context
  /** Folders that jobs write to. */
  const underWay = new Set<string>()
  /** Checks all of an order that can be without reading the map. */
  const settled = async (order: InpaintedMapOrder, signal: AbortSignal) => {
    const folder = resolve(order.out)
    if (underWay.has(folder)) {
      const message = `Another job fills holes in ${folder}; wait for it, or choose another folder.`
      throw new CirrusError('conflict', message, undefined, { field: 'out' })
    }
    const { map, request } = await requestOf(context, order)
    const outline = await outlineMapFill(request, signal)
    const started = await startedMapFill(folder, workOf(request, outline))
    return { map, request, outline, folder, started }
  }
  return {
    async 'maps.previewInpainting'(order, { signal }) {
      const { request, outline, folder, started } = await settled(order, signal)
      const { holes, geometry } = outline
      const { dataStart, dataLength } = outline.columns[0].column.hdu
      const isDone = (number: number) => started !== null && isFilled(outline, folder, number)
      const samples = 'samples' in request.estimator ? request.estimator.samples : 0
      const sources = holes.reduce((sum, hole) => sum + hole.sources.length, 0)
      return {
        holes: holes.length,
        done: holes.filter((_, number) => isDone(number)).length,
        sources: request.holes.kind === 'sources' ? sources : null,
        pixels: holes.reduce((sum, { pixels }) => sum + pixels.length, 0),
        widest: 2 * Math.max(...holes.map(({ radius }) => radius)),
        ...geometry,
        // Of a compressed file, what it is once it is decompressed.
        bytes: Math.max(outline.bytes, dataStart + dataLength) * (1 + Math.min(request.realisations, samples)),
      }
    },

    async 'maps.inpaint'(order, { signal: asking }) {
      const { map, request, outline, folder } = await settled(order, asking)
      underWay.add(folder)
      const end = () => underWay.delete(folder)
      const count = outline.holes.length
      const { job, done } = jobs.start({
        ...{ kind: 'map', subject: null, lane: 'interactive' },
        title: `Inpaint ${map.name} (${estimatorFacts[request.estimator.kind].title})`,
        async work({ signal, progress, made }) {
          const left = secondsLeft()
          const onProgress = (fraction: number, note: string) => progress(fraction, note, left(fraction))
          const record = await inpaintMap(engines.interactive, { request, outline, folder, signal, onProgress })
          progress(null, 'reading the new maps')
          const { coordsys, polcconv } = request
          const { id } = await registerFilledMaps(context, folder, record, map.name, { coordsys, polcconv, signal })
          made(id)
          return `${counted(count, 'hole', 'holes')} filled`
        },
      })
      void done.then(end)
      return job
    },
  }
}

/** Time left by what was done since the job began, which is not all that is done if it goes on with another's work. */
function secondsLeft(): (fraction: number) => number | null {
  const began = performance.now()
  let first: number | null = null
  return (fraction) => {
    first ??= fraction
    const done = fraction - first
    return done > 0.02 ? ((performance.now() - began) / 1000) * ((1 - fraction) / done) : null
  }
}

/** An order in files' names. @throws CirrusError not-found | conflict | refused, with the field */
async function requestOf(context: Context, order: InpaintedMapOrder) {
  const { catalog } = context
  const map = await inField('mapId', () => presentMap(context, order.mapId))
  const dataset = found(catalog.datasets.get(order.datasetId), 'dataset', order.datasetId, 'datasetId')
  const { runId, estimator } = order.estimate
  const run = runId === null ? null : found(catalog.runs.get(runId), 'run', runId, 'estimate.runId')
  if (run?.epoch === 0) {
    const message = `${run.name} has no checkpoint yet; train it for an epoch first.`
    throw new CirrusError('conflict', message, undefined, { field: 'estimate.runId' })
  }
  const request: MapFillRequest = {
    ...{ map: map.path, column: order.column, ...overridesOf(map) },
    ...{ holes: order.holes, sigma: order.sigma, channels: order.channels, realisations: order.realisations },
    ...{ estimator, run: run?.folder ?? null, dataset: dataset.folder },
  }
  return { map, request }
}
