import { readdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import packageFacts from '../../../package.json' with { type: 'json' }
import type { MapHoles } from '../../../src-preload/contract/inpainted-maps.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { nextUint32, seedRandom } from '../../../src-shared/random/index.ts'
import { readMapFill, writeMapFillJournal, type MapFillJournal, type MapFillWork } from './map-fill-folder.ts'
import type { MapFillRequest } from './map-fill-request.ts'
import type { MapFillOutline } from './outline-map-fill.ts'

/** What is to be done, as it is recorded. */
export function workOf(request: MapFillRequest, outline: MapFillOutline): MapFillWork {
  const { set, columns, bytes, modified, frame, geometry, dataset, run, holes } = outline
  const { estimator, sigma, channels, realisations, holes: from, polcconv = null } = request
  const column = columns.map((one) => one.column.name).join(', ')
  return {
    map: { path: resolve(request.map), column, frame, polcconv, bytes, modified },
    ...{ from: resolved(from), dataset, run, estimator, sigma, set, channels: resolvedOf(channels), realisations },
    ...geometry,
    holes: holes.map(({ centre, radius, pixels, sources }, number) => {
      const seed = 'seed' in estimator ? seedOfHole(estimator.seed, number) : null
      return { ...centre, radius, pixels: pixels.length, sources: [...sources], seed }
    }),
  }
}

const resolved = <H extends MapHoles>(holes: H): H => ({ ...holes, path: resolve(holes.path) })

const resolvedOf = (channels: MapFillWork['channels']): MapFillWork['channels'] =>
  Object.fromEntries(
    Object.entries(channels).map(([channel, own]) => {
      const { holes } = own
      return [channel, holes === undefined || holes.kind === 'all' ? own : { ...own, holes: resolved(holes) }]
    }),
  )

/** A seed for each hole of a job: different for all of them, and unrelated to those of another job's seed. */
const seedOfHole = (seed: number, number: number): number =>
  (nextUint32(seedRandom(seed)) ^ Math.imul(number, 0x9e3779b1)) >>> 0

/**
 * The journal of a folder where the same work was stopped.
 * @returns null for a folder that is empty, or does not exist
 * @throws CirrusError conflict for one that holds anything else, or where this work is complete
 */
export async function startedMapFill(folder: string, work: MapFillWork): Promise<MapFillJournal | null> {
  const conflict = (message: string) => new CirrusError('conflict', message, undefined, { field: 'out' })
  const known = await readMapFill(folder)
  if (known === null) {
    const found = await readdir(folder).catch(() => [])
    if (found.length === 0) return null
    throw conflict(`${folder} is not empty; choose another folder.`)
  }
  if (!isDeepStrictEqual(known.journal.work, work)) {
    const remedy = 'Give the same map, holes and settings to go on with it, or choose another folder.'
    throw conflict(`${folder} holds other work, on ${known.journal.work.map.path}. ${remedy}`)
  }
  if (!known.isComplete) return known.journal
  throw conflict(`${folder} already holds this filled map; choose another folder.`)
}

/** Goes on with the work in a folder, or begins it. @throws CirrusError as `startedMapFill` */
export async function beginMapFill(folder: string, work: MapFillWork): Promise<MapFillJournal> {
  const started = await startedMapFill(folder, work)
  if (started) return started
  const journal: MapFillJournal = {
    ...{ format: 'cirrus-inpaint-map-1', cirrus: packageFacts.version, createdAt: new Date().toISOString() },
    ...{ work, epoch: null },
  }
  await writeMapFillJournal(folder, journal)
  return journal
}
