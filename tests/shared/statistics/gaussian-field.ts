import { normal } from '../../../src-shared/random/index.ts'
import type { RandomState } from '../../../src-shared/random/index.ts'
import type { FlatPatch, Polarisation } from '../../../src-shared/statistics/bands.ts'
import { fourierModes } from '../../../src-shared/statistics/bands.ts'
import { transformPlane } from '../../../src-shared/statistics/fourier-transform.ts'

/** Two independent Gaussian fields with power C(l), in their unit squared times steradian, that go round the patch's edges. */
export function gaussianFields(
  patch: FlatPatch,
  power: (ell: number) => number,
  random: RandomState,
): [Float64Array, Float64Array] {
  const { rows, columns, lx, ly } = patch
  const size = rows * columns
  const { kx, ky } = fourierModes(patch, [])
  const plane = new Float64Array(2 * size)
  for (let i = 0; i < size; i++) {
    const amplitude = size * Math.sqrt(power(Math.hypot(kx[i], ky[i])) / (lx * ly))
    plane[2 * i] = amplitude * normal(random)
    plane[2 * i + 1] = amplitude * normal(random)
  }
  transformPlane(plane, rows, columns, 'inverse')
  return [plane.filter((_, i) => i % 2 === 0), plane.filter((_, i) => i % 2 === 1)]
}

/** (Q, U) of a field of E modes, without B: Q = E cos 2 angle(k), U = -E sin 2 angle(k). */
export function polarisationOf(patch: FlatPatch, e: Float64Array): Polarisation {
  const { kx, ky } = fourierModes(patch, [])
  const turned = (part: (phi: number) => number) => {
    const plane = Float64Array.from({ length: 2 * e.length }, (_, i) => (i % 2 === 0 ? e[i >> 1] : 0))
    transformPlane(plane, patch.rows, patch.columns, 'forward')
    for (let i = 0; i < plane.length; i++) plane[i] *= part(2 * Math.atan2(ky[i >> 1], kx[i >> 1]))
    transformPlane(plane, patch.rows, patch.columns, 'inverse')
    return e.map((_, i) => plane[2 * i])
  }
  return { q: turned(Math.cos), u: turned((phi) => -Math.sin(phi)) }
}
