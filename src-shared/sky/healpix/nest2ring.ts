import { faceLongitude, faceRing, gatherBits } from './faces.ts'

/** NESTED pixel number to RING pixel number; nside a power of two (Gorski et al. 2005, Sec. 4). */
export function nest2ring(nside: number, pixel: number): number {
  const facePixels = nside * nside
  const face = Math.floor(pixel / facePixels)
  const inFace = pixel - face * facePixels
  return face2ring(nside, face, gatherBits(inFace), gatherBits(inFace >>> 1))
}

/** Pixel (x, y) of a base face to its RING number. */
export function face2ring(nside: number, face: number, x: number, y: number): number {
  const ring = faceRing[face] * nside - x - y - 1
  let quarter = nside
  let start: number
  let shift = 0
  if (ring < nside) {
    quarter = ring
    start = 2 * ring * (ring - 1)
  } else if (ring > 3 * nside) {
    quarter = 4 * nside - ring
    start = 12 * nside * nside - 2 * quarter * (quarter + 1)
  } else {
    start = 2 * nside * (nside - 1) + (ring - nside) * 4 * nside
    shift = (ring - nside) & 1
  }
  let along = (faceLongitude[face] * quarter + x - y + 1 + shift) / 2
  if (along > 4 * quarter) along -= 4 * quarter
  else if (along < 1) along += 4 * quarter
  return start + along - 1
}
