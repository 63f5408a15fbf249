import { imageForm, isInteger, type ColumnForm } from '../column-form.ts'
import { FitsError } from '../fits-error.ts'
import type { FitsHdu } from '../hdu.ts'
import { imageAxes } from '../image-axes.ts'
import { unpackCommand } from '../unpack-command.ts'
import { locateTileColumns, type TileColumns } from './tile-columns.ts'
import { countTiles, type TileGrid } from './tile-grid.ts'

/** The methods of compression (FITS 4.0, Table 36); RICE_ONE is RICE_1 under its former name. */
export type CompressionMethod = 'RICE_1' | 'GZIP_1' | 'GZIP_2' | 'PLIO_1' | 'HCOMPRESS_1' | 'NOCOMPRESS'

/** How quantised floats were dithered (FITS 4.0, Sec. 10.2). */
export type Dithering = 'none' | 'SUBTRACTIVE_DITHER_1' | 'SUBTRACTIVE_DITHER_2'

/** The header of a tile-compressed image (FITS 4.0, Sec. 10.1). */
export interface CompressedImage {
  hdu: FitsHdu
  /** how the pixels are stored once decompressed; `repeat` is their number */
  form: ColumnForm
  grid: TileGrid
  method: CompressionMethod
  columns: TileColumns
  /** whether the tiles are integers that stand for floats, `ZZERO + ZSCALE * integer` */
  quantised: boolean
  /** ZSCALE and ZZERO if they are the same for all tiles */
  scale: number
  zero: number
  dithering: Dithering
  /** ZDITHER0, the seed of the dithering, 1 to 10000 */
  seed: number
  /** the parameters of the method, ZNAMEn and ZVALn */
  parameters: ReadonlyMap<string, number>
}

const methods: Record<string, CompressionMethod> = {
  RICE_1: 'RICE_1',
  RICE_ONE: 'RICE_1',
  GZIP_1: 'GZIP_1',
  GZIP_2: 'GZIP_2',
  PLIO_1: 'PLIO_1',
  HCOMPRESS_1: 'HCOMPRESS_1',
  NOCOMPRESS: 'NOCOMPRESS',
}

const ditherings: Record<string, Dithering> = {
  NONE: 'none',
  NO_DITHER: 'none',
  SUBTRACTIVE_DITHER_1: 'SUBTRACTIVE_DITHER_1',
  SUBTRACTIVE_DITHER_2: 'SUBTRACTIVE_DITHER_2',
}

/**
 * Reads the header of a tile-compressed image.
 * @throws FitsError for a header that contradicts itself, or a method that is not in the standard
 */
export function readCompressedImage(file: string, hdu: FitsHdu): CompressedImage {
  const { header, index } = hdu
  const refuse = (card: string, reason: string): never => {
    throw new FitsError(file, `HDU ${index}, card ${card}`, reason)
  }
  const unknown = (card: string, what: string): never =>
    refuse(
      card,
      `${what} ${header.text(card) ?? '(no such card)'} is not supported; decompress it first: ${unpackCommand('funpack', file)}`,
    )
  const method = methods[header.text('ZCMPTYPE') ?? ''] ?? unknown('ZCMPTYPE', 'the compression')
  const dithering = ditherings[header.text('ZQUANTIZ') ?? 'NO_DITHER'] ?? unknown('ZQUANTIZ', 'the quantisation')
  if (![8, 16, 32, 64, -32, -64].includes(header.number('ZBITPIX') ?? 0)) unknown('ZBITPIX', 'the type of pixels')
  const form = imageForm(hdu)
  const columns = locateTileColumns(file, hdu)
  const grid = readGrid(file, hdu)
  const seed = header.number('ZDITHER0') ?? 1
  if (dithering !== 'none' && !(Number.isInteger(seed) && seed >= 1 && seed <= 10_000))
    refuse('ZDITHER0', `${seed} is not a whole number from 1 to 10000; get a fresh copy of the file`)
  return {
    hdu,
    form,
    grid,
    method,
    columns,
    quantised: !isInteger(form.code) && (columns.scale !== null || header.number('ZSCALE') !== undefined),
    scale: header.number('ZSCALE') ?? 1,
    zero: header.number('ZZERO') ?? 0,
    dithering,
    seed,
    parameters: readParameters(hdu),
  }
}

/** Methods that make runs of equal pixels small have no limit; what is larger than this must have some bytes. */
const freePixels = 2 ** 24
const mostPixelsInByte = 2 ** 16

/** The axes of the image and of its tiles (ZNAXISn, ZTILEn). @throws FitsError */
function readGrid(file: string, hdu: FitsHdu): TileGrid {
  const { header, index } = hdu
  const axes = imageAxes(hdu)
  const lengths = axes.map((length, i) => header.number(`ZTILE${i + 1}`) ?? (i === 0 ? length : 1))
  const valid = (length: number) => Number.isSafeInteger(length) && length > 0
  const pixels = axes.reduce((product, length) => product * length, 1)
  if (axes.length === 0 || !axes.every(valid) || !lengths.every(valid) || !Number.isSafeInteger(pixels)) {
    throw new FitsError(
      file,
      `HDU ${index}, ZNAXIS and ZTILE cards`,
      `the lengths of the image (${axes.join(' x ')}) and of its tiles (${lengths.join(' x ')}) are not possible; get a fresh copy of the file`,
    )
  }
  if (pixels > freePixels + mostPixelsInByte * hdu.dataLength) {
    throw new FitsError(
      file,
      `HDU ${index}, ZNAXIS cards`,
      `${pixels} pixels can't come from ${hdu.dataLength} bytes; the header is damaged, get a fresh copy of the file`,
    )
  }
  const grid = { axes, lengths: lengths.map((length, i) => Math.min(length, axes[i])), pixels }
  if (countTiles(grid) === hdu.axes[1]) return grid
  throw new FitsError(
    file,
    `HDU ${index}, card NAXIS2`,
    `${hdu.axes[1]} tiles of ${lengths.join(' x ')} pixels do not add up to ${axes.join(' x ')}; get a fresh copy of the file`,
  )
}

function readParameters({ header }: FitsHdu): Map<string, number> {
  const parameters = new Map<string, number>()
  for (let n = 1; n < 1000 && header.get(`ZNAME${n}`) !== undefined; n++) {
    const value = header.number(`ZVAL${n}`)
    const name = header.text(`ZNAME${n}`)?.toUpperCase()
    if (name !== undefined && value !== undefined) parameters.set(name, value)
  }
  return parameters
}
