import { allocateValues } from './allocate-values.ts'
import type { ByteSource } from './byte-source.ts'
import type { Card } from './card.ts'
import { imageForm, needsDouble } from './column-form.ts'
import { isUnseen } from './column-statistics.ts'
import { readCompressedImage } from './compressed/compressed-image.ts'
import { scanCompressed } from './compressed/scan-compressed.ts'
import { decodeValues, scaleStored } from './decode-values.ts'
import { describeHdus, unreadableKind } from './describe-hdus.ts'
import { decodeWithFitsjs, type FitsjsPixels } from './fitsjs.ts'
import { FitsError } from './fits-error.ts'
import { withByteSource } from './fits-file.ts'
import { blockLength, requireData, walkHdus, type FitsHdu } from './hdu.ts'
import { imageAxes, isImage } from './image-axes.ts'
import { readData } from './read-data.ts'
import { readWcs, type Wcs } from './wcs.ts'

/** An image of a FITS file: `values` is [row, column], with row 0 at the bottom, as in FITS viewers. */
export interface FitsImage {
  /** EXTNAME, or 'PRIMARY' */
  name: string
  hdu: number
  width: number
  height: number
  unit: string | null
  /** scaled; NaN for BLANK and UNSEEN. In double precision if single would lose digits (`needsDouble`) */
  values: Float32Array | Float64Array
  cards: Card[]
  wcs: Wcs | null
}

/** The HDUs that are images of two axes; further axes of length 1 do not count. */
export function pictureHdus(hdus: FitsHdu[]): FitsHdu[] {
  return hdus.filter((hdu) => {
    const axes = imageAxes(hdu)
    return isImage(hdu) && axes.length >= 2 && axes[0] > 0 && axes[1] > 0 && axes.slice(2).every((n) => n === 1)
  })
}

/**
 * Reads one image.
 * @param hdu its number or name; by default the first image of the file
 * @param requireSize called with its size before its values are read, to refuse it
 * @throws FitsError if the file is refused or has no such image
 */
export async function readFitsImage(
  path: string,
  hdu?: number | string,
  requireSize: (width: number, height: number) => void = () => undefined,
): Promise<FitsImage> {
  return withByteSource(path, async (source) => {
    const seen: FitsHdu[] = []
    for await (const next of walkHdus(source)) {
      seen.push(next)
      const [picture] = pictureHdus([next])
      if (picture && (hdu === undefined || hdu === picture.index || hdu === picture.name)) {
        const [width, height] = imageAxes(picture)
        requireSize(width, height)
        return readPicture(source, picture)
      }
    }
    refuseWithoutImage(path, seen, hdu)
  })
}

function refuseWithoutImage(path: string, seen: FitsHdu[], wanted: number | string | undefined): never {
  const asked = seen.filter(({ index, name }) => wanted === undefined || wanted === index || wanted === name)
  const unreadable = unreadableKind(path, asked)
  if (unreadable) throw unreadable
  const reason = wanted === undefined ? 'none of these is an image of two axes' : `none of these is an image ${wanted}`
  throw new FitsError(path, describeHdus(seen), `${reason}; choose another file or HDU`)
}

async function readPicture(source: ByteSource, hdu: FitsHdu): Promise<FitsImage> {
  const [width, height] = imageAxes(hdu)
  return {
    name: hdu.name,
    hdu: hdu.index,
    width,
    height,
    unit: hdu.header.text('BUNIT') ?? null,
    values: await (hdu.kind === 'compressed image' ? readTiles(source, hdu) : readPixels(source, hdu)),
    cards: hdu.header.cards,
    wcs: readWcs(hdu.header),
  }
}

async function readTiles(source: ByteSource, hdu: FitsHdu): Promise<Float32Array | Float64Array> {
  const image = readCompressedImage(source.file, hdu)
  const { repeat: count } = image.form
  const values = allocateValues(
    source.file,
    `HDU ${hdu.index}`,
    { count, double: needsDouble(image.form) },
    'cut out the part that you need first',
  )
  await scanCompressed(source, image, { from: 0, count }, (position, run) => values.set(run, position))
  return withoutUnseen(values)
}

async function readPixels(source: ByteSource, hdu: FitsHdu): Promise<Float32Array | Float64Array> {
  await requirePadding(source, hdu)
  const bytes = await readData(source, hdu)
  const form = imageForm(hdu)
  const bitpix = hdu.header.number('BITPIX')!
  let values = new Float64Array(form.repeat)
  if (isFitsjsPixels(bitpix)) {
    values = Float64Array.from(decodeWithFitsjs(bytes.buffer, bitpix))
    scaleStored(form, values)
  } else decodeValues({ view: new DataView(bytes.buffer), rowBytes: 0, rows: 1 }, form, values)
  withoutUnseen(values)
  return needsDouble(form) ? values : Float32Array.from(values)
}

function withoutUnseen<Values extends Float32Array | Float64Array>(values: Values): Values {
  for (let i = 0; i < values.length; i++) if (isUnseen(values[i])) values[i] = NaN
  return values
}

/** Pixels that fitsjs reads correctly; it takes 64-bit ones for 32-bit ones. */
const isFitsjsPixels = (bitpix: number): bitpix is FitsjsPixels => Math.abs(bitpix) <= 32

/**
 * Refuses an image whose last block is not full, as FITS 4.0, Sec. 3.3.2 requires: nothing else distinguishes a
 * complete image from a truncated one. For a map the number of pixels does, and for a compressed image its tiles.
 */
export async function requirePadding(source: ByteSource, hdu: FitsHdu): Promise<void> {
  requireData(source, hdu)
  if (hdu.kind === 'compressed image') return
  const end = hdu.dataStart + hdu.dataLength
  const padded = Math.ceil(end / blockLength) * blockLength
  if ((await source.read(new Uint8Array(1), padded - 1)) === 1) return
  throw new FitsError(
    source.file,
    `HDU ${hdu.index} (image, ${hdu.axes.join(' x ')}), byte ${source.size ?? end}`,
    `the file ends inside a block (${padded} bytes expected, a multiple of ${blockLength}), so the file may be cut short, and the image is not a HEALPix map; get a fresh copy, or write it again with a FITS program`,
  )
}
