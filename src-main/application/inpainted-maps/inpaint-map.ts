import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { channelSets } from '../../../src-shared/sky/channels.ts'
import { npixOf } from '../../../src-shared/sky/healpix/map.ts'
import { pixelList } from '../../../src-shared/sky/healpix/pixel-list.ts'
import { takeLock } from '../../files/process-lock.ts'
import type { Engine } from '../host/engine.ts'
import { beginMapFill, workOf } from './begin-map-fill.ts'
import { blendPatches, type BlendedHoles } from './blend-patches.ts'
import { fillHoles } from './fill-holes.ts'
import { patchesIn, pixelsOf } from './files-of-holes.ts'
import { mapFillFiles, writeMapFillRecord, type MapFillJournal, type MapFillRecord } from './map-fill-folder.ts'
import type { MapFillOrder } from './map-fill-order.ts'
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
  const { nside } = outline.columns[0].header
  const lists = outline.pixels.map((pixels) => pixelList(npixOf(nside), pixels))
  const told = (fraction: number, note: string) => onProgress?.(shareOfHoles * fraction, note)
  const journal = await fillHoles(engine, { ...order, onProgress: told }, begun, lists)
  signal?.throwIfAborted()
  onProgress?.(shareOfHoles, 'writing the maps')
  const samples = 'samples' in request.estimator ? request.estimator.samples : 0
  const realisations = Math.min(request.realisations, samples)
  const blended: BlendedHoles[] = []
  for (const [c, channel] of channelSets[outline.set].entries())
    blended.push(await blendPatches(() => patchesIn(folder, outline, channel), lists[c], realisations))
  const written = await writeFilledMaps(folder, outline, journal, blended, signal)
  const finishedAt = new Date().toISOString()
  const pixels = pixelsOf(outline).length
  const record = { ...journal, finishedAt, pixels, ...written }
  await writeMapFillRecord(folder, record)
  return record
}
