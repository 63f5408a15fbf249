import { npixOf } from '../healpix/map.ts'
import { ringTable } from '../healpix/rings.ts'
import { pixelsInPatch } from '../assemble/pixels-in-patch.ts'
import type { SkyCover } from './cover-sky.ts'
import { lanczosAt, lanczosTaps } from './lanczos.ts'
import { placeWeights, reach, unusedBorder } from './patch-weight.ts'

/**
 * The function on the sky that patches describe together (see `patchBlender`), at the centres of a map's pixels.
 * @param patches [patches, size, size]
 * @param onProgress awaited between pieces of work; may throw to end it
 * @returns RING order, Galactic
 */
export async function mapOfPatches(
  { geometry, planes }: SkyCover,
  patches: Float32Array,
  nside: number,
  onProgress?: (fraction: number) => Promise<void> | void,
): Promise<Float32Array> {
  const { size } = geometry
  const search = { nside, rings: ringTable(nside), geometry, band: [1, 4 * nside - 1] as const }
  const side = placeWeights(size)
  const taps = lanczosTaps(reach)
  const values = new Float32Array(npixOf(nside))
  const weights = new Float32Array(values.length)
  const last = size - 1 - unusedBorder
  for (const [p, plane] of planes.entries()) {
    await onProgress?.(p / planes.length)
    const picture = { start: p * size ** 2, columns: size }
    pixelsInPatch(search, plane, (pixel, column, row) => {
      if (!(column > unusedBorder && column < last && row > unusedBorder && row < last)) return
      const i = Math.floor(column)
      const j = Math.floor(row)
      const weight =
        (side[i] + (column - i) * (side[i + 1] - side[i])) * (side[j] + (row - j) * (side[j + 1] - side[j]))
      values[pixel] += weight * lanczosAt(taps, patches, picture, column, row)
      weights[pixel] += weight
    })
  }
  for (let pixel = 0; pixel < values.length; pixel++) values[pixel] /= weights[pixel]
  return values
}
