import { readNpy } from '../../files/npy.ts'
import { readFitsImage } from '../../sky/fits/image.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'

/** Pictures of one size, float64 [count, rows, columns]. */
export interface PictureStack {
  count: number
  rows: number
  columns: number
  picture(index: number): Float64Array
}

/**
 * Reads one picture [rows, columns] or several [count, rows, columns] from .npy, or the first image of a FITS file.
 * @throws FileFormatError, FitsError; CirrusError refused for an array of another shape
 */
export async function readPictures(path: string): Promise<PictureStack> {
  if (!path.toLowerCase().endsWith('.npy')) {
    const { width, height, values } = await readFitsImage(path)
    return { count: 1, rows: height, columns: width, picture: () => Float64Array.from(values) }
  }
  const { shape, data } = await readNpy(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw refused(path, '', 'there is no such file; check its name')
    throw error
  })
  if (shape.length !== 2 && shape.length !== 3) {
    throw refused(
      path,
      'shape',
      `[${shape.join(', ')}] is neither one picture [rows, columns] nor several [pictures, rows, columns]`,
    )
  }
  const [rows, columns] = shape.slice(-2)
  return {
    count: shape.length === 3 ? shape[0] : 1,
    rows,
    columns,
    picture: (index) => Float64Array.from(data.subarray(index * rows * columns, (index + 1) * rows * columns)),
  }
}
