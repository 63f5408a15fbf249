import { normal, type RandomState } from '../random/index.ts'
import { transformPlane, type ComplexArray } from '../statistics/fourier-transform.ts'
import type { ModeWindow } from '../statistics/mode-window.ts'

/**
 * A stationary Gaussian field on a torus: its covariance between two pixels depends only on what lies between them, and
 * its eigenvalues are the power of the torus's Fourier modes.
 */
export interface StationaryPrior {
  /** Pixels on a side of the torus: twice those of a patch, so that opposite edges of a patch do not meet. */
  side: number
  /** [side, side], at least 0; the covariance at no distance is their mean. */
  power: Float64Array
  /** Of the field. */
  mean: number
}

/** Collects mean and power of training patches. */
export interface PowerOfPatches {
  /** @param patch [size, size] */
  add(patch: ArrayLike<number>): void
  /** @throws RangeError before a patch was added */
  prior(): StationaryPrior
}

/**
 * The power of patches with 0 around them on the torus, averaged: never below 0, and its covariance at a distance (x, y) is
 * that of all pairs of pixels so far apart, times (1 - |x| / size)(1 - |y| / size). Unlike the covariance of the pairs
 * alone, which has modes of negative power.
 * @param size pixels on a side of the patches
 */
export function powerOfPatches(size: number): PowerOfPatches {
  const side = 2 * size
  const power = new Float64Array(side * side)
  let [count, sum] = [0, 0]
  return {
    add(patch) {
      for (let i = 0; i < size * size; i++) sum += patch[i]
      const plane = onTorus(patch, size, side)
      transformPlane(plane, side, side, 'forward')
      for (let k = 0; k < power.length; k++) power[k] += plane[2 * k] ** 2 + plane[2 * k + 1] ** 2
      count++
    },
    prior() {
      if (count === 0) throw new RangeError('A power spectrum needs at least one patch.')
      const mean = sum / (count * size * size)
      const ofMean = onTorus(new Float64Array(size * size).fill(mean), size, side)
      transformPlane(ofMean, side, side, 'forward')
      const aboutMean = power.map((total, k) => {
        return Math.max(0, total / count - ofMean[2 * k] ** 2 - ofMean[2 * k + 1] ** 2) / (size * size)
      })
      return { side, power: aboutMean, mean }
    },
  }
}

/** A patch [size, size] on a torus [side, side], with 0 around it. */
function onTorus(patch: ArrayLike<number>, size: number, side: number): ComplexArray {
  const plane = new Float64Array(2 * side * side)
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) plane[2 * (row * side + column)] = patch[row * size + column]
  }
  return plane
}

function fromTorus(plane: ComplexArray, size: number, side: number): Float64Array {
  return Float64Array.from({ length: size * size }, (_, i) => plane[2 * (Math.floor(i / size) * side + (i % size))])
}

/** Multiplies the modes of a patch, with 0 around it on the torus, by real factors [side, side]. */
export function filterPatch(patch: Float64Array, size: number, factors: Float64Array, side: number): Float64Array {
  const plane = onTorus(patch, size, side)
  transformPlane(plane, side, side, 'forward')
  for (let k = 0; k < factors.length; k++) {
    plane[2 * k] *= factors[k]
    plane[2 * k + 1] *= factors[k]
  }
  transformPlane(plane, side, side, 'inverse')
  return fromTorus(plane, size, side)
}

/**
 * What a window passes of the modes of a torus [side, side].
 * @param window by wave vector in radians per pixel
 */
export function windowOnTorus(window: ModeWindow, side: number): Float64Array {
  const wave = (mode: number) => (2 * Math.PI * Math.min(mode, side - mode)) / side
  return Float64Array.from({ length: side * side }, (_, k) => window(wave(k % side), wave(Math.floor(k / side))))
}

/** [size, size]: a part of a random field of this power, with mean 0. */
export function randomField({ power, side }: StationaryPrior, size: number, random: RandomState): Float64Array {
  const plane = new Float64Array(2 * side * side)
  for (let k = 0; k < power.length; k++) plane[2 * k] = normal(random)
  transformPlane(plane, side, side, 'forward')
  for (let k = 0; k < power.length; k++) {
    const amplitude = Math.sqrt(power[k])
    plane[2 * k] *= amplitude
    plane[2 * k + 1] *= amplitude
  }
  transformPlane(plane, side, side, 'inverse')
  return fromTorus(plane, size, side)
}

/** The field's covariance between all pixels of a patch, [size², size²]. */
export function covarianceOfField({ power }: StationaryPrior, size: number): Float64Array {
  const at = covarianceAt(power, size)
  const pixels = size * size
  const covariance = new Float64Array(pixels * pixels)
  for (let i = 0; i < pixels; i++) {
    for (let j = 0; j < pixels; j++) covariance[i * pixels + j] = at(i, j)
  }
  return covariance
}

/**
 * The covariance of two pixels of a patch [size, size].
 * @param power of a field on a torus of twice the size
 */
export function covarianceAt(power: ArrayLike<number>, size: number): (i: number, j: number) => number {
  const side = 2 * size
  const lags = new Float64Array(2 * side * side)
  for (let k = 0; k < power.length; k++) lags[2 * k] = power[k]
  transformPlane(lags, side, side, 'inverse')
  return (i, j) => {
    const down = (Math.floor(i / size) - Math.floor(j / size) + side) % side
    const across = ((i % size) - (j % size) + side) % side
    return lags[2 * (down * side + across)]
  }
}
