import { isSeenDirectly } from '../../../src-preload/contract/inpaintings.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { pixelsInPatch, type PixelSearch } from '../../../src-shared/sky/assemble/pixels-in-patch.ts'
import { sideWeights } from '../../../src-shared/sky/assemble/side-weights.ts'
import { nsideOfPatches } from '../../../src-shared/sky/grid.ts'
import { npixOf, type Frame, type Ordering } from '../../../src-shared/sky/healpix/map.ts'
import { pixelList } from '../../../src-shared/sky/healpix/pixel-list.ts'
import { ring2nest } from '../../../src-shared/sky/healpix/ring2nest.ts'
import { ringTable } from '../../../src-shared/sky/healpix/rings.ts'
import { positionOf } from '../../../src-shared/sky/position.ts'
import { tangentPlane, type TangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import { pixelWidth } from '../../../src-shared/sky/projection/patch-pixels.ts'
import { slopeAt, toMapUnits } from '../../../src-shared/sky/scale.ts'
import { readHealpixHeader } from '../../sky/fits/choose-column.ts'
import type { WrittenCard } from '../../sky/fits/write.ts'
import { writeHealpixMap, type WrittenColumn } from '../../sky/fits/write-map.ts'
import { writtenFile, type WrittenFile } from '../host/written-file.ts'
import { firstSample, takenBack } from '../inpainted-maps/patch-pixels-of-holes.ts'
import type { EstimatePictures } from '../inpaintings/estimate-folder.ts'
import { fillHole } from '../inpaintings/fill-hole.ts'
import type { InpaintingRecord, ProblemPictures } from '../inpaintings/inpainting-folder.ts'

interface Source {
  record: InpaintingRecord
  problem: ProblemPictures
  made: EstimatePictures
  /** What values in the unit of the patch's map are multiplied by to be in `unit`. */
  factor: number
  unit: string
}

/**
 * Writes an estimate as a partial HEALPix map of the pixels in the hole (of the patch, where no pixel is seen as it is), on
 * the grid of the map that the patch was cut from, if that is still there: columns FILL, STD and SAMPLE1, ... if it has
 * them, and WEIGHT, the patch's weight in a map of several.
 * @throws CirrusError refused for a patch whose position is not known, or a hole between the centres of all pixels
 */
export async function writeInpaintingMap(
  path: string,
  { record, problem, made, factor, unit }: Source,
  provenance: { cards: WrittenCard[]; history: string[] },
): Promise<WrittenFile> {
  const place = positionOf(record)
  if (place === null) {
    const remedy = 'import the stack with --positions, or leave out the format healpix'
    throw refused(
      path,
      '',
      `the patch has no position on the sky, so that no HEALPix pixels are known in it; ${remedy}`,
    )
  }
  const { nside, ordering, frame } = await gridOf(record)
  const sampling = {
    ...{ nside, rings: ringTable(nside), geometry: record, band: [1, 4 * nside - 1] as const },
    side: sideWeights(record.size),
  }
  const plane = tangentPlane(place.lon, place.lat, frame, place.rotation)
  const mask = isSeenDirectly(record.problem) ? problem.mask : new Uint8Array(problem.mask.length)
  const [inPatch, inHole] = pixelsOf(sampling, plane, mask)
  const list = pixelList(npixOf(nside), inPatch)
  const map = { nside, frame, ordering: 'RING', list, values: new Float64Array(inPatch.length).fill(NaN) } as const
  const inUnit = (z: Float32Array) => Float64Array.from(toMapUnits(z, record, record), (value) => value * factor)
  const { values, rows } = takenBack(
    map,
    list,
    sampling,
  )(
    {
      plane,
      filled: (z) => inUnit(fillHole(problem.data, Float32Array.from(z), problem.mask, record.problem)),
      spread: (deviation, z) =>
        Float64Array.from(toMapUnits(z, record, record), (value, i) =>
          mask[i] === 1 ? 0 : deviation[i] * record.std * slopeAt(value, record) * factor,
        ),
    },
    made,
  )
  const row = (k: number) => values.subarray((k * values.length) / rows, ((k + 1) * values.length) / rows)
  // The numbers of the pixels in the order of the file, and where each is among the values.
  const kept = [...row(0).entries()]
    .filter(([, pixel]) => inHole.has(pixel))
    .map(([at, pixel]) => [ordering === 'RING' ? pixel : ring2nest(nside, pixel), at])
    .sort(([a], [b]) => a - b)
  if (kept.length === 0)
    throw refused(path, '', `the hole lies between the centres of all pixels of nside ${nside}; use the format fits`)
  const column = (name: string, k: number, of = unit): WrittenColumn => ({
    ...{ name, unit: of, type: 'float32' },
    values: Float32Array.from(kept, ([, at]) => row(k)[at]),
  })
  await writeHealpixMap(path, {
    ...{ nside, ordering, coordsys: frame, ...provenance },
    pixels: Uint32Array.from(kept, ([pixel]) => pixel),
    columns: [
      column('FILL', 2),
      ...(made.deviation ? [column('STD', 3)] : []),
      ...Array.from({ length: rows - firstSample }, (_, k) => column(`SAMPLE${k + 1}`, firstSample + k)),
      column('WEIGHT', 1, ''),
    ],
  })
  return writtenFile(path)
}

/** The grid of the map that a patch was cut from; of an image, or if it is gone, one of pixels as large as the patch's. */
async function gridOf(record: InpaintingRecord): Promise<{ nside: number; ordering: Ordering; frame: Frame }> {
  const { map } = record
  const header = map && (await readHealpixHeader(map.path, { column: map.column }).catch(() => null))
  return header
    ? { nside: header.nside, ordering: header.ordering, frame: header.coordsys ?? 'G' }
    : { nside: nsideOfPatches(pixelWidth(record)), ordering: 'RING', frame: 'G' }
}

/** RING numbers of the pixels whose centres lie in a patch, and of those nearest to a pixel of it in the hole (mask 0). */
function pixelsOf(search: PixelSearch, plane: TangentPlane, mask: Uint8Array): [number[], Set<number>] {
  const { size } = search.geometry
  const inPatch: number[] = []
  const inHole = new Set<number>()
  pixelsInPatch(search, plane, (pixel, column, row) => {
    inPatch.push(pixel)
    if (mask[Math.round(row) * size + Math.round(column)] === 0) inHole.add(pixel)
  })
  return [inPatch, inHole]
}
