import { normal, type RandomState } from '../../random/index.ts'
import { transformPlane } from '../../statistics/fourier-transform.ts'
import { bandLimitedField, type RingField } from '../harmonics/band-limited-field.ts'
import { DEGREE } from '../position.ts'
import type { TangentPlane } from '../projection/gnomonic.ts'
import { pixelOffset, pixelWidth, type PatchGeometry } from '../projection/patch-pixels.ts'
import type { SkyCover } from './cover-sky.ts'
import { lanczosTaps, tapsAt, type LanczosTaps } from './lanczos.ts'

/** Taps on either side for the field of rings: its noise is to keep its power up to its last multipole. */
const fieldReach = 6

/** Independent streams of random numbers by whole numbers. */
export type Streams = (...keys: number[]) => RandomState

/**
 * Noise for every patch of a cover that is white in each and agrees where they overlap. Samples of an isotropic field
 * with the same power at all multipoles up to the pixels' limit are the same sky for every patch, however its pixels lie;
 * they are white but for the waves in the corners of the Fourier plane, shorter than the limit, which each patch draws
 * by itself.
 * @param streams the same streams give the same noise
 * @param onProgress awaited between pieces of work; may throw to end it
 * @returns float32 [patches, size, size], standard normal
 */
export async function patchNoise(
  { geometry, planes }: SkyCover,
  streams: Streams,
  onProgress?: (fraction: number) => Promise<void> | void,
): Promise<Float32Array> {
  const pixel = pixelWidth(geometry) * DEGREE
  const lMax = Math.floor(Math.PI / pixel)
  // White noise of variance 1 in pixels of this area.
  const field = await bandLimitedField({
    ...{ lMax, power: pixel ** 2, stream: (m) => streams(0, m) },
    onProgress: (fraction) => onProgress?.(fraction / 2),
  })
  const taps = lanczosTaps(fieldReach)
  const length = geometry.size ** 2
  const noise = new Float32Array(planes.length * length)
  for (const [p, plane] of planes.entries()) {
    await onProgress?.(0.5 + p / planes.length / 2)
    const own = noise.subarray(p * length, (p + 1) * length)
    shortWaves(geometry.size, streams(1, p), own)
    addField(field, taps, plane, geometry, own)
  }
  return noise
}

/** Writes white noise without the waves that are longer than two pixels. */
function shortWaves(size: number, state: RandomState, out: Float32Array): void {
  // In a larger square, so that opposite borders of the patch are not neighbours.
  const side = 2 * size
  const plane = new Float64Array(2 * side * side)
  for (let i = 0; i < side * side; i++) plane[2 * i] = normal(state)
  transformPlane(plane, side, side, 'forward')
  const frequency = (k: number) => Math.min(k, side - k) / side
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++)
      if (Math.hypot(frequency(row), frequency(column)) <= 0.5)
        plane.fill(0, 2 * (row * side + column), 2 * (row * side + column) + 2)
  transformPlane(plane, side, side, 'inverse')
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) out[row * size + column] = plane[2 * (row * side + column)]
}

/** Adds a field at the pixels of a patch. */
function addField(
  field: RingField,
  taps: LanczosTaps,
  plane: TangentPlane,
  geometry: PatchGeometry,
  out: Float32Array,
): void {
  const { centre, east, north } = plane
  for (let i = 0; i < out.length; i++) {
    const [xi, eta] = pixelOffset(geometry, Math.floor(i / geometry.size), i % geometry.size)
    const [x, y] = [xi * DEGREE, eta * DEGREE]
    const [a, b, c] = [0, 1, 2].map((k) => centre[k] + x * east[k] + y * north[k])
    out[i] += fieldAt(field, taps, Math.atan2(Math.hypot(a, b), c), Math.atan2(b, a))
  }
}

/** A field at a colatitude and longitude (radians). Beyond a pole its rings go on at the opposite longitude. */
export function fieldAt(
  { rings, values }: RingField,
  { reach, taps }: LanczosTaps,
  theta: number,
  phi: number,
): number {
  const points = 2 * rings
  const row = (theta * rings) / Math.PI - 0.5
  const column = (phi * points) / (2 * Math.PI)
  const [i, j] = [Math.floor(column), Math.floor(row)]
  const width = 2 * reach
  const across = tapsAt(column - i) * width
  const along = tapsAt(row - j) * width
  let sum = 0
  for (let y = 0; y < width; y++) {
    const ring = j - reach + 1 + y
    const beyond = ring < 0 || ring >= rings
    const start = (ring < 0 ? -1 - ring : ring >= rings ? 2 * rings - 1 - ring : ring) * points
    const first = i - reach + 1 + (beyond ? rings : 0) + points
    let line = 0
    for (let x = 0; x < width; x++) line += taps[across + x] * values[start + ((first + x) % points)]
    sum += taps[along + y] * line
  }
  return sum
}
