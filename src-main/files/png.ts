import { encode } from 'fast-png'
import { writeFileAtomically } from './atomic.ts'

/** An 8-bit picture, row 0 at the top; `channels` values per pixel: grey, RGB or RGBA. */
export interface Picture {
  width: number
  height: number
  channels: 1 | 3 | 4
  data: Uint8Array
}

/** Encodes a picture as PNG. @throws RangeError if `data` is not width * height * channels long */
export function encodePng(picture: Picture): Uint8Array {
  const expected = picture.width * picture.height * picture.channels
  if (picture.data.length !== expected) {
    throw new RangeError(
      `a picture of ${picture.width} x ${picture.height} x ${picture.channels} has ${expected} bytes, not ${picture.data.length}`,
    )
  }
  return encode({ ...picture, depth: 8 })
}

/** Writes a picture as a PNG file, atomically. @throws RangeError as `encodePng` */
export async function writePng(path: string, picture: Picture): Promise<void> {
  await writeFileAtomically(path, encodePng(picture))
}
