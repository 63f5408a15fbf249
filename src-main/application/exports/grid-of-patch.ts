import { refused } from '../../../src-preload/rpc/errors.ts'
import type { PatchSampling } from '../../../src-shared/sky/assemble/sample-patch.ts'
import { sideWeights } from '../../../src-shared/sky/assemble/side-weights.ts'
import { nsideOfPatches } from '../../../src-shared/sky/grid.ts'
import type { Frame, Ordering } from '../../../src-shared/sky/healpix/map.ts'
import { ringTable } from '../../../src-shared/sky/healpix/rings.ts'
import { positionOf } from '../../../src-shared/sky/position.ts'
import { tangentPlane, type TangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import { pixelWidth } from '../../../src-shared/sky/projection/patch-pixels.ts'
import { readHealpixHeader } from '../../sky/fits/choose-column.ts'
import type { InpaintingRecord } from '../inpaintings/inpainting-folder.ts'

/** The HEALPix grid that a patch is exported to, and how its pixels lie in the patch. */
export interface PatchGrid {
  nside: number
  ordering: Ordering
  frame: Frame
  sampling: PatchSampling
  /** In that frame. */
  plane: TangentPlane
}

/**
 * The grid of the map that a patch was cut from; of an image, or if it is gone, one of pixels as large as the patch's.
 * @param folder of the inpainting, for refusals
 * @throws CirrusError refused for a patch whose position is not known
 */
export async function gridOfPatch(folder: string, record: InpaintingRecord): Promise<PatchGrid> {
  const place = positionOf(record)
  if (place === null) {
    const remedy = 'import the stack with --positions, or leave out the format healpix'
    throw refused(
      folder,
      '',
      `the patch has no position on the sky, so that no HEALPix pixels are known in it; ${remedy}`,
    )
  }
  const { map } = record
  const header = map && (await readHealpixHeader(map.path, { column: firstColumn(record) }).catch(() => null))
  const nside = header?.nside ?? nsideOfPatches(pixelWidth(record))
  const frame = header?.coordsys ?? 'G'
  return {
    ...{ nside, ordering: header?.ordering ?? 'RING', frame },
    sampling: {
      ...{ nside, rings: ringTable(nside), geometry: record, band: [1, 4 * nside - 1] },
      side: sideWeights(record.size),
    },
    plane: tangentPlane(place.lon, place.lat, frame, place.rotation),
  }
}

/** The column of a patch's map, or the first of those of its channels, which are named together. */
export const firstColumn = ({ map, channels }: Pick<InpaintingRecord, 'map' | 'channels'>): string | undefined =>
  channels === 'I' ? map?.column : map?.column.split(', ')[0]
