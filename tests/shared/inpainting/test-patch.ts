import { observation, type Seeing } from '../../../src-shared/inpainting/observation.ts'
import type { StationaryPrior } from '../../../src-shared/inpainting/stationary-prior.ts'
import { beamOf } from './blur-of.ts'
import reference from '../../reference/fills.json' with { type: 'json' }

/** Pixels on a side of the patch of tests/reference/fills.py. */
export const size = 24

export const truth = Float64Array.from({ length: size * size }, (_, i) => {
  const [row, column] = [Math.floor(i / size), i % size]
  return Math.sin(0.7 * row) + Math.cos(0.3 * row * column)
})

/** 1 = observed. */
export const mask = Uint8Array.from(reference.hole, (hole) => 1 - hole)

/** What is seen: nothing in the hole. */
export const data = truth.map((value, i) => (mask[i] ? value : NaN))

/** The values of a fill in the hole, in the order of the pixels. */
export const inHole = (values: Float64Array) => values.filter((_, i) => mask[i] === 0)

/** How the patch is seen in tests/reference/fills.py, through a beam or without one. */
export function seeing(beam: number | null): Seeing {
  const observed = observation(mask, size, beamOf(beam))
  const variance = Float64Array.from(observed.pixels, (i) => 0.04 * (1 + 0.5 * Math.sin(i)))
  return { observed, variance, mask }
}

/** The data, with the noise of tests/reference/fills.py. */
export function seen({ observed }: Seeing): Float64Array {
  const noise = Float64Array.from(observed.pixels, (i) => 0.2 * Math.cos(3.7 * i ** 1.5))
  return observed.apply(truth).map((value, k) => value + noise[k])
}

/** Power of the modes of a torus of twice the size. */
export const prior: StationaryPrior = {
  side: 2 * size,
  mean: 0.3,
  power: Float64Array.from({ length: 4 * size * size }, (_, k) => {
    const [u, v] = [Math.floor(k / (2 * size)), k % (2 * size)].map((mode) => Math.min(mode, 2 * size - mode))
    return 200 / (1 + (u * u + 2 * v * v) / 2.25) ** 1.4
  }),
}

/** Largest difference between numbers, over the largest of the expected ones. */
export function relativeError(found: ArrayLike<number>, expected: readonly number[]): number {
  const largest = Math.max(...expected.map(Math.abs))
  return Math.max(...expected.map((value, i) => Math.abs(found[i] - value))) / largest
}
