import { existsSync } from 'node:fs'
import type { SkyMap } from '../../../src-preload/contract/maps.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import type { ChannelSet } from '../../../src-shared/sky/channels.ts'
import type { HeaderOptions } from '../../sky/fits/map-header.ts'
import type { Context } from '../host/context.ts'
import { found } from '../host/found.ts'
import { interpolatedColumn } from './interpolated-column.ts'
import { channelSource, columnSource, type PatchSource } from './patch-source.ts'
import { loadChannels, type LoadedChannels } from './load-channels.ts'

/** A map of the catalog, whose file must still exist. @throws CirrusError not-found | refused */
export function presentMap(context: Context, id: string) {
  const map = found(context.catalog.maps.get(id), 'map', id)
  if (!existsSync(map.path))
    throw refused(map.path, '', 'the file is no longer there; restore it, or open the map from its new location')
  return map
}

/** What the user gave in place of the header when the map was opened. */
export const overridesOf = (map: Pick<SkyMap, 'coordsysOverride' | 'polcconvOverride'>): HeaderOptions => ({
  coordsys: map.coordsysOverride ?? undefined,
  polcconv: map.polcconvOverride ?? undefined,
})

/** A column of a map as interpolation needs it. @throws CirrusError not-found | refused */
export async function mapInterpolatedColumn(context: Context, id: string, index: number) {
  const map = presentMap(context, id)
  const { name, unit, derived } = found(map.columns[index], `column of ${map.name}`, String(index))
  const load = (part: string) => context.columns.get(map.path, part, overridesOf(map))
  return { map, column: await interpolatedColumn({ name, unit, derivation: derived ?? null }, load) }
}

/** A column of a map in memory, pixel by pixel. @throws CirrusError not-found | refused */
export async function mapColumn(context: Context, id: string, index: number) {
  const map = presentMap(context, id)
  const column = found(map.columns[index], `column of ${map.name}`, String(index))
  return { map, column: await context.columns.get(map.path, column.name, overridesOf(map)) }
}

/** The columns of a map for the channels of patches, in memory. @throws CirrusError not-found | refused */
export async function mapChannels(
  context: Context,
  id: string,
  index: number,
  channels: ChannelSet,
): Promise<LoadedChannels> {
  const map = presentMap(context, id)
  const { path, name, columns } = map
  const column = found(columns[index], `column of ${name}`, String(index))
  const load = (wanted: string) => context.columns.get(path, wanted, overridesOf(map))
  const chosen = channels !== 'I' && column.derived ? column.derived.from[0] : column.name
  return loadChannels(path, chosen, channels, { ...overridesOf(map), load })
}

/** What patches of a map are cut from: a column, or channels. @throws CirrusError not-found | refused */
export async function mapPatchSource(
  context: Context,
  id: string,
  index: number,
  channels?: Exclude<ChannelSet, 'I'>,
): Promise<PatchSource> {
  if (channels) return channelSource(await mapChannels(context, id, index, channels))
  return columnSource((await mapInterpolatedColumn(context, id, index)).column)
}
