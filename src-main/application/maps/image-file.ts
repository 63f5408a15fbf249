import { readNpy, readNpyHeader } from '../../files/npy.ts'
import { isUnseen } from '../../sky/fits/column-statistics.ts'
import { NotFitsError } from '../../sky/fits/fits-error.ts'
import { makeHeader } from '../../sky/fits/header.ts'
import { readFitsImage } from '../../sky/fits/image.ts'
import { squarePixelWidth } from '../../sky/fits/square-pixel-width.ts'
import type { Wcs } from '../../sky/fits/wcs.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'

/** Facts from a FITS image's header; null if not given. */
export interface ImageHeader {
  /** Degrees from the first to the last pixel of a row. */
  width: number | null
  /** Sign convention of U (POLCCONV). */
  polcconv: string | null
  /** BUNIT */
  unit: string | null
  wcs: Wcs | null
}

/** Number and size of pictures. */
export interface PictureShape {
  count: number
  rows: number
  columns: number
}

/** Pictures of one size, float64 [count, rows, columns]. */
export interface PictureStack extends PictureShape {
  /** Facts from a FITS image's header; null for an array. */
  header: ImageHeader | null
  /** NaN where a value is missing, including UNSEEN */
  picture(index: number): Float64Array
}

/** Intensity maps; equally many maps of Q (first) and U (second), of one size; or those with their intensities. */
export type Maps =
  | { kind: 'intensity'; first: PictureStack }
  | { kind: 'polarisation'; first: PictureStack; second: PictureStack }
  | { kind: 'stokes'; first: PictureStack; second: PictureStack; intensity: PictureStack }

/**
 * Reads one picture [rows, columns] or several [count, rows, columns] from .npy or from the first image of a FITS file.
 * If the image's header gives pixel sizes, pixels must be square.
 * @param requireShape called with what the header says before any values are read, to refuse a file however large it is
 * @throws FileFormatError, FitsError; CirrusError refused for an array of another shape
 */
export async function readPictures(path: string, requireShape?: (shape: PictureShape) => void): Promise<PictureStack> {
  const maps = await readArray(path, requireShape)
  if (maps.kind === 'intensity') return maps.first
  const { count, rows, columns } = maps.first
  throw misshapen(path, [count, maps.kind === 'stokes' ? 3 : 2, rows, columns], stacks)
}

/**
 * Reads maps: intensity pictures as in `readPictures`, (Q, U) from one .npy [maps, 2, rows, columns] or from two files
 * of pictures, or (I, Q, U) from one .npy [maps, 3, rows, columns].
 * @param u file of U, if `path` is that of Q
 * @throws as `readPictures`; CirrusError refused for a U that does not match Q
 */
export async function readMaps(path: string, u: string | null): Promise<Maps> {
  const maps = await readArray(path)
  if (u === null) return maps
  if (maps.kind !== 'intensity') throw refused(path, 'shape', 'it already holds Q and U; leave out the file of U')
  const { first } = maps
  const second = await readPictures(u)
  if (second.count !== first.count || second.rows !== first.rows || second.columns !== first.columns) {
    const [ofU, ofQ] = [second, first].map(({ count, rows, columns }) => `${count} x ${rows} x ${columns}`)
    throw refused(
      u,
      'shape',
      `the U maps (${ofU}) do not match the Q maps in ${path} (${ofQ}); number and size must be the same`,
    )
  }
  return { kind: 'polarisation', first, second }
}

const stacks = 'one picture [rows, columns] nor several [pictures, rows, columns]'

const misshapen = (path: string, shape: readonly number[], wanted: string) =>
  refused(path, 'shape', `[${shape.join(', ')}] is neither ${wanted}; save it in one of these shapes`)

async function readArray(path: string, requireShape: (shape: PictureShape) => void = () => undefined): Promise<Maps> {
  if (!path.toLowerCase().endsWith('.npy')) {
    const require = (columns: number, rows: number) => requireShape({ count: 1, rows, columns })
    const image = await readFitsImage(path, undefined, require).catch((error: unknown) => {
      if (!(error instanceof NotFitsError)) throw error
      throw refused(path, error.place, `${error.reason}; use a FITS image, or a .npy array written by numpy.save`)
    })
    const { width: columns, height: rows, values } = image
    const step = squarePixelWidth(path, image.hdu, image.wcs)
    const header = {
      width: step === null ? null : step * (columns - 1),
      polcconv: makeHeader(image.cards).text('POLCCONV') ?? null,
      unit: image.unit,
      wcs: image.wcs,
    }
    return { kind: 'intensity', first: { count: 1, rows, columns, header, picture: () => Float64Array.from(values) } }
  }
  const { shape } = await readNpyHeader(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw refused(path, '', 'there is no such file; check its name')
    throw error
  })
  if (shape.includes(0)) throw refused(path, `shape [${shape.join(', ')}]`, 'the array is empty')
  const isPolarised = shape.length === 4 && (shape[1] === 2 || shape[1] === 3)
  if (!isPolarised && shape.length !== 2 && shape.length !== 3)
    throw misshapen(path, shape, `${stacks}, nor Q and U [maps, 2, rows, columns], nor I, Q and U [maps, 3, ...]`)
  const [rows, columns] = shape.slice(-2)
  if (!isPolarised) requireShape({ count: shape.length === 3 ? shape[0] : 1, rows, columns })
  const { data } = await readNpy(path)
  const size = rows * columns
  const stack = (count: number, from: number, step: number): PictureStack => ({
    count,
    rows,
    columns,
    header: null,
    picture: (index) => withoutUnseen(data.subarray((from + index * step) * size, (from + index * step + 1) * size)),
  })
  if (isPolarised && shape[1] === 2)
    return { kind: 'polarisation', first: stack(shape[0], 0, 2), second: stack(shape[0], 1, 2) }
  if (isPolarised) {
    const [intensity, first, second] = [0, 1, 2].map((at) => stack(shape[0], at, 3))
    return { kind: 'stokes', intensity, first, second }
  }
  return { kind: 'intensity', first: stack(shape.length === 3 ? shape[0] : 1, 0, 1) }
}

/** UNSEEN becomes NaN, so that checks for NaN catch it. */
const withoutUnseen = (values: ArrayLike<number>): Float64Array =>
  Float64Array.from(values, (value) => (isUnseen(value) ? NaN : value))
