import { resolve } from 'node:path'
import packageFacts from '../../../package.json' with { type: 'json' }
import type { ExportFormat } from '../../../src-preload/contract/exports.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import type { Channel, ChannelSet } from '../../../src-shared/sky/channels.ts'
import type { Position } from '../../../src-shared/sky/position.ts'
import type { MapGrid } from '../../../src-shared/sky/grid.ts'
import type { PatchGeometry } from '../../../src-shared/sky/projection/patch-pixels.ts'
import type { HeaderOptions } from '../../sky/fits/map-header.ts'
import { requireFreeFile } from '../host/require-free-file.ts'
import { conversionNote, convertingFactor, type Conversion } from './converting-factor.ts'
import { overrideNotes } from './map-cards.ts'
import { loadInterpolatedColumn } from './interpolated-column.ts'
import { loadChannels } from './load-channels.ts'
import { channelSource, columnSource, cutSource, type PatchSource } from './patch-source.ts'
import { writeChannelsNpy, writeChannelsPng, writePatchFits, type PatchPlace } from './patch-files.ts'

export interface CutPatchOrder extends PatchGeometry, Position, Conversion, HeaderOptions {
  path: string
  /** Column of the map, by name or number; the first if undefined. */
  column?: string
  /** Several channels instead of one column. */
  channels?: Exclude<ChannelSet, 'I'>
  out: string
  /** Whether a file that exists is replaced. */
  overwrite?: boolean
  format: ExportFormat
  signal?: AbortSignal
  /** The column or channels, if they are already in memory. */
  source?: PatchSource
}

/** Least and largest value of a picture. */
interface PictureRange {
  min: number
  max: number
}

export interface CutPatchFacts extends PatchPlace, PictureRange {
  out: string
  column: string
  unit: string
  /** of the map */
  grid: MapGrid
  /** Pixels without data. */
  missing: number
  /** Of each channel, if there are several. */
  channels?: ({ channel: Channel } & PictureRange)[]
}

/**
 * Cuts one gnomonic patch, in map units, and writes it. Maps in double precision give a file in double precision. Several
 * channels are planes of one FITS image, the last axis of an array, or pictures side by side.
 * @throws CirrusError conflict if the file exists; FitsError for a file that is not a map; CirrusError refused for a column of Q or U that is not on Galactic
 *   axes, a map without the channels, or a position without data
 */
export async function cutPatchToFile(order: CutPatchOrder): Promise<CutPatchFacts> {
  const { path, lon, lat, size, width, out, format } = order
  requireFreeFile(out, order.overwrite)
  const source = order.source ?? (await sourceOf(order))
  const { grid, channels } = source
  const place = { lon, lat, size, width }
  const { unit, factor } = convertingFactor(order, path, `unit of column ${source.name}`, source.unit)
  const pictures = cutSource(source, { lon, lat }, { size, width }).map((picture) => {
    if (factor !== 1) for (let i = 0; i < picture.length; i++) picture[i] *= factor
    return source.isDouble ? picture : new Float32Array(picture)
  })
  const ranges = pictures.map(rangeIn)
  if (ranges.some(({ count }) => count === 0)) {
    throw refused(path, `l ${lon} b ${lat}`, 'the map has no data here; choose another position')
  }
  if (format === 'fits') {
    await writePatchFits(
      out,
      place,
      [{ name: 'PATCH', values: oneAfterTheOther(pictures), unit, channels: channels ?? undefined }],
      [
        ...(channels ? [{ keyword: 'POLCCONV', value: 'COSMO', comment: 'sign convention of U' }] : []),
        { keyword: 'ORIGIN', value: `Cirrus ${packageFacts.version}`, comment: 'program that wrote this file' },
        ...(grid.kind === 'healpix'
          ? [{ keyword: 'NSIDE', value: grid.nside, comment: 'of the map that it was cut from' }]
          : []),
      ],
      [
        `Cut from ${resolve(path)}, column ${source.name}, gnomonic, bilinear ${grid.kind === 'healpix' ? 'HEALPix ' : ''}interpolation.`,
        ...source.notes,
        ...(order.unit ? [conversionNote(order, source.unit)] : []),
        ...overrideNotes(source),
        ...(source.citation === null ? [] : [`Data: ${source.citation}`]),
      ],
    )
  } else if (format === 'npy') await writeChannelsNpy(out, place, pictures)
  else await writeChannelsPng(out, place, pictures, channels)
  return {
    ...{ out: resolve(out), column: source.name, unit, grid, ...place },
    min: Math.min(...ranges.map(({ min }) => min)),
    max: Math.max(...ranges.map(({ max }) => max)),
    missing: size * size - Math.min(...ranges.map(({ count }) => count)),
    ...(channels && { channels: ranges.map(({ min, max }, c) => ({ channel: channels[c], min, max })) }),
  }
}

async function sourceOf({ path, column, channels, coordsys, polcconv, signal }: CutPatchOrder): Promise<PatchSource> {
  const options = { coordsys, polcconv, signal }
  return channels
    ? channelSource(await loadChannels(path, column, channels, options))
    : columnSource(await loadInterpolatedColumn(path, column, options))
}

function oneAfterTheOther(pictures: readonly (Float32Array | Float64Array)[]): Float32Array | Float64Array {
  const [first] = pictures
  const all = new (first instanceof Float64Array ? Float64Array : Float32Array)(pictures.length * first.length)
  pictures.forEach((picture, c) => all.set(picture, c * first.length))
  return all
}

function rangeIn(values: ArrayLike<number>): PictureRange & { count: number } {
  const range = { min: Infinity, max: -Infinity, count: 0 }
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) continue
    range.count++
    if (values[i] < range.min) range.min = values[i]
    if (values[i] > range.max) range.max = values[i]
  }
  return range
}
