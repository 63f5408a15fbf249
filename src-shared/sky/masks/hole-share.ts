/** Share of a mask's pixels that are holes, from 0 to 1. */
export const holeShare = (mask: ArrayLike<number>): number => {
  let holes = 0
  for (let i = 0; i < mask.length; i++) if (mask[i] === 0) holes++
  return holes / mask.length
}
