import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import { transformPlane } from '../../statistics/fourier-transform.ts'
import { detailKinds } from '../../model/haar.ts'

/** The power of dust falls by about this power of the multipole (Miville-Deschenes et al. 2007, A&A 469, 595: 2.9; IRIS patches here: 2.6). */
const slope = 2.6

/** Alias waves of one wave of a grid of half the pixels. */
const aliases = 4

/**
 * Takes the white noise of a patch apart into that of a chain's levels, each white too, so that patches at other places of
 * the same sky draw the same.
 *
 * Haar's transform of the noise would be white as well, but is not what two patches have in common: near the end of an
 * octave a block's mean holds as much of the wave beyond it, whose phase depends on where the blocks lie. A sky with power
 * that falls has less of it there. So the noise is that from which a flow of Gaussian patches with the power of dust draws
 * the same as it would in one level, the picture (power)^1/2 x noise: for each wave of the coarser grid, an orthogonal
 * matrix of the four that fold onto it. At the patch's borders, where it is taken as periodic, neighbours differ.
 * @param size of a patch, which `octaves` halve
 * @returns of a patch's noise [size, size], that of each level: [side, side], then [side, side, 3] for each octave
 */
export function octaveNoise(size: number, octaves: number): (noise: Float32Array) => Float32Array[] {
  let power = powerOfDust(size)
  const splits = Array.from({ length: octaves }, (_, i) => {
    const { matrices, folded } = rotations(size / 2 ** i, power)
    power = folded
    return (noise: Float32Array) => split(noise, size / 2 ** i, matrices)
  })
  return (noise) => {
    const levels: Float32Array[] = []
    let coarser = noise
    for (const one of splits) {
      const { means, details } = one(coarser)
      levels.unshift(details)
      coarser = means
    }
    return [coarser, ...levels]
  }
}

/** At each wave of a grid; finite for the constant. */
const powerOfDust = (size: number): Float64Array =>
  Float64Array.from({ length: size ** 2 }, (_, i) => {
    const [row, column] = [Math.floor(i / size), i % size].map((k) => Math.min(k, size - k))
    return Math.max(0.5, Math.hypot(row, column)) ** -slope
  })

/** Numbers of the waves that fold onto wave (row, column) of a grid of half the pixels. */
function foldedOnto(row: number, column: number, size: number): number[] {
  const half = size / 2
  return [0, half].flatMap((down) => [0, half].map((right) => (row + down) * size + column + right))
}

/**
 * For each wave of a grid of half the pixels, the matrix from the waves that fold onto it, less their phases, to the noise
 * of the means and of the three kinds of details: L^-1 V S with S the waves' amplitudes, V Haar's filters, and L L^T =
 * V S^2 V^T the covariance of its coefficients, whose L has the mean first and for the details a symmetric root, as the
 * path of a flow has.
 * @returns matrices [size / 2, size / 2, 4, 4], and the power of the means
 */
function rotations(size: number, power: Float64Array): { matrices: Float64Array; folded: Float64Array } {
  const half = size / 2
  const matrices = new Float64Array(half ** 2 * aliases ** 2)
  const folded = new Float64Array(half ** 2)
  for (let row = 0; row < half; row++)
    for (let column = 0; column < half; column++) {
      const [cy, sy, cx, sx] = [row, column].flatMap((k) => [
        Math.cos((Math.PI * k) / size),
        Math.sin((Math.PI * k) / size),
      ])
      const [alongRows, alongColumns] = [
        [
          [cy, -sy],
          [sy, cy],
        ],
        [
          [cx, -sx],
          [sx, cx],
        ],
      ]
      // Kinds as in haar.ts: means, across columns, across rows, across both.
      const haar = new Matrix(alongRows).kroneckerProduct(new Matrix(alongColumns))
      const amplitudes = foldedOnto(row, column, size).map((wave) => Math.sqrt(power[wave]))
      const coloured = haar.mmul(Matrix.diag(amplitudes))
      const covariance = coloured.mmul(coloured.transpose())
      const ofMeans = covariance.get(0, 0)
      const means = coloured.subMatrix(0, 0, 0, aliases - 1)
      const shares = covariance.subMatrix(1, detailKinds, 0, 0).div(ofMeans)
      const rest = coloured.subMatrix(1, detailKinds, 0, aliases - 1).sub(shares.mmul(means))
      const details = inverseRoot(rest.mmul(rest.transpose())).mmul(rest)
      const at = row * half + column
      folded[at] = ofMeans
      matrices.set([...means.div(Math.sqrt(ofMeans)).to1DArray(), ...details.to1DArray()], at * aliases ** 2)
    }
  return { matrices, folded }
}

/** M^-1/2 of a symmetric matrix. */
function inverseRoot(matrix: Matrix): Matrix {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix, { assumeSymmetric: true })
  const roots = Matrix.diag(realEigenvalues.map((value) => 1 / Math.sqrt(value)))
  return eigenvectorMatrix.mmul(roots).mmul(eigenvectorMatrix.transpose())
}

function split(noise: Float32Array, size: number, matrices: Float64Array) {
  const half = size / 2
  const plane = new Float64Array(2 * size ** 2)
  for (let i = 0; i < noise.length; i++) plane[2 * i] = noise[i]
  transformPlane(plane, size, size, 'forward')
  // Two real pictures in each: means and details across columns, details across rows and across both.
  const pair = [new Float64Array(2 * half ** 2), new Float64Array(2 * half ** 2)]
  const re = new Float64Array(aliases)
  const im = new Float64Array(aliases)
  for (let row = 0; row < half; row++)
    for (let column = 0; column < half; column++) {
      const at = row * half + column
      foldedOnto(row, column, size).forEach((wave, a) => {
        // From the corner of the first pixel of a block to its middle.
        const phase = (Math.PI * (Math.floor(wave / size) + (wave % size))) / size
        const [cos, sin] = [Math.cos(phase) / 2, Math.sin(phase) / 2]
        re[a] = cos * plane[2 * wave] - sin * plane[2 * wave + 1]
        im[a] = sin * plane[2 * wave] + cos * plane[2 * wave + 1]
      })
      const [m, c, r, b] = [0, 1, 2, 3].map((kind) => {
        let [x, y] = [0, 0]
        for (let a = 0; a < aliases; a++) {
          const share = matrices[(at * aliases + kind) * aliases + a]
          x += share * re[a]
          y += share * im[a]
        }
        return [x, y]
      })
      // A difference along a line is -i times a sine.
      const [columns, rows, both] = [
        [c[1], -c[0]],
        [r[1], -r[0]],
        [-b[0], -b[1]],
      ]
      pair[0].set([m[0] - columns[1], m[1] + columns[0]], 2 * at)
      pair[1].set([rows[0] - both[1], rows[1] + both[0]], 2 * at)
    }
  for (const one of pair) transformPlane(one, half, half, 'inverse')
  const means = new Float32Array(half ** 2)
  const details = new Float32Array(detailKinds * half ** 2)
  for (let i = 0; i < half ** 2; i++) {
    means[i] = pair[0][2 * i]
    details[detailKinds * i] = pair[0][2 * i + 1]
    details[detailKinds * i + 1] = pair[1][2 * i]
    details[detailKinds * i + 2] = pair[1][2 * i + 1]
  }
  return { means, details }
}
