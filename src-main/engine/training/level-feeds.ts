import { integerBelow } from '../../../src-shared/random/index.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { cropSide } from '../../../src-shared/model/octaves.ts'
import type { BlockCrops } from '../../../src-shared/model/haar.ts'
import { givenTogether, observationByLevel, observationChannels } from '../../../src-shared/model/observation.ts'
import { cut, detailsOf, picturesOf } from '../../../src-shared/model/pyramid.ts'
import type { LevelNetwork } from '../flow/level-networks.ts'
import { randomStream } from '../runtime/random.ts'
import type { Batch } from './batches.ts'

/** Names of a level's inputs in a compiled step. */
export const levelInputs = (octave: number) =>
  octave === 0
    ? { data: 'patches', picture: 'picture', masks: 'masks' }
    : { data: `patches_${octave}`, picture: `picture_${octave}`, masks: `masks_${octave}` }

/**
 * A batch as the levels of a flow take it: the coarsest pictures whole, and of each octave a crop of every patch's
 * details and of the picture that they are given, at a place that the batch's key decides.
 */
export function feedsOfLevels(
  batch: Batch,
  config: TrainingConfig,
  levels: readonly LevelNetwork[],
  scales: readonly Float32Array[],
): Record<string, Float32Array> {
  const { key, patches, masks, conditions } = batch
  const observed = batch.observation ? observationByLevel(batch.observation, config) : null
  const pictures = picturesOf(patches, config)
  const goodness = masks ? goodBlocks(masks, config) : null
  const feeds: Record<string, Float32Array> = { key, patches: pictures[0] }
  if (conditions) feeds.conditions = conditions
  if (goodness) feeds.masks = goodness[0]
  if (observed) feeds.picture = observed[0]
  for (const { octave, side } of levels.slice(1)) {
    const names = levelInputs(octave)
    const crops = cropsOf(config.batchSize, side, cropSide({ side }, config), randomStream(key[0], key[1], octave))
    const [coarser, finer] = pictures.slice(octave - 1)
    feeds[names.data] = detailsOf({ coarser, finer }, octave, config, scales[octave - 1], crops)
    feeds[names.picture] = givenTogether(
      cut(coarser, { side, channels: config.channels }, crops),
      observed && cut(observed[octave], { side, channels: observationChannels(config, octave) }, crops),
      config,
      octave,
    )
    if (goodness) feeds[names.masks] = cut(goodness[octave], { side, channels: 1 }, crops)
  }
  return feeds
}

/** A square of a grid at a random place in each picture of a batch. */
const cropsOf = (count: number, side: number, crop: number, random: ReturnType<typeof randomStream>): BlockCrops => ({
  side: crop,
  places: Array.from({ length: count }, () => [
    integerBelow(random, side - crop + 1),
    integerBelow(random, side - crop + 1),
  ]),
})

/** Masks of each level: a block is good if its four pixels are. */
function goodBlocks(masks: Float32Array, { size, octaves }: TrainingConfig): Float32Array[] {
  const goodness: Float32Array[] = []
  let fine = masks
  for (let side = size / 2; goodness.length < octaves; side /= 2) {
    const blocks = new Float32Array(fine.length / 4)
    for (let i = 0; i < blocks.length; i++) {
      const from = 4 * i - 2 * (i % side)
      blocks[i] = fine[from] * fine[from + 1] * fine[from + 2 * side] * fine[from + 2 * side + 1]
    }
    goodness.unshift(blocks)
    fine = blocks
  }
  // The coarsest picture and the first octave's details have the same blocks.
  return octaves === 0 ? [masks] : [goodness[0], ...goodness]
}
