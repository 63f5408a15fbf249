import { EigenvalueDecomposition, inverse, Matrix } from 'ml-matrix'
import { presets } from '../../../../src-shared/model/presets.ts'
import { levelLength, levelsOf } from '../../../../src-shared/model/octaves.ts'
import { takeApart } from '../../../../src-shared/model/pyramid.ts'
import type { LevelVelocity } from '../../../../src-shared/sky/whole-sky/solve-levels-jointly.ts'

/** Covariance of two pixels that far apart, in pixels. */
export type Covariance = (distance: number) => number

/**
 * The covariance of an isotropic field with the power of dust, k^-2.6, up to waves of `longest` pixels, seen with a Gaussian
 * beam of `beam` pixels.
 */
export function dustCovariance({ longest, beam }: { longest: number; beam: number }): Covariance {
  const [least, most, count] = [0, Math.PI * 1.4, 4000]
  const waves = Array.from({ length: count }, (_, i) => least + ((i + 0.5) * (most - least)) / count)
  const power = waves.map((k) => k * (k ** 2 + ((2 * Math.PI) / longest) ** 2) ** -1.3 * Math.exp(-((k * beam) ** 2)))
  const sum = power.reduce((total, value) => total + value, 0)
  return (distance) => waves.reduce((total, k, i) => total + power[i] * j0(k * distance), 0) / sum
}

/** Bessel's function J0 as the mean of cos(x sin a) over angles. */
function j0(x: number): number {
  const angles = Math.max(16, Math.ceil(x) + 16)
  let sum = 0
  for (let i = 0; i < angles; i++) sum += Math.cos(x * Math.sin((Math.PI * (i + 0.5)) / angles))
  return sum / angles
}

/**
 * The exact flows from coarse to fine of Gaussian patches of a covariance: of a level given the coarser picture the mean of
 * all that a noisy one allows has a closed form.
 */
export function gaussianLevels(size: number, octaves: number, covariance: Covariance) {
  const { wavelets } = presets.flow
  const length = size ** 2
  const shape = { size, octaves, wavelets, channels: 1 }
  const byDistance = new Map<number, number>()
  const at = (squared: number) => {
    if (!byDistance.has(squared)) byDistance.set(squared, covariance(Math.sqrt(squared)))
    return byDistance.get(squared)!
  }
  const pixels = Matrix.zeros(length, length)
  for (let i = 0; i < length; i++)
    for (let j = 0; j < length; j++)
      pixels.set(i, j, at((Math.floor(i / size) - Math.floor(j / size)) ** 2 + ((i % size) - (j % size)) ** 2))
  const ones = Array.from({ length: octaves }, () => Float32Array.of(1, 1, 1))
  /** Covariances of the coarser picture and the level's numbers, both from rows of pixels. */
  const parts = (matrix: Matrix, octave: number) => {
    const rows = Float32Array.from(matrix.to1DArray())
    const { levels, given } = takeApart(rows, shape, ones)
    const wide = (values: Float32Array) => Matrix.from1DArray(matrix.rows, values.length / matrix.rows, values)
    return { own: wide(levels[octave]), coarser: octave > 0 ? wide(given[octave]!) : null }
  }
  const levels = levelsOf(shape).map((level) => {
    const { own, coarser } = parts(pixels, level.octave)
    const values = levelLength(level)
    const covered = parts(own.transpose(), level.octave).own
    if (!coarser) return { values, scale: 1, ...eigen(covered), shares: null }
    const ofCoarser = parts(coarser.transpose(), level.octave).coarser!
    const across = parts(coarser.transpose(), level.octave).own
    const shares = inverse(ofCoarser).mmul(across)
    const rest = covered.clone().sub(across.transpose().mmul(shares))
    const scale = Math.sqrt(covered.trace() / values)
    return { values, scale, ...eigen(rest.div(scale ** 2)), shares: shares.div(scale) }
  })
  return {
    wavelets,
    covariance: at,
    scales: levels.slice(1).map(({ scale }) => Float32Array.of(scale, scale, scale)),
    velocity(octave: number): LevelVelocity {
      const { values, powers, vectors, turned, shares } = levels[octave]
      return {
        at(x, t, patches, pictures) {
          const count = patches.length
          const points = Matrix.from1DArray(count, values, x.subarray(0, count * values))
          const means = shares
            ? Matrix.from1DArray(count, shares.rows, pictures!.subarray(0, count * shares.rows)).mmul(shares)
            : Matrix.zeros(count, values)
          const modes = points.clone().sub(means.clone().mul(t)).mmul(vectors)
          for (let k = 0; k < values; k++) {
            const kept = (t * powers[k]) / (t ** 2 * powers[k] + (1 - t) ** 2)
            for (let i = 0; i < count; i++) modes.set(i, k, kept * modes.get(i, k))
          }
          const ends = modes.mmul(turned).add(means)
          const v = new Float32Array(x.length)
          v.set(
            ends
              .sub(points)
              .div(1 - t)
              .to1DArray(),
          )
          return v
        },
        free: () => {},
      }
    },
  }
}

function eigen(matrix: Matrix) {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix, { assumeSymmetric: true })
  const powers = realEigenvalues.map((power) => Math.max(0, power))
  return { powers, vectors: eigenvectorMatrix, turned: eigenvectorMatrix.transpose() }
}
