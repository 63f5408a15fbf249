import { refused } from '../../../src-preload/rpc/errors.ts'
import { readPictures } from '../maps/image-file.ts'

/**
 * A mask from a picture: a FITS image or .npy of one picture of the patch's size.
 * @param size pixels on the side of the patch
 * @returns uint8 [size, size], 1 = observed, 0 = hole
 * @throws CirrusError refused for another shape or other values; FitsError, FileFormatError or the system's error for a
 * file that can't be read
 */
export async function maskOfPicture(path: string, size: number): Promise<Uint8Array> {
  const { picture } = await readPictures(path, ({ count, rows, columns }) => {
    if (count === 1 && rows === size && columns === size) return
    const shape = `${count === 1 ? '' : `a stack of ${count} pictures, `}${rows} x ${columns}`
    throw refused(path, 'shape', `a mask for patches of ${size} x ${size} px has the same shape; this is ${shape}`)
  })
  const values = picture(0)
  const odd = values.findIndex((value) => value !== 0 && value !== 1)
  if (odd < 0) return Uint8Array.from(values)
  const place = `row ${Math.floor(odd / size)}, column ${odd % size}`
  throw refused(path, place, `a mask contains only 1 (observed) and 0 (hole), not ${values[odd]}`)
}
