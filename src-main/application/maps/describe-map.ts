import type { ColumnHistogram, MapHeaderCards } from '../../../src-preload/contract/map-statistics.ts'
import type { HeaderOptions } from '../../sky/fits/map-header.ts'
import { readMapInfo } from '../../sky/fits/map-info.ts'
import { columnHistogram } from './column-histogram.ts'
import { headerCards } from './header-cards.ts'
import { loadColumn } from './map-column.ts'
import { withAbsent } from './with-absent.ts'

type MapInfo = Awaited<ReturnType<typeof readMapInfo>>

/** What `cirrus map info` prints: cards and histograms on request only. */
export type MapDescription = MapInfo & {
  headers?: MapHeaderCards[]
  /** Of each column of a map, with its name. */
  histograms?: (ColumnHistogram & { name: string })[]
}

/**
 * Describes a FITS file: a map with the statistics of its columns, or images.
 * @param histogram number of bins, equally wide between a column's extremes
 * @throws FitsError
 */
export async function describeMap(
  path: string,
  {
    cards = false,
    histogram,
    ...options
  }: HeaderOptions & { cards?: boolean; histogram?: number; signal?: AbortSignal } = {},
): Promise<MapDescription> {
  const described: MapDescription = await readMapInfo(path, options)
  if (cards) described.headers = await headerCards(path)
  if (histogram === undefined) return described
  described.histograms = []
  for (const { name } of described.columns) {
    const { map } = await loadColumn(path, name, options)
    const counts = await columnHistogram(map.values, { bins: histogram, scale: 'linear' }, options.signal)
    described.histograms.push({ name, ...withAbsent(map, counts) })
  }
  return described
}
