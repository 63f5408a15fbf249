import { resolve } from 'node:path'
import packageFacts from '../../../package.json' with { type: 'json' }
import { standardOf, type Patch, type StoredRecipe } from '../../../src-preload/contract/datasets.ts'
import { ofChannel, type InpaintingStatistics, type Problem } from '../../../src-preload/contract/inpaintings.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import type { PatchNoise } from '../../../src-shared/inpainting/patch-noise.ts'
import { standardisedNoise, type NoiseOfMap } from '../../../src-shared/inpainting/standardised-noise.ts'
import { seedRandom } from '../../../src-shared/random/index.ts'
import {
  channelOf,
  channelSets,
  interleaved,
  patchShape,
  scalingOf,
  type Channel,
  type ChannelSet,
} from '../../../src-shared/sky/channels.ts'
import type { Standard } from '../../../src-shared/sky/scale.ts'
import { writeNpy } from '../../files/npy.ts'
import { readDataset, readPatches } from '../datasets/dataset-folder.ts'
import { rowOfStack } from '../datasets/patch-origin.ts'
import { datasetMasks } from '../datasets/stack-masks.ts'
import { inField } from '../host/in-field.ts'
import { usualShelf } from '../masks/shelf.ts'
import { inpaintingFiles, writeInpaintingRecord, type InpaintingRecord } from './inpainting-folder.ts'
import { writeProblemNoises } from './noise-of-problem.ts'
import { observedData, seenPatch } from './observed-data.ts'
import { readMasks } from './read-masks.ts'
import { readNoise } from './read-noise.ts'
import { pictureStatistics, statisticsAxes } from './patch-statistics.ts'
import { makeFolder } from '../../files/make-folder.ts'

/**
 * What can be seen of a problem before it is made: that its dataset has such a patch, whose truth is known everywhere, and
 * that the masks fit it. Nothing is written.
 * @param dataset its folder, recipe and patches
 * @param shelf where masks are found that the problem only names
 * @returns the patch's row of the table, its masks [size, size, channels], and the noise of each channel unless that is white
 * @throws CirrusError refused, with the field of an order that is wrong
 */
export async function checkProblem<P extends Pick<Patch, 'lon' | 'lat' | 'rotation'>>(
  dataset: { folder: string; recipe: StoredRecipe; patches: readonly P[] },
  problem: Problem,
  shelf = usualShelf(),
): Promise<{ patch: P; mask: Uint8Array; noises: (NoiseOfMap | null)[] }> {
  const { folder, recipe, patches } = dataset
  const { size, width, channels: set } = recipe
  const channels = channelSets[set]
  await inField('problem.channels', async () => {
    const lacking = (Object.keys(problem.channels) as Channel[]).find((channel) => !channels.includes(channel as never))
    if (lacking) throw refused(folder, 'channels', `its patches have ${channels.join(', ')}, and no ${lacking}`)
  })
  const place = `patch ${problem.patch}`
  const patch = patches[problem.patch]
  await inField('problem.patch', async () => {
    if (!patch) throw refused(folder, place, `no such patch; they are numbered 0 to ${patches.length - 1}`)
    const good = await datasetMasks(folder, problem.patch, 1)
    if (!good?.includes(0)) return
    const reason = 'the map has no value at some of its pixels, so a fill can’t be compared there'
    throw refused(folder, place, `${reason}; choose a patch without holes`)
  })
  const masked = { ...patch, size, width, channels: set }
  const mask = await inField('problem.mask', () => readMasks(problem, masked, shelf))
  const noises = await inField('problem.noise', () =>
    Promise.all(
      channels.map((channel, c) =>
        readNoise(ofChannel(problem, channel).noise, masked, channelOf(mask, channels.length, c), shelf),
      ),
    ),
  )
  return { patch, mask, noises }
}

/** The statistics of a problem's true patch [size, size, channels]. */
export function problemStatistics(
  original: Float32Array,
  { channels: set, ...geometry }: { size: number; width: number; channels: ChannelSet },
): InpaintingStatistics {
  const channels = channelSets[set].length
  const [first, ...others] = Array.from({ length: channels }, (_, channel) =>
    pictureStatistics(channelOf(original, channels, channel), geometry),
  )
  return { ...statisticsAxes(geometry), original: first, others }
}

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
  const found = await checkProblem({ folder: dataset, recipe: of.recipe, patches }, problem, shelf)
  const { patch, mask } = found
  const { size, channels: set } = of.recipe
  const channels = channelSets[set]
  const shape = patchShape(size, channels.length)
  const original = await readPatches(dataset, problem.patch, 1)
  const files = inpaintingFiles(folder)
  await makeFolder(folder)
  await writeNpy(files.original, original, shape)
  await writeNpy(files.mask, mask, shape)
  const random = problem.simulated ? seedRandom(problem.seed) : null
  const observed = channels.map((channel, c) => {
    const plane = channelOf(original, channels.length, c)
    const own = ofChannel(problem, channel)
    const seen = seenPatch(plane, own, of.recipe)
    const noise = noiseOf(found.noises[c], own.noise, seen, {
      recipe: of.recipe,
      channel,
      standard: standardOf(patch, c),
    })
    return { noise, data: observedData(seen, channelOf(mask, channels.length, c), noise, random) }
  })
  await writeProblemNoises(
    folder,
    observed.map(({ noise }) => noise),
    of.recipe,
  )
  await writeNpy(files.data, interleaved(observed.map(({ data }) => data)), shape)
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
    width: of.recipe.width,
    split: patch.split,
    ...scalingOf('I', of.recipe),
    standardisation: of.recipe.standardisation,
    channels: set,
    mean: patch.mean,
    std: patch.std,
    others: patch.others,
    problem,
    statistics: problemStatistics(original, of.recipe),
  }
  await writeInpaintingRecord(folder, record)
  return record
}

/** The noise of a channel's data, standardised. @param ofMap null if it is white */
function noiseOf(
  ofMap: NoiseOfMap | null,
  noise: Problem['noise'],
  seen: ArrayLike<number>,
  { recipe, channel, standard }: { recipe: StoredRecipe; channel: Channel; standard: Standard },
): PatchNoise {
  if (ofMap === null) return noise as PatchNoise
  const { size, width } = recipe
  const pixel = (width / (size - 1)) * (Math.PI / 180)
  return standardisedNoise(ofMap, seen, standard, scalingOf(channel, recipe), { size, pixel })
}
