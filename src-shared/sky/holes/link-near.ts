import type { Vector } from '../frames.ts'
import { nearIndex } from '../near-index.ts'

/**
 * Groups directions that are linked, directly or through others.
 * @param axes unit vectors
 * @param reach radians beyond which no two are linked
 * @param linked whether two within reach are
 * @returns the indices of each group, ascending; groups in the order of their first
 */
export function linkNear(
  axes: readonly Vector[],
  reach: number,
  linked: (i: number, j: number) => boolean = () => true,
): number[][] {
  const near = nearIndex(axes, reach)
  const group = new Int32Array(axes.length).fill(-1)
  const groups: number[][] = []
  for (let first = 0; first < axes.length; first++) {
    if (group[first] >= 0) continue
    const members = [first]
    group[first] = groups.length
    for (let k = 0; k < members.length; k++) {
      const i = members[k]
      for (const j of near(axes[i])) {
        if (group[j] >= 0 || !linked(i, j)) continue
        group[j] = groups.length
        members.push(j)
      }
    }
    groups.push(members.sort((a, b) => a - b))
  }
  return groups
}
