import { npixOf } from '../../../src-shared/sky/healpix/map.ts'
import { isAscending, pixelList, placeFrom } from '../../../src-shared/sky/healpix/pixel-list.ts'
import { FitsError } from './fits-error.ts'
import type { FitsHdu } from './hdu.ts'
import type { HealpixHeader } from './map-header.ts'

/** The pixel numbers of an explicit map, collected while reading its rows. */
export interface PixelNumbers {
  /** those read so far, in row order */
  numbers: Uint32Array
  /** Adds the next numbers. @throws FitsError for a number that is not a pixel of the map */
  add(values: Float32Array | Float64Array): void
  /** Once all are read. @throws FitsError for a number that appears twice */
  end(): void
}

/** Memory goes as the number of pixels in the file, not on the sky. */
export function collectPixels({ file, nside, pixels, shape }: HealpixHeader, { index }: FitsHdu): PixelNumbers {
  const npix = npixOf(nside)
  const numbers = new Uint32Array(pixels!.repeat * shape.rows)
  let count = 0
  let ascends = true
  let last = -1
  const rowOf = (element: number) => Math.floor(element / pixels!.repeat) + 1

  const refuseNumber = (pixel: number): never => {
    throw new FitsError(
      file,
      `HDU ${index}, row ${rowOf(count)}`,
      `pixel ${pixel} is not one of the ${npix} of nside ${nside}; correct the row or the NSIDE card`,
    )
  }
  const refuseTwice = (first: number, second: number): never => {
    throw new FitsError(
      file,
      `HDU ${index}, rows ${rowOf(first)} and ${rowOf(second)}`,
      `pixel ${numbers[first]} appears twice, so its value is ambiguous; write each pixel once`,
    )
  }

  return {
    numbers,
    // Maps have hundreds of millions of rows: whole-number arithmetic, and the refusals outside of the loop.
    add(values) {
      for (let i = 0; i < values.length; i++) {
        const pixel = values[i] >>> 0
        if (pixel !== values[i] || pixel >= npix) refuseNumber(values[i])
        if (pixel <= last) ascends = false
        last = pixel
        numbers[count++] = pixel
      }
    },
    end() {
      if (ascends) return
      const list = pixelList(npix, numbers)
      if (isAscending(list.pixels)) return
      const rows = new Int32Array(count).fill(-1)
      numbers.forEach((pixel, i) => {
        const place = placeFrom(list, pixel)
        if (rows[place] >= 0) refuseTwice(rows[place], i)
        rows[place] = i
      })
    },
  }
}
