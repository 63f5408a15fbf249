import type { MaskChoice } from '../../../src-preload/contract/masks.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { figureMask } from '../../../src-shared/sky/masks.ts'
import { readPictures } from '../maps/image-file.ts'

/**
 * @param size pixels on the side of the patch
 * @returns uint8 [size, size], 1 = observed, 0 = hole
 * @throws CirrusError refused for a mask that does not fit the patch, has other values, no hole, or nothing observed;
 * FitsError, FileFormatError or the system's error for a file that can't be read
 */
export async function readMask(choice: MaskChoice, size: number): Promise<Uint8Array> {
  if (choice.kind !== 'file') return figureMask(choice.kind, size)
  const picture = await readPictures(choice.path)
  if (picture.count !== 1 || picture.rows !== size || picture.columns !== size) {
    const shape = picture.count === 1 ? '' : `a stack of ${picture.count} pictures, `
    throw refused(
      choice.path,
      'shape',
      `a mask for patches of ${size} x ${size} px has the same shape; this is ${shape}${picture.rows} x ${picture.columns}`,
    )
  }
  const values = picture.picture(0)
  const odd = values.findIndex((value) => value !== 0 && value !== 1)
  if (odd >= 0) {
    throw refused(
      choice.path,
      `row ${Math.floor(odd / size)}, column ${odd % size}`,
      `a mask contains only 1 (observed) and 0 (hole), not ${values[odd]}`,
    )
  }
  const mask = Uint8Array.from(values)
  if (!mask.includes(0)) throw refused(choice.path, '', 'the mask has no hole: every pixel is 1')
  if (!mask.includes(1)) throw refused(choice.path, '', 'the mask leaves no pixel observed: every pixel is 0')
  return mask
}
