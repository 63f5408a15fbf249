import { toVector } from '../../../src-shared/sky/frames.ts'
import { pix2angRing } from '../../../src-shared/sky/healpix/pix2ang.ts'
import { stokesTurn } from '../../../src-shared/sky/parallel-transport.ts'
import type { TangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import type { PatchPixels } from './patch-pixels-of-holes.ts'

/**
 * Turns Q and U from the axes of a patch to those of the map at every pixel, in place. Standard deviations are turned as
 * those of independent values.
 * @param q, u of the same pixels
 */
export function turnToMap([q, u]: readonly [PatchPixels, PatchPixels], plane: TangentPlane, nside: number): void {
  const count = q.values.length / q.rows
  const turn = new Float64Array(2)
  for (let i = 0; i < count; i++) {
    stokesTurn(plane, ...toVector(...pix2angRing(nside, q.values[i])), turn)
    const [cos, sin] = turn
    for (let row = 2, at = i + 2 * count; row < q.rows; row++, at += count) {
      const [ownQ, ownU] = [q.values[at], u.values[at]]
      const isDeviation = row === 3
      q.values[at] = isDeviation ? Math.hypot(ownQ * cos, ownU * sin) : ownQ * cos + ownU * sin
      u.values[at] = isDeviation ? Math.hypot(ownU * cos, ownQ * sin) : ownU * cos - ownQ * sin
    }
  }
}
