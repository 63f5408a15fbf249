import { conjugateGradients, type SymmetricProduct } from '../linear/conjugate-gradients.ts'
import { normal, type RandomState } from '../random/index.ts'
import { windowOfBlur } from './blur.ts'
import type { Seeing } from './observation.ts'
import { filterPatch, randomField, windowOnTorus, type StationaryPrior } from './stationary-prior.ts'

/** Largest residual of the equations, relative to the largest term of the right-hand side; less matters in a sample. */
const tolerances = { mean: 1e-9, sample: 1e-6 }
/** About 50 are enough for noise of a fifth of the field, 100 through a beam; weaker noise needs more. */
const maxSteps = 2000

/** Constrained realisations of a Gaussian field: their mean, and any number of them. */
export interface ConstrainedRealisations {
  /** [size, size]: the mean, in the hole and, freed of noise and blur, outside it. */
  mean(): Float64Array
  /** [size, size]: one realisation. */
  sample(random: RandomState): Float64Array
}

/**
 * Constrained realisations of a stationary Gaussian field: the Wiener filter (Zaroubi et al. 1995)
 *   x = m + S A' (A S A' + N)^-1 (d - A m),
 * by conjugate gradients, with S applied by Fourier transforms on a torus twice as wide as the patch, so that opposite
 * edges do not meet. Preconditioned by the inverse that the equations would have on the torus without holes. A sample is
 * Hoffman & Ribak's (1991): a random field is observed with random noise, and what the filter finds of the difference
 * between the data and it is added to the field.
 * @returns the realisations given any data [observed] that were seen in this way; these throw RangeError if the noise is so
 * weak that the equations are not solved in 2000 steps
 */
export function stationaryWiener(
  prior: StationaryPrior,
  { observed, variance, noisePower, mask }: Seeing,
): (data: Float64Array) => ConstrainedRealisations {
  const size = Math.sqrt(mask.length)
  const typical = variance.reduce((sum, value) => sum + value, 0) / variance.length
  const transfer = observed.blur && windowOnTorus(windowOfBlur(observed.blur), prior.side)
  const inverse = prior.power.map((power, k) => {
    return 1 / (power * (transfer ? transfer[k] ** 2 : 1) + (noisePower ? noisePower[k] : typical))
  })
  const within = (pixels: Int32Array, values: Float64Array) => {
    const patch = new Float64Array(size * size)
    for (let k = 0; k < pixels.length; k++) patch[pixels[k]] = values[k]
    return patch
  }
  const equations: SymmetricProduct = (x, out) => {
    out.set(observed.apply(filterPatch(observed.adjoint(x), size, prior.power, prior.side)))
    if (!noisePower) for (let k = 0; k < out.length; k++) out[k] += variance[k] * x[k]
    else {
      const noise = filterPatch(within(observed.pixels, x), size, noisePower, prior.side)
      observed.pixels.forEach((pixel, k) => (out[k] += noise[pixel]))
    }
  }
  const precondition: SymmetricProduct = (x, out) => {
    const y = filterPatch(within(observed.pixels, x), size, inverse, prior.side)
    observed.pixels.forEach((pixel, k) => (out[k] = y[pixel]))
  }
  /** S A' (A S A' + N)^-1 of some data. */
  const found = (values: Float64Array, tolerance: number) => {
    const { x, converged } = conjugateGradients(equations, values, { tolerance, maxSteps, precondition })
    if (!converged)
      throw new RangeError(`The Wiener filter didn’t converge in ${maxSteps} steps: the noise is too weak.`)
    return filterPatch(observed.adjoint(x), size, prior.power, prior.side)
  }
  /** Noise of each datum, drawn. */
  const noiseOf = (random: RandomState) => {
    if (!noisePower) return (k: number) => Math.sqrt(variance[k]) * normal(random)
    const drawn = randomField({ power: noisePower, side: prior.side, mean: 0 }, size, random)
    return (k: number) => drawn[observed.pixels[k]]
  }
  const level = observed.apply(new Float64Array(size * size).fill(prior.mean))
  return (data) => ({
    mean() {
      const difference = data.map((value, k) => value - level[k])
      return found(difference, tolerances.mean).map((value) => value + prior.mean)
    },
    sample(random) {
      const field = randomField(prior, size, random)
      const seen = observed.apply(field)
      const noise = noiseOf(random)
      const difference = data.map((value, k) => value - seen[k] - noise(k))
      return found(difference, tolerances.sample).map((value, i) => value + field[i])
    },
  })
}
