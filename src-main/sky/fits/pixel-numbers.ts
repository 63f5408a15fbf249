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

  const refuseNumber = (pixel: number): never => {
    throw new FitsError(
      file,
      `HDU ${index}, row ${rowOf(count)}`,
      `pixel ${pixel} is not one of the ${npix} of nside ${nside}; correct the row or the NSIDE card`,
    )
  }
  const refuseTwice = (pixel: number): never => {
    throw new FitsError(
      file,
      `HDU ${index}, rows ${rowOf(numbers.indexOf(pixel))} and ${rowOf(count)}`,
      `pixel ${pixel} appears twice, so its value is ambiguous; write each pixel once`,
    )
  }

  return {
    numbers,
    // Maps have hundreds of millions of rows: whole-number arithmetic, and the refusals outside of the loop.
    add(values) {
      for (let i = 0; i < values.length; i++) {
        const pixel = values[i] >>> 0
        if (pixel !== values[i] || pixel >= npix) refuseNumber(values[i])
        const byte = seen[pixel >>> 3]
        const bit = 1 << (pixel & 7)
        if ((byte & bit) !== 0) refuseTwice(pixel)
        seen[pixel >>> 3] = byte | bit
        numbers[count++] = pixel
      }
    },
  }
}
