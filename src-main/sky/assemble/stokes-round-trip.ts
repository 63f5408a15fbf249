import { isImage, isSparse, type SkyField } from '../../../src-shared/sky/field.ts'
import { apply, rotationBetween, type Vector } from '../../../src-shared/sky/frames.ts'
import { ringColatitude, ringOf } from '../../../src-shared/sky/healpix/rings.ts'
import { valueAtPixel } from '../../../src-shared/sky/healpix/sparse-map.ts'
import type { RoundTrip } from '../../../src-shared/sky/assemble/round-trip.ts'
import type { WeightedMap } from '../../../src-shared/sky/assemble/weighted-map.ts'
import type { StokesValues } from '../patches/cut-batch.ts'
import { stokesFiller } from '../patches/cut-channels.ts'

/** A patch around a pixel, of which only the middle counts. */
const [around, middle] = [{ size: 3, width: 1e-6 }, 4]

/**
 * Compares Q and U of an assembled map with those of its source, together: the root mean square of both differences. A
 * source on another grid is interpolated at the centres of the assembled pixels, on their axes.
 * @returns null if no pixel has all values
 */
export function stokesRoundTrip(assembled: WeightedMap, source: SkyField, stokes: StokesValues): RoundTrip | null {
  const { nside, frame, values } = assembled
  const [q, u] = values.slice(-2)
  const isSameGrid = !isImage(source) && source.nside === nside && source.frame === frame && source.ordering === 'RING'
  const fill = isSameGrid ? null : stokesFiller(source, stokes)
  const list = isSparse(source) ? source.list : undefined
  const ownStokes = (pixel: number) => [
    valueAtPixel({ values: stokes.q, list }, pixel),
    valueAtPixel({ values: stokes.u, list }, pixel),
  ]
  const [sourceQ, sourceU] = [new Float64Array(9), new Float64Array(9)]
  const rotation = rotationBetween(frame, source.frame)
  const turned = (vector: Vector) => (frame === source.frame ? vector : apply(rotation, vector))
  let [pixels, squares, mapSquares] = [0, 0, 0]
  for (let ring = 1; ring < 4 * nside; ring++) {
    const { start, count, offset } = ringOf(nside, ring)
    const colatitude = ringColatitude(nside, ring)
    const [radius, z] = [Math.sin(colatitude), Math.cos(colatitude)]
    for (let k = 0; k < count; k++) {
      const pixel = start + k
      if (Number.isNaN(q[pixel])) continue
      let [expectedQ, expectedU] = fill ? [NaN, NaN] : ownStokes(pixel)
      if (fill) {
        const angle = ((k + offset) * 2 * Math.PI) / count
        const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
        const centre = turned([radius * cos, radius * sin, z])
        const plane = { centre, east: turned([-sin, cos, 0]), north: turned([-z * cos, -z * sin, radius]) }
        fill(plane, around, sourceQ, sourceU)
        ;[expectedQ, expectedU] = [sourceQ[middle], sourceU[middle]]
      }
      const [errorQ, errorU] = [q[pixel] - expectedQ, u[pixel] - expectedU]
      if (Number.isNaN(errorQ + errorU)) continue
      pixels++
      squares += errorQ * errorQ + errorU * errorU
      mapSquares += expectedQ * expectedQ + expectedU * expectedU
    }
  }
  if (pixels === 0) return null
  const [rms, mapRms] = [Math.sqrt(squares / pixels), Math.sqrt(mapSquares / pixels)]
  return { pixels, rms, mapRms, relative: rms / mapRms }
}
