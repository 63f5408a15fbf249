import { FitsError } from './fits-error.ts'
import type { FitsHdu } from './hdu.ts'
import type { HealpixHeader } from './map-header.ts'

/** The pixel numbers of an explicit map, collected while reading its rows. */
export interface PixelNumbers {
  /** those read so far, in row order */
  numbers: Uint32Array
  /** Adds the next numbers. @throws FitsError for a number that is not a pixel of the map, or appears twice */
  add(values: Float32Array | Float64Array): void
}

export function collectPixels({ file, nside, pixels, shape }: HealpixHeader, { index }: FitsHdu): PixelNumbers {
  const npix = 12 * nside * nside
  const numbers = new Uint32Array(pixels!.repeat * shape.rows)
  const seen = new Uint8Array(Math.ceil(npix / 8))
  let count = 0
  const rowOf = (element: number) => Math.floor(element / pixels!.repeat) + 1

  return {
    numbers,
    add(values) {
      for (const pixel of values) {
        if (!(pixel >= 0 && pixel < npix && Number.isInteger(pixel))) {
          throw new FitsError(
            file,
            `HDU ${index}, row ${rowOf(count)}`,
            `pixel ${pixel} is not one of the ${npix} of nside ${nside}; correct the row or the NSIDE card`,
          )
        }
        if (seen[pixel >> 3] & (1 << (pixel & 7))) {
          throw new FitsError(
            file,
            `HDU ${index}, rows ${rowOf(numbers.indexOf(pixel))} and ${rowOf(count)}`,
            `pixel ${pixel} appears twice, so its value is ambiguous; write each pixel once`,
          )
        }
        seen[pixel >> 3] |= 1 << (pixel & 7)
        numbers[count++] = pixel
      }
    },
  }
}
