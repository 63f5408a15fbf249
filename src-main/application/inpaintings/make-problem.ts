import { resolve } from 'node:path'
import packageFacts from '../../../package.json' with { type: 'json' }
import { standardisationOf, type Patch, type StoredRecipe } from '../../../src-preload/contract/datasets.ts'
import type { InpaintingStatistics, Problem } from '../../../src-preload/contract/inpaintings.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import type { PatchNoise } from '../../../src-shared/inpainting/patch-noise.ts'
import { standardisedNoise, type NoiseOfMap } from '../../../src-shared/inpainting/standardised-noise.ts'
import { scalingOf } from '../../../src-shared/sky/channels.ts'
import { writeNpy } from '../../files/npy.ts'
import { readDataset, readPatches } from '../datasets/dataset-folder.ts'
import { rowOfStack } from '../datasets/patch-origin.ts'
import { datasetMasks } from '../datasets/stack-masks.ts'
import { inField } from '../host/in-field.ts'
import { readMask } from '../masks/read-mask.ts'
import { usualShelf } from '../masks/shelf.ts'
import { inpaintingFiles, writeInpaintingRecord, type InpaintingRecord } from './inpainting-folder.ts'
import { writeProblemNoise } from './noise-of-problem.ts'
import { observedData, seenPatch } from './observed-data.ts'
import { requireOneChannel } from './one-channel.ts'
import { readNoise } from './read-noise.ts'
import { pictureStatistics, statisticsAxes } from './patch-statistics.ts'
import { makeFolder } from '../../files/make-folder.ts'

/**
 * What can be seen of a problem before it is made: that its dataset has such a patch, whose truth is known everywhere, and
 * that the mask fits it. Nothing is written.
 * @param dataset its folder, recipe and patches
 * @param shelf where masks are found that the problem only names
 * @returns the patch's row of the table, its mask, and its noise unless that is white
 * @throws CirrusError refused, with the field of an order that is wrong
 */
export async function checkProblem<P extends Pick<Patch, 'lon' | 'lat' | 'rotation'>>(
  dataset: { folder: string; recipe: StoredRecipe; patches: readonly P[] },
  problem: Problem,
  shelf = usualShelf(),
): Promise<{ patch: P; mask: Uint8Array; noise: NoiseOfMap | null }> {
  const { folder, recipe, patches } = dataset
  await inField('datasetId', () => requireOneChannel(folder, recipe))
  const place = `patch ${problem.patch}`
  const patch = patches[problem.patch]
  await inField('problem.patch', async () => {
    if (!patch) throw refused(folder, place, `no such patch; they are numbered 0 to ${patches.length - 1}`)
    const good = await datasetMasks(folder, problem.patch, 1)
    if (!good?.includes(0)) return
    const reason = 'the map has no value at some of its pixels, so a fill can’t be compared there'
    throw refused(folder, place, `${reason}; choose a patch without holes`)
  })
  const { size, width } = recipe
  const masked = { ...patch, size, width }
  const mask = await inField('problem.mask', () => readMask(problem.mask, masked, shelf))
  const noise = await inField('problem.noise', () => readNoise(problem.noise, masked, mask, shelf))
  return { patch, mask, noise }
}

/** The statistics of a problem's true patch. */
export const problemStatistics = (
  original: Float32Array,
  geometry: { size: number; width: number },
): InpaintingStatistics => ({ ...statisticsAxes(geometry), original: pictureStatistics(original, geometry) })

/**
 * Writes a problem into a folder: patch, mask, data and record.
 * @param dataset its folder
 * @throws CirrusError as `checkProblem`, and errors of reading and writing the files
 */
export async function makeProblem(
  dataset: string,
  problem: Problem,
  folder: string,
  shelf = usualShelf(),
): Promise<InpaintingRecord> {
  const { record: of, patches } = await readDataset(dataset)
  const {
    patch,
    mask,
    noise: ofMap,
  } = await checkProblem({ folder: dataset, recipe: of.recipe, patches }, problem, shelf)
  const { size, width } = of.recipe
  const original = await readPatches(dataset, problem.patch, 1)
  const files = inpaintingFiles(folder)
  await makeFolder(folder)
  await writeNpy(files.original, original, [size, size])
  await writeNpy(files.mask, mask, [size, size])
  const seen = seenPatch(original, problem, of.recipe)
  const pixel = (width / (size - 1)) * (Math.PI / 180)
  const noise = ofMap
    ? standardisedNoise(ofMap, seen, patch, scalingOf('I', of.recipe), { size, pixel })
    : (problem.noise as PatchNoise)
  await writeProblemNoise(folder, noise, size)
  await writeNpy(files.data, observedData(seen, mask, problem, noise), [size, size])
  const record: InpaintingRecord = {
    format: 'cirrus-inpainting-3',
    cirrus: packageFacts.version,
    createdAt: new Date().toISOString(),
    dataset: resolve(dataset),
    map: of.map,
    stack: of.stack,
    ...(of.stack ? { stackRow: rowOfStack(problem.patch, of.stack.leftOut) } : {}),
    lon: patch.lon,
    lat: patch.lat,
    rotation: patch.rotation,
    size,
    width,
    split: patch.split,
    ...scalingOf('I', of.recipe),
    standardisation: standardisationOf(of.recipe),
    mean: patch.mean,
    std: patch.std,
    problem,
    statistics: problemStatistics(original, of.recipe),
  }
  await writeInpaintingRecord(folder, record)
  return record
}
