import type { ByteSource } from './byte-source.ts'
import type { Card } from './card.ts'
import { imageForm } from './column-form.ts'
import { decodeValues } from './decode-values.ts'
import { decodeWithFitsjs } from './fitsjs.ts'
import { FitsError } from './fits-error.ts'
import { withByteSource } from './fits-file.ts'
import { blockLength, describeHdus, requireData, walkHdus, type FitsHdu } from './hdu.ts'
import { readData } from './read-data.ts'
import { readWcs, type Wcs } from './wcs.ts'

/** A picture of a FITS file: `values` is [row, column], row 0 the lowest in the sky's sense of the file (NAXIS2 = 1). */
export interface FitsImage {
  /** EXTNAME, or 'PRIMARY' */
  name: string
  hdu: number
  width: number
  height: number
  unit: string | null
  /** scaled; BLANK is NaN. Float64Array for 64-bit pixels and 32-bit integers, Float32Array otherwise */
  values: Float32Array | Float64Array
  cards: Card[]
  wcs: Wcs | null
}

/** The HDUs that are images of two axes; further axes of length 1 do not count. */
export function pictureHdus(hdus: FitsHdu[]): FitsHdu[] {
  return hdus.filter(
    ({ kind, axes }) =>
      kind === 'image' && axes.length >= 2 && axes[0] > 0 && axes[1] > 0 && axes.slice(2).every((n) => n === 1),
  )
}

/**
 * Reads one image.
 * @param hdu its number or name; by default the first image of the file
 * @throws FitsError if the file is refused or has no such image
 */
export async function readFitsImage(path: string, hdu?: number | string): Promise<FitsImage> {
  return withByteSource(path, async (source) => {
    const seen: FitsHdu[] = []
    for await (const next of walkHdus(source)) {
      seen.push(next)
      const [picture] = pictureHdus([next])
      if (picture && (hdu === undefined || hdu === picture.index || hdu === picture.name))
        return readPicture(source, picture)
    }
    const asked = hdu === undefined ? 'none of these is an image of two axes' : `none of these is an image ${hdu}`
    throw new FitsError(path, describeHdus(seen), `${asked}; choose another file or HDU`)
  })
}

async function readPicture(source: ByteSource, hdu: FitsHdu): Promise<FitsImage> {
  await requirePadding(source, hdu)
  const bytes = await readData(source, hdu)
  const [width, height] = hdu.axes
  return {
    name: hdu.name,
    hdu: hdu.index,
    width,
    height,
    unit: hdu.header.text('BUNIT') ?? null,
    values: decodePixels(bytes.buffer, hdu),
    cards: hdu.header.cards,
    wcs: readWcs(hdu.header),
  }
}

function decodePixels(bytes: ArrayBuffer, hdu: FitsHdu): Float32Array | Float64Array {
  const form = imageForm(hdu)
  const bitpix = hdu.header.number('BITPIX')
  if (bitpix === -64 || bitpix === 64) {
    const values = new Float64Array(form.repeat)
    decodeValues({ view: new DataView(bytes), rowBytes: 0, rows: 1 }, form, values)
    return values
  }
  const stored = decodeWithFitsjs(bytes, bitpix as 8 | 16 | 32 | -32)
  const { scale, zero, nullValue } = form
  if (stored instanceof Float32Array && scale === 1 && zero === 0) return stored
  const values = bitpix === 32 ? new Float64Array(form.repeat) : new Float32Array(form.repeat)
  for (let i = 0; i < values.length; i++) values[i] = stored[i] === nullValue ? NaN : zero + scale * stored[i]
  return values
}

/**
 * Refuses an image whose last block is not full. FITS 4.0, Sec. 3.3.2 asks for full blocks; without them nothing
 * tells an image that is complete from one that was cut, as 12 nside^2 does for a map.
 */
export async function requirePadding(source: ByteSource, hdu: FitsHdu): Promise<void> {
  requireData(source, hdu)
  const end = hdu.dataStart + hdu.dataLength
  const padded = Math.ceil(end / blockLength) * blockLength
  if ((await source.read(new Uint8Array(1), padded - 1)) === 1) return
  throw new FitsError(
    source.file,
    `HDU ${hdu.index} (image, ${hdu.axes.join(' x ')}), byte ${source.size ?? end}`,
    `the file ends inside a block (${padded} bytes expected, a multiple of ${blockLength}), so it is not a complete FITS file, and the image is no HEALPix map; write it again with a FITS program`,
  )
}
