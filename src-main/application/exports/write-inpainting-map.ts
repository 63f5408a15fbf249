import { isSeenDirectly } from '../../../src-preload/contract/inpaintings.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { seedRandom } from '../../../src-shared/random/index.ts'
import { pixelsInPatch, type PixelSearch } from '../../../src-shared/sky/assemble/pixels-in-patch.ts'
import { npixOf } from '../../../src-shared/sky/healpix/map.ts'
import { pixelList } from '../../../src-shared/sky/healpix/pixel-list.ts'
import { ring2nest } from '../../../src-shared/sky/healpix/ring2nest.ts'
import type { TangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import { slopeAt } from '../../../src-shared/sky/scale.ts'
import type { WrittenCard } from '../../sky/fits/write.ts'
import { writeHealpixMap, type WrittenColumn } from '../../sky/fits/write-map.ts'
import { writtenFile, type WrittenFile } from '../host/written-file.ts'
import { addLoss } from '../inpainted-maps/interpolation-loss.ts'
import { firstSample, takenBack, type PatchPixels } from '../inpainted-maps/patch-pixels-of-holes.ts'
import { turnToMap } from '../inpainted-maps/turn-to-map.ts'
import type { EstimatePictures } from '../inpaintings/estimate-folder.ts'
import type { ChannelOfInpainting } from '../inpaintings/channel-of-inpainting.ts'
import type { PatchGrid } from './grid-of-patch.ts'

interface Source {
  channels: readonly ChannelOfInpainting[]
  /** Of each channel. */
  made: readonly EstimatePictures[]
  /** What values in the unit of the patch's map are multiplied by to be in `unit`. */
  factor: number
  unit: string
  grid: PatchGrid
  /** What interpolation loses of each channel, standardised; null if it is not known. */
  loss: readonly number[] | null
  /** Of the noise that stands for what is lost in samples. */
  seed: number
}

/**
 * Writes an estimate as a partial HEALPix map of the pixels in the hole of any channel (of the patch, where no pixel is seen as it
 * is): columns FILL, STD and SAMPLE1, ... if it has them, with what interpolation loses, and WEIGHT, the patch's weight in a map
 * of several. Of several channels, the columns are I_STOKES, ..., I_STD, ..., I_SAMPLE1, ..., with Q and U on the map's axes.
 * @throws CirrusError refused for a hole between the centres of all pixels
 */
export async function writeInpaintingMap(
  path: string,
  { channels, made, factor, unit, grid, loss, seed }: Source,
  provenance: { cards: WrittenCard[]; history: string[] },
): Promise<WrittenFile> {
  const { nside, ordering, frame, sampling, plane } = grid
  const masks = channels.map(({ problem, mask }) => (isSeenDirectly(problem) ? mask : new Uint8Array(mask.length)))
  const seen = masks[0].map((_, i) => Number(masks.every((mask) => mask[i] === 1)))
  const [inPatch, inHole] = pixelsOf(sampling, plane, seen)
  const list = pixelList(npixOf(nside), inPatch)
  const map = { nside, frame, ordering: 'RING', list, values: new Float64Array(inPatch.length).fill(NaN) } as const
  const takeBack = takenBack(map, list, sampling)
  const random = seedRandom(seed)
  const taken = channels.map((channel, c) => {
    const times = (values: Float32Array) => Float64Array.from(values, (value) => value * factor)
    const pixels = takeBack(
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
    const { standard, scaling } = channel
    const unitAt = (value: number) => factor * standard.std * slopeAt(value / factor, scaling)
    if (loss !== null) addLoss(pixels, loss[c], { unitAt }, random)
    return pixels
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
