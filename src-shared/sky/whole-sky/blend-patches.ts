import { dot, type Vector } from '../frames.ts'
import { discOfPatch } from '../assemble/pixels-in-patch.ts'
import { DEGREE } from '../position.ts'
import { pixelOffset, pixelWidth } from '../projection/patch-pixels.ts'
import type { SkyCover } from './cover-sky.ts'
import { lanczosAt, lanczosTaps } from './lanczos.ts'
import { placeWeights, reach, unusedBorder } from './patch-weight.ts'

/** For each patch, the others that may share sky with it. */
export function neighboursOf({ geometry, planes }: SkyCover): Uint32Array[] {
  const nearest = Math.cos(2 * discOfPatch(geometry.width))
  return planes.map(({ centre }, p) =>
    Uint32Array.from(planes.flatMap((other, q) => (q !== p && dot(centre, other.centre) > nearest ? [q] : []))),
  )
}

/**
 * Prepares to make patches agree. All of them together describe one function on the sky: at each place, the weighted
 * mean of the patches that cover it. A patch is blended by giving its pixels the values of that function. There its own
 * pixels need no interpolation.
 * @param taps of interpolation on either side: fewer, which take less time, for pictures of long waves alone
 */
export function patchBlender(cover: SkyCover, taps = reach) {
  const { geometry, planes } = cover
  const { size } = geometry
  const neighbours = neighboursOf(cover)
  const side = placeWeights(size)
  const interpolation = lanczosTaps(taps)
  const perPlane = 1 / (pixelWidth(geometry) * DEGREE)
  const half = (size - 1) / 2
  const length = size ** 2
  const sums = new Float64Array(length)
  const weights = new Float64Array(length)

  /**
   * Writes patch `p` of `patches`, blended, into `out`.
   * @param patches [patches, size, size]
   */
  return (patches: Float32Array, p: number, out: Float32Array): void => {
    const { centre, east, north } = planes[p]
    const stepEast = -pixelWidth(geometry) * DEGREE
    for (let i = 0; i < length; i++) {
      const own = side[i % size] * side[Math.floor(i / size)]
      weights[i] = own
      sums[i] = own * patches[p * length + i]
    }
    for (const q of neighbours[p]) {
      const picture = { start: q * length, columns: size }
      const other = planes[q]
      const onto = (v: Vector) => [dot(v, other.centre), dot(v, other.east), dot(v, other.north)]
      const [depth, toEast, toNorth] = onto(east).map((value) => value * stepEast)
      for (let row = 0; row < size; row++) {
        const [xi, eta] = pixelOffset(geometry, row, 0)
        const [x, y] = [xi * DEGREE, eta * DEGREE]
        // Along a row all three are linear, as both planes are.
        let [d, e, n] = onto([
          centre[0] + x * east[0] + y * north[0],
          centre[1] + x * east[1] + y * north[1],
          centre[2] + x * east[2] + y * north[2],
        ])
        for (let column = 0; column < size; column++, d += depth, e += toEast, n += toNorth) {
          const pixels = perPlane / d
          const i = half - e * pixels
          if (!(i > unusedBorder && i < size - 1 - unusedBorder)) continue
          const j = half + n * pixels
          if (!(j > unusedBorder && j < size - 1 - unusedBorder)) continue
          const left = Math.floor(i)
          const below = Math.floor(j)
          const weight =
            (side[left] + (i - left) * (side[left + 1] - side[left])) *
            (side[below] + (j - below) * (side[below + 1] - side[below]))
          const at = row * size + column
          weights[at] += weight
          sums[at] += weight * lanczosAt(interpolation, patches, picture, i, j)
        }
      }
    }
    // Of a cover of a part of the sky, pixels at its border are in no patch's inside: they stay as they are.
    for (let i = 0; i < length; i++) out[i] = weights[i] > 0 ? sums[i] / weights[i] : patches[p * length + i]
  }
}
