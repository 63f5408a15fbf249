import { rm } from 'node:fs/promises'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { seedRandom, type RandomState } from '../../../src-shared/random/index.ts'
import type { PatchSampling } from '../../../src-shared/sky/assemble/sample-patch.ts'
import { sideWeights } from '../../../src-shared/sky/assemble/side-weights.ts'
import { channelOf, channelSets } from '../../../src-shared/sky/channels.ts'
import type { PixelList } from '../../../src-shared/sky/healpix/pixel-list.ts'
import { ringTable } from '../../../src-shared/sky/healpix/rings.ts'
import { removeLeftovers } from '../../files/atomic.ts'
import { writeNpy } from '../../files/npy.ts'
import type { Engine } from '../host/engine.ts'
import { estimatorAtWork } from '../inpaintings/estimators/estimator-at-work.ts'
import type { Made } from '../inpaintings/estimators/estimator-kind.ts'
import { putValues } from './fields-around.ts'
import { fileOf, isFilled } from './files-of-holes.ts'
import { holePatches, type HolePatch } from './hole-patch.ts'
import { addLoss, interpolationLoss } from './interpolation-loss.ts'
import { mapFillFiles, writeMapFillJournal, type MapFillJournal } from './map-fill-folder.ts'
import type { MapFillOrder } from './map-fill-order.ts'
import { loadFields } from './load-fields.ts'
import { takenBack, type PatchPixels } from './patch-pixels-of-holes.ts'
import { turnToMap } from './turn-to-map.ts'
import { makeFolder } from '../../files/make-folder.ts'

/**
 * Fills the holes that the folder has nothing of yet, and writes what was made of each as soon as it is known.
 * @param lists pixels of all holes of each channel
 * @returns the journal, with the epoch of the model
 * @throws CirrusError refused for a hole without sky around it, before the first is filled; conflict if the run was
 *   trained on since the first was; the signal's reason when aborted; and errors of the estimator
 */
export async function fillHoles(
  engine: Engine,
  order: MapFillOrder,
  begun: MapFillJournal,
  lists: readonly PixelList[],
): Promise<MapFillJournal> {
  const { request, outline, folder, signal, onProgress } = order
  const files = mapFillFiles(folder)
  await removeLeftovers(files.holes)
  await rm(files.working, { recursive: true, force: true })
  const count = outline.holes.length
  const left = outline.holes.flatMap((_, number) => (isFilled(outline, folder, number) ? [] : [number]))
  if (left.length === 0) return begun
  const { nside } = outline.columns[0].header
  const { geometry, dataset, run, set } = outline
  const channels = channelSets[set]
  const map = await loadFields(order)
  map.fields.forEach((field, c) => putValues(field, lists[c].pixels, () => NaN))
  const patchOf = holePatches(map, outline, request.map)
  for (const number of left) patchOf(outline.holes[number], number)
  const sampling = {
    ...{ nside, rings: ringTable(nside), geometry, band: [1, 4 * nside - 1] as const },
    side: sideWeights(geometry.size),
  }
  let journal = begun
  const shared = {
    ...{ size: geometry.size, channels, dataset, signal },
    noises: channels.map((channel) => ({
      kind: 'white' as const,
      sigma: request.channels[channel]?.sigma ?? request.sigma,
    })),
    blurs: channels.map(() => null),
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
      const taken = takenToMap(patch, made, { sampling, lists, random: seedRandom(seed ?? 0) })
      for (const [c, { values, rows }] of taken.entries()) {
        if (outline.pixels[c].length === 0) continue
        await writeNpy(fileOf(outline, folder, number, channels[c]), values, [rows, values.length / rows])
      }
    }
  } finally {
    await estimator.end()
    await rm(files.working, { recursive: true, force: true })
  }
  return journal
}

/** What an estimate says of the pixels of holes in its patch, by channel, with what interpolation loses; Q and U on the map's axes. */
function takenToMap(
  { channels }: HolePatch,
  made: Made,
  { sampling, lists, random }: { sampling: PatchSampling; lists: readonly PixelList[]; random: RandomState },
): PatchPixels[] {
  const of = (values: Float32Array, c: number) => channelOf(values, channels.length, c)
  const taken = channels.map((channel, c) => {
    const pixels = takenBack(
      channel.field,
      lists[c],
      sampling,
    )(channel, {
      fill: of(made.fill, c),
      deviation: made.deviation && of(made.deviation, c),
      samples: made.samples && of(made.samples, c),
    })
    if (pixels.values.length > 0) addLoss(pixels, interpolationLoss(channel, sampling), channel, random)
    return pixels
  })
  if (taken.length > 1) turnToMap(taken.slice(-2) as [PatchPixels, PatchPixels], channels[0].plane, sampling.nside)
  return taken
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
