import { isSeenDirectly } from '../../../src-preload/contract/inpaintings.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { pixelsInPatch, type PixelSearch } from '../../../src-shared/sky/assemble/pixels-in-patch.ts'
import { sideWeights } from '../../../src-shared/sky/assemble/side-weights.ts'
import { nsideOfPatches } from '../../../src-shared/sky/grid.ts'
import { npixOf, type Frame, type Ordering } from '../../../src-shared/sky/healpix/map.ts'
import { pixelList } from '../../../src-shared/sky/healpix/pixel-list.ts'
import { ring2nest } from '../../../src-shared/sky/healpix/ring2nest.ts'
import { ringTable } from '../../../src-shared/sky/healpix/rings.ts'
import { positionOf } from '../../../src-shared/sky/position.ts'
import { tangentPlane, type TangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import { pixelWidth } from '../../../src-shared/sky/projection/patch-pixels.ts'
import { readHealpixHeader } from '../../sky/fits/choose-column.ts'
import type { WrittenCard } from '../../sky/fits/write.ts'
import { writeHealpixMap, type WrittenColumn } from '../../sky/fits/write-map.ts'
import { writtenFile, type WrittenFile } from '../host/written-file.ts'
import { firstSample, takenBack, type PatchPixels } from '../inpainted-maps/patch-pixels-of-holes.ts'
import { turnToMap } from '../inpainted-maps/turn-to-map.ts'
import type { EstimatePictures } from '../inpaintings/estimate-folder.ts'
import type { ChannelOfInpainting } from '../inpaintings/channel-of-inpainting.ts'
import type { InpaintingRecord } from '../inpaintings/inpainting-folder.ts'

interface Source {
  record: InpaintingRecord
  channels: readonly ChannelOfInpainting[]
  /** Of each channel. */
  made: readonly EstimatePictures[]
  /** What values in the unit of the patch's map are multiplied by to be in `unit`. */
  factor: number
  unit: string
}

/**
 * Writes an estimate as a partial HEALPix map of the pixels in the hole of any channel (of the patch, where no pixel is seen as it
 * is), on the grid of the map that the patch was cut from, if that is still there: columns FILL, STD and SAMPLE1, ... if it has
 * them, and WEIGHT, the patch's weight in a map of several. Of several channels, the columns are I_STOKES, ..., I_STD, ...,
 * I_SAMPLE1, ..., with Q and U on the map's axes.
 * @throws CirrusError refused for a patch whose position is not known, or a hole between the centres of all pixels
 */
export async function writeInpaintingMap(
  path: string,
  { record, channels, made, factor, unit }: Source,
  provenance: { cards: WrittenCard[]; history: string[] },
): Promise<WrittenFile> {
  const place = positionOf(record)
  if (place === null) {
    const remedy = 'import the stack with --positions, or leave out the format healpix'
    throw refused(
      path,
      '',
      `the patch has no position on the sky, so that no HEALPix pixels are known in it; ${remedy}`,
    )
  }
  const { nside, ordering, frame } = await gridOf(record)
  const sampling = {
    ...{ nside, rings: ringTable(nside), geometry: record, band: [1, 4 * nside - 1] as const },
    side: sideWeights(record.size),
  }
  const plane = tangentPlane(place.lon, place.lat, frame, place.rotation)
  const masks = channels.map(({ problem, mask }) => (isSeenDirectly(problem) ? mask : new Uint8Array(mask.length)))
  const seen = masks[0].map((_, i) => Number(masks.every((mask) => mask[i] === 1)))
  const [inPatch, inHole] = pixelsOf(sampling, plane, seen)
  const list = pixelList(npixOf(nside), inPatch)
  const map = { nside, frame, ordering: 'RING', list, values: new Float64Array(inPatch.length).fill(NaN) } as const
  const takeBack = takenBack(map, list, sampling)
  const taken = channels.map((channel, c) => {
    const times = (values: Float32Array) => Float64Array.from(values, (value) => value * factor)
    return takeBack(
      {
        plane,
        filled: (z) => times(channel.toMap(channel.filledBy(Float32Array.from(z)))),
        spread: (deviation, z) =>
          times(channel.deviationInMap(Float32Array.from(deviation), Float32Array.from(z))).map((value, i) =>
            masks[c][i] === 1 ? 0 : value,
          ),
      },
      made[c],
    )
  })
  if (channels.length > 1) turnToMap(taken.slice(-2) as [PatchPixels, PatchPixels], plane, nside)
  const [{ values: first, rows }] = taken
  const row = (values: Float64Array, k: number) =>
    values.subarray((k * values.length) / rows, ((k + 1) * values.length) / rows)
  // The numbers of the pixels in the order of the file, and where each is among the values.
  const kept = [...row(first, 0).entries()]
    .filter(([, pixel]) => inHole.has(pixel))
    .map(([at, pixel]) => [ordering === 'RING' ? pixel : ring2nest(nside, pixel), at])
    .sort(([a], [b]) => a - b)
  if (kept.length === 0)
    throw refused(path, '', `the hole lies between the centres of all pixels of nside ${nside}; use the format fits`)
  const column = (name: string, values: Float64Array, k: number, of = unit): WrittenColumn => ({
    ...{ name, unit: of, type: 'float32' },
    values: Float32Array.from(kept, ([, at]) => row(values, k)[at]),
  })
  const columns = (kind: string, k: number) =>
    taken.map(({ values }, c) => column(nameOf(channels, c, kind), values, k))
  await writeHealpixMap(path, {
    ...{ nside, ordering, coordsys: frame, history: provenance.history },
    cards: [...(channels.length > 1 ? [polarised] : []), ...provenance.cards],
    pixels: Uint32Array.from(kept, ([pixel]) => pixel),
    columns: [
      ...columns('FILL', 2),
      ...(made[0].deviation ? columns('STD', 3) : []),
      ...Array.from({ length: rows - firstSample }, (_, k) => columns(`SAMPLE${k + 1}`, firstSample + k)).flat(),
      column('WEIGHT', first, 1, ''),
    ],
  })
  return writtenFile(path)
}

const polarised = { keyword: 'POLAR', value: true, comment: 'Q and U are in this table' }

/** Of a column: the estimate of a channel is a Stokes parameter by its name. */
function nameOf(channels: readonly ChannelOfInpainting[], place: number, kind: string): string {
  if (channels.length === 1) return kind
  return `${channels[place].channel}_${kind === 'FILL' ? 'STOKES' : kind}`
}

/** The grid of the map that a patch was cut from; of an image, or if it is gone, one of pixels as large as the patch's. */
async function gridOf(record: InpaintingRecord): Promise<{ nside: number; ordering: Ordering; frame: Frame }> {
  const { map } = record
  const header = map && (await readHealpixHeader(map.path, { column: map.column }).catch(() => null))
  return header
    ? { nside: header.nside, ordering: header.ordering, frame: header.coordsys ?? 'G' }
    : { nside: nsideOfPatches(pixelWidth(record)), ordering: 'RING', frame: 'G' }
}

/** RING numbers of the pixels whose centres lie in a patch, and of those nearest to a pixel of it in the hole (mask 0). */
function pixelsOf(search: PixelSearch, plane: TangentPlane, mask: Uint8Array): [number[], Set<number>] {
  const { size } = search.geometry
  const inPatch: number[] = []
  const inHole = new Set<number>()
  pixelsInPatch(search, plane, (pixel, column, row) => {
    inPatch.push(pixel)
    if (mask[Math.round(row) * size + Math.round(column)] === 0) inHole.add(pixel)
  })
  return [inPatch, inHole]
}
