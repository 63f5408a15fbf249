import { isImage, type SkyField } from '../../../src-shared/sky/field.ts'
import { channelSets } from '../../../src-shared/sky/channels.ts'
import type { AnyHealpixMap } from '../../../src-shared/sky/healpix/sparse-map.ts'
import { loadChannels } from '../maps/load-channels.ts'
import type { ChannelFields } from './fields-around.ts'
import type { MapFillOrder } from './map-fill-order.ts'

/** Reads the channels of the map whose holes are filled. @throws FitsError, CirrusError as `loadChannels` */
export async function loadFields({
  request,
  outline,
  signal,
}: Pick<MapFillOrder, 'request' | 'outline' | 'signal'>): Promise<ChannelFields> {
  const { set, columns } = outline
  const { coordsys, polcconv } = request
  const name = columns[0].column.name
  const { map, stokes } = await loadChannels(request.map, name, set, { coordsys, polcconv, signal })
  const fields: SkyField[] = stokes
    ? [...(set === 'IQU' ? [map] : []), { ...map, values: stokes.q }, { ...map, values: stokes.u }]
    : [map]
  // The outline has refused images.
  return { channels: channelSets[set], fields: fields.filter((field): field is AnyHealpixMap => !isImage(field)) }
}
