import { refused } from '../../../src-preload/rpc/errors.ts'
import type { ChannelSet } from '../../../src-shared/sky/channels.ts'
import { conventionOf } from '../../../src-shared/sky/polarisation.ts'
import type { ByteSource } from '../../sky/fits/byte-source.ts'
import { chooseColumn } from '../../sky/fits/choose-column.ts'
import { findPolarisedMaps } from '../../sky/fits/find-polarised-maps.ts'
import type { ChosenColumn, HeaderOptions } from '../../sky/fits/map-header.ts'

/**
 * Finds the columns that hold the channels of a map, in their order.
 * @param column the column itself for the channel I; otherwise one of them, if the file has several polarised maps; the
 *   first if undefined
 * @throws FitsError as `chooseColumn`; CirrusError refused for a map without one of them, or an unknown convention of U
 */
export async function chooseChannels(
  source: ByteSource,
  channels: ChannelSet,
  column: string | undefined,
  options: HeaderOptions,
): Promise<ChosenColumn[]> {
  if (channels === 'I') return [await chooseColumn(source, column, options)]
  const { file } = source
  const { maps, columns } = await findPolarisedMaps(source, options)
  const isOf = (map: (typeof maps)[number]) => [map.i, map.q, map.u].some((part) => part?.name === column)
  const found = maps.find(isOf) ?? maps.at(0)
  const held = columns.map(({ name }) => name).join(', ')
  if (!found || (channels === 'IQU' && !found.i)) {
    const lacking = found ? 'one of the intensity in the same unit' : 'columns of Stokes Q and U of one map'
    const { index } = (found?.q ?? columns[0]).column.hdu
    throw refused(file, `HDU ${index}`, `the channels ${channels} need ${lacking}; its columns are ${held}`, 'channels')
  }
  const { polcconv } = found.q.header
  if (conventionOf(polcconv) === undefined) {
    const reason = `the convention ${polcconv} of U is not known; give it with --polcconv COSMO or IAU`
    throw refused(file, 'card POLCCONV', reason, 'polcconv')
  }
  const parts = [channels === 'IQU' ? found.i : null, found.q, found.u]
  return parts.flatMap((part) => (part ? [{ header: part.header, column: part.column }] : []))
}
