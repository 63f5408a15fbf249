import { faceLongitude, faceRing, gatherBits } from './faces.ts'
import { ringOf } from './rings.ts'

/** Pixels whose places within a square of a face are looked up: 64 x 64. */
const squarePixels = 4096

const squareX = Int16Array.from({ length: squarePixels }, (_, pixel) => gatherBits(pixel))
const squareY = Int16Array.from({ length: squarePixels }, (_, pixel) => gatherBits(pixel >> 1))

/**
 * Makes a function that writes the RING numbers of the NESTED pixels `first`, `first + 1`, ... to an array: `nest2ring`
 * of many pixels in a row, with what is the same along a ring computed once for each face.
 * @param nside a power of two
 */
export function ringNumbers(nside: number): (first: number, numbers: Int32Array) => void {
  const facePixels = nside * nside
  const faces: ReturnType<typeof ringsOfFace>[] = []
  return (first, numbers) => {
    for (let done = 0; done < numbers.length;) {
      const pixel = first + done
      const face = Math.floor(pixel / facePixels)
      const inFace = pixel - face * facePixels
      const { start, along, count } = (faces[face] ??= ringsOfFace(nside, face))
      const inSquare = inFace % squarePixels
      const square = inFace - inSquare
      const x0 = gatherBits(square)
      const y0 = gatherBits(square >>> 1)
      const length = Math.min(numbers.length - done, squarePixels - inSquare, facePixels - inFace)
      for (let i = 0; i < length; i++) {
        const x = x0 + squareX[inSquare + i]
        const y = y0 + squareY[inSquare + i]
        const diagonal = x + y
        const place = (along[diagonal] + x - y) >> 1
        // Only the face on both sides of longitude 0 has pixels before the start of the ring.
        numbers[done + i] = start[diagonal] + (place < 0 ? place + count[diagonal] : place)
      }
      done += length
    }
  }
}

/**
 * Makes a function that writes the RING numbers of the pixels (x, y), (x, y + 1), ... of a face to an array: `face2ring`
 * of many pixels.
 * @param nside a power of two
 */
export function ringNumbersAlong(nside: number): (face: number, x: number, y: number, numbers: Int32Array) => void {
  const faces: ReturnType<typeof ringsOfFace>[] = []
  return (face, x, y, numbers) => {
    const { start, along, count } = (faces[face] ??= ringsOfFace(nside, face))
    for (let i = 0; i < numbers.length; i++) {
      const diagonal = x + y + i
      const place = (along[diagonal] + x - y - i) >> 1
      numbers[i] = start[diagonal] + (place < 0 ? place + count[diagonal] : place)
    }
  }
}

/**
 * The rings of a face by x + y of its pixels: first pixel, number of pixels, and twice the place of x = y on the ring
 * (Gorski et al. 2005, Sec. 4).
 */
function ringsOfFace(nside: number, face: number) {
  const rings = 2 * nside - 1
  const [start, along, count] = [new Int32Array(rings), new Int32Array(rings), new Int32Array(rings)]
  for (let diagonal = 0; diagonal < rings; diagonal++) {
    const ring = ringOf(nside, faceRing[face] * nside - diagonal - 1)
    start[diagonal] = ring.start
    count[diagonal] = ring.count
    along[diagonal] = (faceLongitude[face] * ring.count) / 4 - (ring.offset === 0 ? 0 : 1)
  }
  return { start, along, count }
}
