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
  if (holes.kind === 'sources') return holesOfDiscs(await readSources(holes.path, holes.radius), frame, grid)
  return holesOfPixels(await maskedPixels(holes, frame, grid.nside, signal), frame, grid)
}

/** RING numbers of the map's pixels whose centres lie in the holes of a mask of any nside, ordering and frame. */
async function maskedPixels(
  { path, column }: Extract<MapHoles, { kind: 'mask' }>,
  frame: Frame,
  nside: number,
  signal?: AbortSignal,
): Promise<Uint32Array> {
  const { map: mask, name } = await loadColumn(path, column ?? undefined, { signal })
  const place = `column ${name}`
  const odd = mask.values.find((value) => value !== 0 && value !== 1 && !Number.isNaN(value))
  if (odd !== undefined) throw refused(path, place, `a mask holds only 1 (observed) and 0 (hole), not ${odd}`)
  const same = !isImage(mask) && mask.list === undefined && mask.nside === nside && mask.frame === frame
  const { nearest } = fieldSampler(mask)
  const found: number[] = []
  for (let pixel = 0; pixel < npixOf(nside); pixel++) {
    const value = same ? mask.values[pixel] : nearest(...convert(frame, mask.frame, ...pix2angRing(nside, pixel)))
    if (value === 0 && found.push(pixel) > mostPixels)
      throw refused(
        path,
        place,
        `its holes have more than ${mostPixels} pixels of the map; a fill needs sky around each`,
      )
  }
  if (found.length === 0) throw refused(path, place, 'the mask has no hole: no pixel is 0')
  return Uint32Array.from(found)
}
