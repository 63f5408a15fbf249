import { readNpy } from '../../files/npy.ts'
import { isUnseen } from '../../sky/fits/column-statistics.ts'
import { NotFitsError } from '../../sky/fits/fits-error.ts'
import { makeHeader } from '../../sky/fits/header.ts'
import { readFitsImage } from '../../sky/fits/image.ts'
import { squarePixelWidth } from '../../sky/fits/square-pixel-width.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'

/** Degrees from the first pixel to the last of a row, and the sign convention of U (POLCCONV); null where not given. */
export interface ImageHeader {
  width: number | null
  polcconv: string | null
}

/** Pictures of one size, float64 [count, rows, columns]. */
export interface PictureStack {
  count: number
  rows: number
  columns: number
  /** What the header of a FITS image says of it; null for an array. */
  header: ImageHeader | null
  /** NaN where there is no value, UNSEEN too */
  picture(index: number): Float64Array
}

/** Maps of intensity; or of Q (first) and U (second), as many of each and of one size. */
export type Maps =
  { kind: 'intensity'; first: PictureStack } | { kind: 'polarisation'; first: PictureStack; second: PictureStack }

/**
 * Reads one picture [rows, columns] or several [count, rows, columns] from .npy, or the first image of a FITS file, whose
 * pixels must be square on the sky where its header gives their steps.
 * @throws FileFormatError, FitsError; CirrusError refused for an array of another shape
 */
export async function readPictures(path: string): Promise<PictureStack> {
  const maps = await readArray(path)
  if (maps.kind === 'intensity') return maps.first
  const { count, rows, columns } = maps.first
  throw misshapen(path, [count, 2, rows, columns], stacks)
}

/**
 * Reads maps: pictures of intensity, as `readPictures` does; (Q, U) from one .npy [maps, 2, rows, columns], or from two
 * files of pictures.
 * @param u file of U where `path` is that of Q
 * @throws as `readPictures`; CirrusError refused for a U that does not fit to Q
 */
export async function readMaps(path: string, u: string | null): Promise<Maps> {
  const maps = await readArray(path)
  if (u === null) return maps
  if (maps.kind === 'polarisation') throw refused(path, 'shape', 'it holds Q and U already; leave the file of U out')
  const { first } = maps
  const second = await readPictures(u)
  if (second.count !== first.count || second.rows !== first.rows || second.columns !== first.columns) {
    const [ofU, ofQ] = [second, first].map(({ count, rows, columns }) => `${count} x ${rows} x ${columns}`)
    throw refused(u, 'shape', `maps of U of ${ofU} do not fit those of Q in ${path}, ${ofQ}; give as many of one size`)
  }
  return { kind: 'polarisation', first, second }
}

const stacks = 'one picture [rows, columns] nor several [pictures, rows, columns]'

const misshapen = (path: string, shape: readonly number[], wanted: string) =>
  refused(path, 'shape', `[${shape.join(', ')}] is neither ${wanted}; save it in one of these shapes`)

async function readArray(path: string): Promise<Maps> {
  if (!path.toLowerCase().endsWith('.npy')) {
    const image = await readFitsImage(path).catch((error: unknown) => {
      if (!(error instanceof NotFitsError)) throw error
      throw refused(path, error.place, `${error.reason}; give a FITS image, or an array that numpy.save wrote as .npy`)
    })
    const { width: columns, height: rows, values } = image
    const step = squarePixelWidth(path, image.hdu, image.wcs)
    const header = {
      width: step === null ? null : step * (columns - 1),
      polcconv: makeHeader(image.cards).text('POLCCONV') ?? null,
    }
    return { kind: 'intensity', first: { count: 1, rows, columns, header, picture: () => Float64Array.from(values) } }
  }
  const { shape, data } = await readNpy(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw refused(path, '', 'there is no such file; check its name')
    throw error
  })
  if (data.length === 0) throw refused(path, `shape [${shape.join(', ')}]`, 'the array is empty; give one with values')
  const [rows, columns] = shape.slice(-2)
  const size = rows * columns
  const stack = (count: number, from: number, step: number): PictureStack => ({
    count,
    rows,
    columns,
    header: null,
    picture: (index) => withoutUnseen(data.subarray((from + index * step) * size, (from + index * step + 1) * size)),
  })
  if (shape.length === 4 && shape[1] === 2)
    return { kind: 'polarisation', first: stack(shape[0], 0, 2), second: stack(shape[0], 1, 2) }
  if (shape.length !== 2 && shape.length !== 3)
    throw misshapen(path, shape, `${stacks}, nor Q and U [maps, 2, rows, columns]`)
  return { kind: 'intensity', first: stack(shape.length === 3 ? shape[0] : 1, 0, 1) }
}

/** HEALPix' mark of a missing value becomes NaN, so that what refuses NaN refuses it. */
const withoutUnseen = (values: ArrayLike<number>): Float64Array =>
  Float64Array.from(values, (value) => (isUnseen(value) ? NaN : value))
