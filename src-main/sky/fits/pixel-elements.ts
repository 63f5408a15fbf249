import { placeIn, pixelList } from '../../../src-shared/sky/healpix/pixel-list.ts'
import { npixOf } from '../../../src-shared/sky/healpix/map.ts'
import type { ByteSource } from './byte-source.ts'
import type { ChosenColumn, HealpixHeader } from './map-header.ts'
import { scanColumns } from './scan-map.ts'

/** The element of a column that holds a pixel of the map's own ordering, counted from 0; -1 if the map lacks it. */
export type ElementOfPixel = (pixel: number) => number

/**
 * Finds where a map stores its pixels: one after the other, or, of an explicit map, as its column of pixel numbers says.
 * @throws FitsError for damaged pixel numbers
 */
export async function pixelElements(
  source: ByteSource,
  { header, column }: ChosenColumn<HealpixHeader>,
): Promise<ElementOfPixel> {
  const { firstPixel, pixels, shape, nside } = header
  if (pixels === null) {
    const count = column.form.repeat * shape.rows
    return (pixel) => (pixel >= firstPixel && pixel < firstPixel + count ? pixel - firstPixel : -1)
  }
  let numbers = new Uint32Array(0)
  await scanColumns(source, header, [column], [], { onPixels: (found) => (numbers = Uint32Array.from(found)) })
  const list = pixelList(npixOf(nside), numbers)
  const elements = new Uint32Array(numbers.length)
  numbers.forEach((pixel, element) => (elements[placeIn(list, pixel)] = element))
  return (pixel) => {
    const place = placeIn(list, pixel)
    return place < 0 ? -1 : elements[place]
  }
}
