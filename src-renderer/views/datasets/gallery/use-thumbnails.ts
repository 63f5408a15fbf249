import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { datasetChannels, standardOf, type Dataset, type Patch } from '../../../../src-preload/contract/index.ts'
import { channelScale } from '../../../../src-shared/colour/channel-scale.ts'
import { rangeOf, type Range } from '../../../../src-shared/colour/range.ts'
import { scalingOf } from '../../../../src-shared/sky/channels.ts'
import { useAppearance } from '../../../stores/appearance.ts'
import { sharedRange, type PatchUnit } from './gallery-range.ts'
import { patchThumbnails } from './patch-thumbnails.ts'

interface Shown {
  dataset: Dataset
  /** All patches, for one colour scale. */
  patches: readonly Patch[]
  /** Those in sight. */
  sight: readonly Patch[]
  unit: PatchUnit
  channel: number
  /** One colour scale for all, or one for each. */
  shared: boolean
}

/** The thumbnails of the patches in sight, with their colours. */
export function useThumbnails(shown: () => Shown) {
  const appearance = useAppearance()
  const arrived = ref(0)
  const source = shallowRef<ReturnType<typeof patchThumbnails> | null>(null)
  watch(
    () => {
      const { dataset, unit, channel } = shown()
      return [dataset.id, unit, dataset.fingerprint, channel] as const
    },
    ([id, unit, , channel]) => {
      source.value?.close()
      const { recipe } = shown().dataset
      const logged = unit === 'map' && scalingOf(datasetChannels(recipe)[channel], recipe).scale === 'log'
      source.value = patchThumbnails({ id, size: recipe.size, channel, logged }, unit, () => arrived.value++)
    },
    { immediate: true },
  )
  watch(
    () => [source.value, shown().sight] as const,
    ([thumbnails, sight]) => thumbnails?.show(sight.map(({ index }) => index)),
    { immediate: true },
  )
  onScopeDispose(() => source.value?.close())

  /** Of the pictures in sight: without standardisation, no mean and standard deviation are known. */
  const sightRange = (sight: readonly Patch[]) => {
    void arrived.value
    const pictures = sight.map(({ index }) => source.value!.get(index))
    return rangeOf(
      pictures.flatMap((picture) => (typeof picture === 'string' ? [] : [picture.values])),
      0.01,
    )
  }
  const oneRange = computed(() => {
    const { dataset, patches, sight, channel, unit } = shown()
    const { recipe } = dataset
    if (recipe.standardisation === 'none') return sightRange(sight)
    const standards = patches.map((patch) => standardOf(patch, channel))
    return sharedRange(standards, unit, scalingOf(datasetChannels(recipe)[channel], recipe))
  })
  const inColours = (range: Range) => {
    const { dataset, channel } = shown()
    return channelScale(datasetChannels(dataset.recipe)[channel], range, appearance.colourMap)
  }
  return computed(() => {
    void arrived.value
    return shown().sight.map((patch) => {
      const picture = source.value!.get(patch.index)
      const one = typeof picture === 'string' || shown().shared
      return { patch, picture, colours: inColours(one ? oneRange.value : rangeOf([picture.values], 0.01)) }
    })
  })
}
