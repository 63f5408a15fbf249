import { setImmediate } from 'node:timers/promises'
import type { MapHoles } from '../../../src-preload/contract/inpainted-maps.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { fieldSampler, isImage } from '../../../src-shared/sky/field.ts'
import { convert } from '../../../src-shared/sky/frames.ts'
import { npixOf, type Frame } from '../../../src-shared/sky/healpix/map.ts'
import { pix2angRing } from '../../../src-shared/sky/healpix/pix2ang.ts'
import type { Hole, HoleGrid } from '../../../src-shared/sky/holes/hole.ts'
import { holesOfDiscs } from '../../../src-shared/sky/holes/holes-of-discs.ts'
import { holesOfPixels } from '../../../src-shared/sky/holes/holes-of-pixels.ts'
import { loadColumn } from '../maps/map-column.ts'
import { readSources } from '../masks/read-sources.ts'

/** Pixels that the holes of a mask may have together: more are no holes in a sky, but a sky that is not seen. */
const mostPixels = 2_000_000

const pixelsAtOnce = 2 ** 16

/**
 * The holes that a list of sources or a mask makes in a map.
 * @param frame of the map
 * @throws CirrusError refused, FitsError: the file, the place in it and what is wrong; the signal's reason when aborted
 */
export async function holesOfRequest(
  holes: MapHoles,
  frame: Frame,
  grid: HoleGrid,
  signal?: AbortSignal,
): Promise<Hole[]> {
  if (holes.kind === 'sources') {
    const usual = holes.radius === null ? null : holes.radius / 60
    return holesOfDiscs(await readSources(holes.path, usual), frame, grid)
  }
  return holesOfPixels(await maskedPixels(holes, frame, grid.nside, signal), frame, grid)
}

/** RING numbers of the pixels whose centres lie where a map is not above the threshold, or has no value. */
async function maskedPixels(
  { path, column, threshold }: Extract<MapHoles, { kind: 'map' }>,
  frame: Frame,
  nside: number,
  signal?: AbortSignal,
): Promise<Uint32Array> {
  const { map: mask, name } = await loadColumn(path, column ?? undefined, { signal })
  const place = `column ${name}`
  const same = !isImage(mask) && mask.list === undefined && mask.nside === nside && mask.frame === frame
  const { nearest } = fieldSampler(mask)
  const found: number[] = []
  for (let pixel = 0; pixel < npixOf(nside); pixel++) {
    if (pixel % pixelsAtOnce === 0) {
      // Maps have millions of pixels: the host answers others meanwhile.
      await setImmediate()
      signal?.throwIfAborted()
    }
    const value = same ? mask.values[pixel] : nearest(...convert(frame, mask.frame, ...pix2angRing(nside, pixel)))
    if (!(value > threshold) && found.push(pixel) > mostPixels)
      throw refused(
        path,
        place,
        `its holes have more than ${mostPixels} pixels of the map; a fill needs sky around each`,
      )
  }
  if (found.length === 0) throw refused(path, place, `the mask has no hole: every pixel is above ${threshold}`)
  return Uint32Array.from(found)
}
