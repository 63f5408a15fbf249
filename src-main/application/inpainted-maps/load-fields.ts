import { isImage } from '../../../src-shared/sky/field.ts'
import { channelSets, type ChannelSet } from '../../../src-shared/sky/channels.ts'
import type { AnyHealpixMap } from '../../../src-shared/sky/healpix/sparse-map.ts'
import { loadChannels, type LoadedChannels } from '../maps/load-channels.ts'
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
  return fieldsOf(await loadChannels(request.map, columns[0].column.name, set, { coordsys, polcconv, signal }), set)
}

/** Columns as the fields of their channels. @throws TypeError for those of an image */
export function fieldsOf({ map, stokes }: LoadedChannels, set: ChannelSet): ChannelFields {
  if (isImage(map)) throw new TypeError('The channels of an image are no HEALPix maps.')
  const fields: AnyHealpixMap[] = stokes
    ? [...(set === 'IQU' ? [map] : []), { ...map, values: stokes.q }, { ...map, values: stokes.u }]
    : [map]
  return { channels: channelSets[set], fields }
}
