import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { Patch, PatchChoice, SplitName } from '../../../../src-preload/contract/index.ts'
import { standardOf } from '../../../../src-preload/contract/index.ts'
import type { Channel } from '../../../../src-shared/sky/channels.ts'
import { passes } from '../../../../src-shared/sky/patch-choice/patch-filter.ts'
import { orderPatches } from '../../../../src-shared/sky/patch-choice/patch-order.ts'
import { choose, type Choosing } from './choose.ts'
import type { PatchUnit } from './gallery-range.ts'
import { readGallery, withoutGallery, writeGallery, type GalleryState } from './gallery-state.ts'

export interface GallerySource {
  datasetId: string
  patches: readonly Patch[]
  channels: readonly Channel[]
}

/** What the page shares with the gallery: the unit of the pictures, and the place of the channel shown and sorted by. */
interface SharedView {
  unit: Ref<PatchUnit>
  channel: Ref<number>
}

/** Milliseconds after a change before the address follows, so that dragging and typing do not fill it. */
const rest = 200

/** The sorted and filtered patches of a dataset, those chosen among them, and all of that in the address. */
export function useGallery(source: () => GallerySource, { unit, channel }: SharedView) {
  const route = useRoute()
  const router = useRouter()
  const initial = readGallery(route.query)
  const order = ref(initial.order)
  const descending = ref(initial.descending)
  const filter = shallowRef(initial.filter)
  const chosen = shallowRef<ReadonlySet<number>>(new Set(initial.chosen))
  const anchor = ref<number | null>(null)

  const standard = (patch: Patch) => standardOf(patch, channel.value)
  const sorted = computed(() => orderPatches(source().patches, order.value, descending.value, standard))
  const shown = computed(() => sorted.value.filter((patch) => passes(patch, filter.value, standard)))
  const ascending = computed(() => [...chosen.value].sort((a, b) => a - b))
  const hidden = computed(() => {
    const indices = new Set(shown.value.map(({ index }) => index))
    return ascending.value.filter((index) => !indices.has(index)).length
  })

  const state = computed<GalleryState>(() => ({
    ...{ order: order.value, descending: descending.value, filter: filter.value, chosen: ascending.value },
    ...{ unit: unit.value, channel: channel.value > 0 ? source().channels[channel.value] : null },
  }))
  const show = (read: GalleryState) => {
    unit.value = read.unit
    channel.value = read.channel ? Math.max(0, source().channels.indexOf(read.channel)) : 0
  }
  const take = (query: typeof route.query) => {
    const read = readGallery(query)
    order.value = read.order
    descending.value = read.descending
    filter.value = read.filter
    chosen.value = new Set(read.chosen)
    show(read)
  }
  if (initial.unit === 'map' || initial.channel) show(initial)
  let timer: ReturnType<typeof setTimeout> | undefined
  /** The gallery's part of the address, as this gallery has written or read it. */
  let told = JSON.stringify(writeGallery(initial))
  watch(state, (now) => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      told = JSON.stringify(writeGallery(now))
      void router.replace({ query: { ...withoutGallery(router.currentRoute.value.query), ...writeGallery(now) } })
    }, rest)
  })
  watch(
    () => [source().datasetId, JSON.stringify(writeGallery(readGallery(route.query)))] as const,
    ([id, asked], [before]) => {
      if (id === before && asked === told) return
      clearTimeout(timer)
      told = asked
      take(route.query)
    },
  )
  onScopeDispose(() => clearTimeout(timer))

  const isFiltered = computed(() => Object.keys(filter.value).length > 0)
  /** What an export of the choice is asked for: the chosen patches, or without any, all that are shown. */
  const choice = computed<PatchChoice>(() => {
    const ofChannel = filter.value.mean || filter.value.std
    const all: PatchChoice = {
      ...filter.value,
      splits: filter.value.splits && ([...filter.value.splits] satisfies SplitName[]),
      ...(ofChannel && channel.value > 0 ? { channel: source().channels[channel.value] } : {}),
    }
    const allShown = hidden.value === 0 && chosen.value.size === shown.value.length
    return chosen.value.size === 0 || allShown ? all : { patches: ascending.value }
  })
  return {
    ...{ order, descending, filter, isFiltered, chosen, shown, hidden, choice },
    choose(index: number, how: Choosing) {
      const indices = shown.value.map((patch) => patch.index)
      const next = choose({ indices: chosen.value, anchor: anchor.value }, indices, index, how)
      chosen.value = next.indices
      anchor.value = next.anchor
    },
    chooseShown: () => void (chosen.value = new Set(shown.value.map(({ index }) => index))),
    chooseNone: () => void (chosen.value = new Set()),
  }
}
