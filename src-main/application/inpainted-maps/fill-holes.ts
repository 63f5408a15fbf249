import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { sideWeights } from '../../../src-shared/sky/assemble/side-weights.ts'
import { isSparse, type SkyField } from '../../../src-shared/sky/field.ts'
import { placeIn, type PixelList } from '../../../src-shared/sky/healpix/pixel-list.ts'
import { ringTable } from '../../../src-shared/sky/healpix/rings.ts'
import { removeLeftovers } from '../../files/atomic.ts'
import { writeNpy } from '../../files/npy.ts'
import type { Engine } from '../host/engine.ts'
import { estimatorAtWork } from '../inpaintings/estimators/estimator-at-work.ts'
import { loadColumn } from '../maps/map-column.ts'
import { holePatches } from './hole-patch.ts'
import { addLoss, interpolationLoss } from './interpolation-loss.ts'
import { mapFillFiles, writeMapFillJournal, type MapFillJournal } from './map-fill-folder.ts'
import type { MapFillOrder } from './map-fill-order.ts'
import { takenBack } from './patch-pixels-of-holes.ts'
import { makeFolder } from '../../files/make-folder.ts'

/**
 * Fills the holes that the folder has nothing of yet, and writes what was made of each as soon as it is known.
 * @param holes pixels of all holes
 * @returns the journal, with the epoch of the model
 * @throws CirrusError refused for a hole without sky around it, before the first is filled; conflict if the run was
 *   trained on since the first was; the signal's reason when aborted; and errors of the estimator
 */
export async function fillHoles(
  engine: Engine,
  { request, outline, folder, signal, onProgress }: MapFillOrder,
  begun: MapFillJournal,
  holes: PixelList,
): Promise<MapFillJournal> {
  const files = mapFillFiles(folder)
  await removeLeftovers(files.holes)
  await rm(files.working, { recursive: true, force: true })
  const count = outline.holes.length
  const left = outline.holes.flatMap((_, number) => (existsSync(files.hole(number)) ? [] : [number]))
  if (left.length === 0) return begun
  const { nside } = outline.chosen.header
  const { geometry, dataset, run } = outline
  const { map } = await loadColumn(request.map, outline.chosen.column.name, { coordsys: request.coordsys, signal })
  emptyHoles(map, holes)
  const patchOf = holePatches(map, outline, request.map)
  for (const number of left) patchOf(outline.holes[number], number)
  const sampling = {
    ...{ nside, rings: ringTable(nside), geometry, band: [1, 4 * nside - 1] as const },
    side: sideWeights(geometry.size),
  }
  const takeBack = takenBack(map, holes, sampling)
  const lossOf = interpolationLoss(map, sampling)
  let journal = begun
  const shared = {
    size: geometry.size,
    channels: ['I'] as const,
    noises: [{ kind: 'white' as const, sigma: request.sigma }],
    blurs: [null],
    dataset,
    signal,
  }
  const estimator = estimatorAtWork(request.estimator, shared)
  try {
    await makeFolder(files.working)
    for (const number of left) {
      signal?.throwIfAborted()
      const patch = patchOf(outline.holes[number], number)
      const tell = (fraction: number) => onProgress?.((number + fraction) / count, `hole ${number + 1} of ${count}`)
      tell(0)
      const given = { ...shared, data: patch.data, mask: patch.mask, run, folder: files.working, engine }
      const { seed } = journal.work.holes[number]
      const made = await estimator.estimate({ ...given, progress: tell, onPoint() {} }, seed)
      journal = await withEpoch(journal, made.model?.epoch ?? null, folder)
      const pixels = takeBack(patch, made)
      addLoss(pixels, lossOf(patch), patch, seed ?? 0)
      await writeNpy(files.hole(number), pixels.values, [pixels.rows, pixels.values.length / pixels.rows])
    }
  } finally {
    await estimator.end()
    await rm(files.working, { recursive: true, force: true })
  }
  return journal
}

function emptyHoles(map: SkyField, holes: PixelList): void {
  for (const pixel of holes.pixels) {
    const place = isSparse(map) ? placeIn(map.list, pixel) : pixel
    if (place >= 0) map.values[place] = NaN
  }
}

/** All holes must be filled by the same model. */
async function withEpoch(journal: MapFillJournal, epoch: number | null, folder: string): Promise<MapFillJournal> {
  if (epoch === null || epoch === journal.epoch) return journal
  if (journal.epoch !== null) {
    const changed = `${folder} holds holes filled by epoch ${journal.epoch} of ${journal.work.run}, which is at ${epoch} now`
    throw new CirrusError('conflict', `${changed}. Choose another folder.`, undefined, { field: 'out' })
  }
  const known = { ...journal, epoch }
  await writeMapFillJournal(folder, known)
  return known
}
