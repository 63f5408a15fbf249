/** Ring of the southernmost corner of each base face, in units of nside (Gorski et al. 2005, Fig. 4). */
export const faceRing = [2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4]

/** Longitude of each base face's centre, in units of 45 degrees. */
export const faceLongitude = [1, 3, 5, 7, 0, 2, 4, 6, 1, 3, 5, 7]

/** Spreads the low 16 bits of a number over the even bits. */
export function spreadBits(value: number): number {
  let bits = value & 0xffff
  bits = (bits | (bits << 8)) & 0x00ff00ff
  bits = (bits | (bits << 4)) & 0x0f0f0f0f
  bits = (bits | (bits << 2)) & 0x33333333
  return (bits | (bits << 1)) & 0x55555555
}

/** Gathers the even bits of a number: the inverse of spreadBits. */
export function gatherBits(value: number): number {
  let bits = value & 0x55555555
  bits = (bits | (bits >>> 1)) & 0x33333333
  bits = (bits | (bits >>> 2)) & 0x0f0f0f0f
  bits = (bits | (bits >>> 4)) & 0x00ff00ff
  return (bits | (bits >>> 8)) & 0xffff
}

/** Pixel of a face in NESTED order: x runs to the north-east and y to the north-west of its southern corner. */
export const nestedInFace = (nside: number, face: number, x: number, y: number): number =>
  face * nside * nside + spreadBits(x) + 2 * spreadBits(y)
