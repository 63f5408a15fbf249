import type { Problem } from '../../../src-preload/contract/inpaintings.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import type { NoiseOfMap } from '../../../src-shared/inpainting/standardised-noise.ts'
import { fieldSampler } from '../../../src-shared/sky/field.ts'
import { convert } from '../../../src-shared/sky/frames.ts'
import { positionOf } from '../../../src-shared/sky/position.ts'
import { tangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import { patchPixels } from '../../../src-shared/sky/projection/patch-pixels.ts'
import { readCsv } from '../../files/csv.ts'
import type { MaskedPatch } from '../masks/read-mask.ts'
import { maskOfFile } from '../masks/mask-of-file.ts'
import type { MaskShelf } from '../masks/shelf.ts'
import { readPictures } from '../maps/image-file.ts'

/**
 * The noise of a problem in the unit of its map; null if it is white, and standardised already.
 * @param mask pixels with 0 need no noise
 * @throws CirrusError refused for what is no noise of this patch; FitsError, FileFormatError or the system's error for a
 * file that can't be read
 */
export async function readNoise(
  noise: Problem['noise'],
  patch: MaskedPatch,
  mask: Uint8Array,
  shelf: Pick<MaskShelf, 'column'>,
): Promise<NoiseOfMap | null> {
  if (noise.kind === 'white') return null
  if (noise.kind === 'spectrum') return { kind: 'spectrum', ...(await readNoiseSpectrum(noise.path)) }
  const { path } = noise
  const isMap = (await maskOfFile(path)).kind === 'map'
  const deviation = isMap ? await onPatch(path, noise.column, patch, shelf) : await ofPicture(path, patch.size)
  const odd = deviation.findIndex((value, i) => mask[i] === 1 && !(value > 0 && Number.isFinite(value)))
  if (odd < 0) return { kind: 'map', deviation }
  const place = `row ${Math.floor(odd / patch.size)}, column ${odd % patch.size} of the patch`
  throw refused(path, place, `the pixel is observed, but its standard deviation is ${deviation[odd]}; mask it`)
}

/** A map of standard deviations at the centres of the patch's pixels, interpolated as the map itself is. */
async function onPatch(path: string, column: string | null, patch: MaskedPatch, shelf: Pick<MaskShelf, 'column'>) {
  const place = positionOf(patch)
  if (!place) {
    throw refused(path, '', 'where the patch lies on the sky is not known; give standard deviations as a picture')
  }
  const { map } = await shelf.column(path, column ?? undefined)
  const { interpolate } = fieldSampler(map)
  const { lon, lat } = patchPixels(tangentPlane(place.lon, place.lat, 'G', place.rotation), patch)
  return Float64Array.from(lon, (l, i) => interpolate(...convert('G', map.frame, l, lat[i])))
}

async function ofPicture(path: string, size: number): Promise<Float64Array> {
  const { picture } = await readPictures(path, ({ count, rows, columns }) => {
    if (count === 1 && rows === size && columns === size) return
    const what = `standard deviations for patches of ${size} x ${size} px have the same shape`
    throw refused(path, 'shape', `${what}; this is ${count === 1 ? '' : `${count} pictures, `}${rows} x ${columns}`)
  })
  return picture(0)
}

/** A table of multipoles and powers, above 0, in its first two columns. */
async function readNoiseSpectrum(path: string) {
  const { columns, rows } = await readCsv(path)
  const wrong = (row: number, reason: string) => refused(path, `row ${row + 1}`, reason)
  if (columns.length < 2 || rows.length === 0) {
    throw refused(path, '', 'a noise spectrum has a column of multipoles and one of powers, with a line of names above')
  }
  rows.forEach(([l, power], row) => {
    if (typeof l !== 'number' || !(l >= 0)) throw wrong(row, `its multipole is ${l}, not a number from 0`)
    if (row > 0 && !(l > Number(rows[row - 1][0]))) throw wrong(row, `its multipole ${l} is not above the one before`)
    if (typeof power !== 'number' || !(power > 0)) throw wrong(row, `its power is ${power}, not a number above 0`)
  })
  const column = (at: number) => Float64Array.from(rows, (row) => Number(row[at]))
  return { ell: column(0), power: column(1) }
}
