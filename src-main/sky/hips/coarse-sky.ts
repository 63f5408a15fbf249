import { coarseNside } from '../../../src-shared/sky/coarse-nside.ts'
import { fieldSampler, isImage, type SkyField } from '../../../src-shared/sky/field.ts'
import { convert } from '../../../src-shared/sky/frames.ts'
import { npixOf, orderOf } from '../../../src-shared/sky/healpix/map.ts'
import { nest2ring } from '../../../src-shared/sky/healpix/nest2ring.ts'
import { pix2ang } from '../../../src-shared/sky/healpix/pix2ang.ts'
import { valueAtPixel } from '../../../src-shared/sky/healpix/sparse-map.ts'
import { tileFrame } from './pyramid.ts'
import type { TileOptions } from './tile-values.ts'

/**
 * A coarse map in the frame of the tiles, for a picture before there are tiles: the mean of one pixel of
 * each quarter of a coarse pixel, which takes a tenth of a second where the mean of all takes many; of a map that is
 * not finer, an image, or angles, which have no mean, the pixel in the middle.
 * @param field RING if HEALPix
 * @returns NESTED, of `coarseNside`; NaN where there are no data
 */
export function coarseSky(field: SkyField, { zero = 0, isCyclic = false }: TileOptions = {}): Float32Array {
  const frame = tileFrame(field)
  const values = new Float32Array(npixOf(coarseNside))
  if (!isImage(field) && !isCyclic && orderOf(field.nside) > orderOf(coarseNside) && field.frame === frame) {
    const { nside } = field
    const inQuarter = (nside / coarseNside / 2) ** 2
    // A pixel well inside the quarter: the southern corner of its second quarter.
    const within = Math.floor(inQuarter / 4)
    return values.map((_, pixel) => {
      let [sum, count] = [0, 0]
      for (let quarter = 0; quarter < 4; quarter++) {
        const value = valueAtPixel(field, nest2ring(nside, (4 * pixel + quarter) * inQuarter + within))
        if (value !== value) continue // NaN
        sum += value
        count++
      }
      return count === 0 ? NaN : sum / count - zero
    })
  }
  const { nearest } = fieldSampler(field)
  return values.map((_, pixel) => {
    const [lon, lat] = pix2ang(coarseNside, 'NESTED', pixel)
    return nearest(...convert(frame, field.frame, lon, lat)) - zero
  })
}
