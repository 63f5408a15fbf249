import { refused } from '../../../src-preload/rpc/errors.ts'
import type { ChannelSet } from '../../../src-shared/sky/channels.ts'
import type { HealpixMap } from '../../../src-shared/sky/healpix/map.ts'
import { conventionOf } from '../../../src-shared/sky/polarisation.ts'
import { readHealpixHeader } from '../../sky/fits/choose-column.ts'
import { polarisedMaps } from '../../../src-shared/sky/polarised-columns.ts'
import { stokesOfColumn } from '../../sky/fits/stokes-of-column.ts'
import type { HealpixHeader } from '../../sky/fits/map-header.ts'
import type { StokesValues } from '../../sky/patches/cut-batch.ts'
import { sharedLike } from '../../sky/patches/cut-patches.ts'
import type { Conversion } from './converting-factor.ts'
import { loadColumn, type LoadedColumn, type LoadOptions } from './map-column.ts'

/** A column of a map, with Q and U of the same table if patches have them as channels. */
export interface LoadedChannels extends LoadedColumn {
  /** Absent or null if the column is the only channel. Otherwise `map` is I, or Q if there is no I. */
  stokes?: StokesValues | null
}

type Load = (name: string) => Promise<LoadedColumn>

/**
 * Reads the columns for the channels of patches; U of a map in the IAU's convention changes its sign.
 * @param column one of the columns, or the column itself for the channel I; the first if undefined
 * @param load reads a column by its name
 * @throws FitsError as `loadColumn`; CirrusError refused for a map without the columns, or an unknown convention
 */
export async function loadChannels(
  path: string,
  column: string | undefined,
  channels: ChannelSet,
  { load, ...options }: LoadOptions & Conversion & { load?: Load },
): Promise<LoadedChannels> {
  const read = load ?? ((name) => loadColumn(path, name, options))
  if (channels === 'I') {
    const only = load && column !== undefined ? load(column) : loadColumn(path, column, options)
    return { ...(await only), stokes: null }
  }
  const names = channelColumns(await readHealpixHeader(path, { ...options, column }), channels, column)
  const parts: LoadedColumn[] = []
  // One after the other, as each needs memory of its own while it is read.
  for (const name of names) parts.push(await read(name))
  const [q, u] = parts.slice(-2)
  const isIau = conventionOf(q.header.cards.text('POLCCONV')) === 'IAU'
  return {
    ...parts[0],
    name: names.join(', '),
    stokes: { channels, q: q.map.values, u: isIau ? negated(u.map as HealpixMap) : u.map.values },
  }
}

/**
 * The names of the columns that hold the channels of a map.
 * @param column one of them, if the table has several polarised maps; the first otherwise
 * @throws CirrusError refused for a map without one of them, or an unknown convention of U
 */
export function channelColumns(header: HealpixHeader, channels: Exclude<ChannelSet, 'I'>, column?: string): string[] {
  const { file, columns, cards } = header
  const convention = cards.text('POLCCONV')
  if (conventionOf(convention) === undefined)
    throw refused(file, 'card POLCCONV', `the convention ${convention} of U is not known; it must be COSMO or IAU`)
  const maps = polarisedMaps(columns.map(({ name, unit }) => ({ name, unit, stokes: stokesOfColumn(header, name) })))
  const isOf = (map: (typeof maps)[number]) => [map.i, map.q, map.u].some((part) => part?.name === column)
  const found = maps.find(isOf) ?? maps[0]
  const parts = found && (channels === 'QU' ? [found.q, found.u] : [found.i, found.q, found.u])
  if (parts?.every((part) => part !== null)) return parts.map(({ name }) => name)
  const held = columns.map(({ name }) => name).join(', ')
  const lacking = found ? 'one of the intensity in the same unit' : 'columns of Stokes Q and U of one map'
  throw refused(
    file,
    `HDU ${columns[0].hdu.index}`,
    `the channels ${channels} need ${lacking}; its columns are ${held}`,
    'channels',
  )
}

function negated({ values }: HealpixMap) {
  const out = sharedLike(values)
  for (let i = 0; i < values.length; i++) out[i] = -values[i]
  return out
}
