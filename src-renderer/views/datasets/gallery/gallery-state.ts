import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import { splitNameSchema, type SplitName } from '../../../../src-preload/contract/index.ts'
import { channelSets, type Channel } from '../../../../src-shared/sky/channels.ts'
import type { PatchFilter } from '../../../../src-shared/sky/patch-choice/patch-filter.ts'
import { patchOrders, type PatchOrder } from '../../../../src-shared/sky/patch-choice/patch-order.ts'
import { readIndices, writeIndices } from '../../../../src-shared/text/index-ranges.ts'
import { readRange, writeRange } from '../../../../src-shared/text/number-range.ts'
import type { PatchUnit } from './gallery-range.ts'

/** How the gallery of a dataset is sorted and filtered, and which patches are chosen. */
export interface GalleryState {
  order: PatchOrder
  descending: boolean
  filter: PatchFilter<SplitName>
  /** Indices, ascending. */
  chosen: readonly number[]
  unit: PatchUnit
  /** The channel shown; null for the first. */
  channel: Channel | null
}

/** The ranges of the filter, by their names in the address. */
export const filterRanges = ['lon', 'lat', 'mean', 'std'] as const
export type FilterRange = (typeof filterRanges)[number]

/** Longer choices are not in the address: browsers and tickets cut long ones. */
const longest = 1500

const keys = ['sort', 'split', ...filterRanges, 'chosen', 'unit', 'channel'] as const

const channels: readonly Channel[] = channelSets.IQU

/** The state that an address gives; what it can't be read from is left out. */
export function readGallery(query: LocationQuery): GalleryState {
  const text = (key: (typeof keys)[number]) => (typeof query[key] === 'string' ? query[key] : '')
  const sort = text('sort')
  const order = patchOrders.find((one) => one === sort.replace(/^-/, ''))
  const splits = text('split')
    .split(',')
    .flatMap((word) => splitNameSchema.safeParse(word).data ?? [])
  const filter: GalleryState['filter'] = splits.length > 0 ? { splits } : {}
  for (const name of filterRanges) {
    const range = readRange(text(name))
    if (range) filter[name] = range
  }
  return {
    order: order ?? 'index',
    descending: order !== undefined && sort.startsWith('-'),
    filter,
    chosen: readIndices(text('chosen')) ?? [],
    unit: text('unit') === 'map' ? 'map' : 'standard',
    channel: channels.find((one) => one === text('channel')) ?? null,
  }
}

/** The query of a state, without what is the default. */
export function writeGallery({ order, descending, filter, chosen, unit, channel }: GalleryState): LocationQueryRaw {
  const query: LocationQueryRaw = {}
  if (order !== 'index' || descending) query.sort = `${descending ? '-' : ''}${order}`
  if (filter.splits) query.split = filter.splits.join(',')
  for (const name of filterRanges) {
    const range = filter[name]
    if (range) query[name] = writeRange(range)
  }
  const indices = writeIndices(chosen)
  if (indices !== '' && indices.length <= longest) query.chosen = indices
  if (unit === 'map') query.unit = unit
  if (channel) query.channel = channel
  return query
}

/** A query without the gallery's part. */
export const withoutGallery = (query: LocationQuery): LocationQuery =>
  Object.fromEntries(Object.entries(query).filter(([key]) => !(keys as readonly string[]).includes(key)))
