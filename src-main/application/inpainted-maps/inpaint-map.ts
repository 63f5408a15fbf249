import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { npixOf } from '../../../src-shared/sky/healpix/map.ts'
import { pixelList } from '../../../src-shared/sky/healpix/pixel-list.ts'
import { readNpy } from '../../files/npy.ts'
import { takeLock } from '../../files/process-lock.ts'
import type { Engine } from '../host/engine.ts'
import { beginMapFill, workOf } from './begin-map-fill.ts'
import { blendPatches } from './blend-patches.ts'
import { fillHoles } from './fill-holes.ts'
import { mapFillFiles, writeMapFillRecord, type MapFillJournal, type MapFillRecord } from './map-fill-folder.ts'
import type { MapFillOrder } from './map-fill-order.ts'
import type { MapFillOutline } from './outline-map-fill.ts'
import type { PatchPixels } from './patch-pixels-of-holes.ts'
import { writeFilledMaps } from './write-filled-maps.ts'

/** Share of the time that filling the holes takes; the rest is that of writing the maps. */
const shareOfHoles = 0.97

/**
 * Fills the holes of a map, one after the other. What is made of each is kept in the folder, so that a job that was
 * stopped goes on where it was; the same work gives the same files to the last bit.
 * @throws CirrusError conflict if the folder holds anything else, this is complete, or another process works in it; and
 *   errors as `fillHoles`
 */
export async function inpaintMap(engine: Engine, order: MapFillOrder): Promise<MapFillRecord> {
  const { outline, request, folder } = order
  const begun = await beginMapFill(folder, workOf(request, outline))
  const lock = await takeLock(mapFillFiles(folder).lock)
  if (typeof lock !== 'function') {
    const message = `Process ${lock.pid} on ${lock.machine} fills holes in ${folder}. Stop it, or choose another folder.`
    throw new CirrusError('conflict', message, undefined, { field: 'out' })
  }
  try {
    return await goOn(engine, order, begun)
  } finally {
    await lock()
  }
}

async function goOn(engine: Engine, order: MapFillOrder, begun: MapFillJournal): Promise<MapFillRecord> {
  const { outline, request, folder, signal, onProgress } = order
  const holes = pixelList(npixOf(outline.chosen.header.nside), pixelsOf(outline))
  const told = (fraction: number, note: string) => onProgress?.(shareOfHoles * fraction, note)
  const journal = await fillHoles(engine, { ...order, onProgress: told }, begun, holes)
  signal?.throwIfAborted()
  onProgress?.(shareOfHoles, 'writing the maps')
  const samples = 'samples' in request.estimator ? request.estimator.samples : 0
  const blended = await blendPatches(
    () => patchesIn(folder, outline.holes.length),
    holes,
    Math.min(request.realisations, samples),
  )
  const written = await writeFilledMaps(folder, outline, journal, holes.pixels, blended, signal)
  const finishedAt = new Date().toISOString()
  const record = { ...journal, finishedAt, pixels: holes.pixels.length, ...written }
  await writeMapFillRecord(folder, record)
  return record
}

/** RING numbers of the pixels in any hole, ascending. */
const pixelsOf = ({ holes }: MapFillOutline): Uint32Array =>
  Uint32Array.from(new Set(holes.flatMap(({ pixels }) => [...pixels]))).sort()

async function* patchesIn(folder: string, count: number): AsyncGenerator<PatchPixels> {
  for (let number = 0; number < count; number++) {
    const { data, shape } = await readNpy(mapFillFiles(folder).hole(number))
    yield { values: data as Float64Array, rows: shape[0] }
  }
}
