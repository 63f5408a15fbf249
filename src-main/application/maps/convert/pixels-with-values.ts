import { setImmediate } from 'node:timers/promises'
import { refused } from '../../../../src-preload/rpc/errors.ts'
import { npixOf, type PixelValue } from '../../../../src-shared/sky/healpix/map.ts'
import { pixelsAroundImage } from '../../../../src-shared/sky/image/healpix-of-image.ts'
import type { Conversion } from './conversion.ts'

/** Pixels tested before progress is reported. */
const pixelsAtOnce = 1 << 18

/** What is known of a pixel: no image reaches it, no column has had a value there yet, or one has. */
const [unreachable, empty, filled] = [0, 1, 2]

/** The pixels of the new grid at which one of the columns has a value. @throws CirrusError refused if there are none */
export async function pixelsWithValues(
  { columns, grid }: Conversion,
  path: string,
  open: (n: number) => Promise<PixelValue>,
  onPiece: (share: number) => void,
  signal: AbortSignal | undefined,
): Promise<Uint32Array> {
  const npix = npixOf(grid.nside)
  const present = new Uint8Array(npix).fill(unreachable)
  const [{ header }] = columns
  if (header.kind === 'healpix') present.fill(empty)
  else
    pixelsAroundImage(
      { ...header, frame: header.coordsys! },
      { ...grid, frame: grid.frame! },
      (pixel) => (present[pixel] = empty),
    )
  let count = 0
  for (const n of columns.keys()) {
    const valueAt = await open(n)
    for (let first = 0; first < npix; first += pixelsAtOnce) {
      signal?.throwIfAborted()
      const end = Math.min(first + pixelsAtOnce, npix)
      for (let pixel = first; pixel < end; pixel++) {
        if (present[pixel] !== empty || Number.isNaN(valueAt(pixel))) continue
        present[pixel] = filled
        count++
      }
      onPiece(end / npix)
      await setImmediate()
    }
  }
  if (count === 0) throw refused(path, '', 'no pixel of the new map would have a value; choose another nside or frame')
  const pixels = new Uint32Array(count)
  for (let pixel = 0, i = 0; i < count; pixel++) if (present[pixel] === filled) pixels[i++] = pixel
  return pixels
}
