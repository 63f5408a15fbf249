import { refused } from '../../../src-preload/rpc/errors.ts'
import type { ChannelSet } from '../../../src-shared/sky/channels.ts'
import { isSparse, type SkyField } from '../../../src-shared/sky/field.ts'
import { isSameList } from '../../../src-shared/sky/healpix/pixel-list.ts'
import { denseMap, sameKind } from '../../../src-shared/sky/healpix/sparse-map.ts'
import { conventionOf } from '../../../src-shared/sky/polarisation.ts'
import { withByteSource } from '../../sky/fits/fits-file.ts'
import type { StokesValues } from '../../sky/patches/cut-batch.ts'
import { chooseChannels } from './choose-channels.ts'
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
  const chosen = await withByteSource(path, (source) => chooseChannels(source, channels, column, options))
  const names = chosen.map((one) => one.column.name)
  const parts: LoadedColumn[] = []
  // One after the other, as each needs memory of its own while it is read.
  for (const name of names) parts.push(await read(name))
  requireFixedAxes(parts.at(-1)!)
  const fields = onSamePixels(parts.map(({ map }) => map))
  const [q, u] = fields.slice(-2)
  const isIau = conventionOf(parts.at(-2)!.header.polcconv) === 'IAU'
  return {
    ...parts[0],
    map: fields[0],
    name: names.join(', '),
    stokes: { channels, q: q.values, u: isIau ? negated(u) : u.values },
  }
}

/** Refuses Q and U on the axes of another equinox: only positions of such images are precessed. @throws CirrusError */
function requireFixedAxes({ header }: LoadedColumn): void {
  if (header.kind === 'healpix' || !header.wcs.equinox) return
  const reason =
    'Q and U of this image refer to the axes of another equinox than J2000, which are not turned; reproject it to J2000 first'
  throw refused(header.file, `HDU ${header.columns[0].hdu.index}, card EQUINOX`, reason, 'channels')
}

/** Partial maps of different pixels, as those of two tables may be, get arrays of all pixels. */
function onSamePixels(fields: readonly SkyField[]): readonly SkyField[] {
  const [first, ...others] = fields
  if (isSparse(first) && others.every((other) => isSparse(other) && isSameList(first.list, other.list))) return fields
  return fields.map((field) => (isSparse(field) ? denseMap(field, true) : field))
}

function negated({ values }: SkyField) {
  const out = sameKind(values, values.length, true)
  for (let i = 0; i < values.length; i++) out[i] = -values[i]
  return out
}
