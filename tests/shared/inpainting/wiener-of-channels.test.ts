import { expect, it } from 'vitest'
import type { Blur } from '../../../src-shared/inpainting/blur.ts'
import { covarianceWiener } from '../../../src-shared/inpainting/covariance-wiener.ts'
import { observationOfChannels, varianceOfChannels } from '../../../src-shared/inpainting/observation.ts'
import { beamOperator } from '../../../src-shared/inpainting/operators/beam.ts'
import type { PatchNoise } from '../../../src-shared/inpainting/patch-noise.ts'
import { cholesky } from '../../../src-shared/linear/cholesky.ts'
import { solveLower, solveUpper } from '../../../src-shared/linear/triangular.ts'
import { normal, seedRandom } from '../../../src-shared/random/index.ts'
import { interleaved } from '../../../src-shared/sky/channels.ts'

const [size, channels] = [5, 2]
const pixels = size ** 2
const values = pixels * channels
const random = seedRandom(4)
const draw = (count: number) => Float64Array.from({ length: count }, () => normal(random))

// Channels that belong together: each value is a sum of shapes that both have.
const shapes = Array.from({ length: 2 * values }, () => draw(values))
const covariance = Float64Array.from({ length: values ** 2 }, (_, at) => {
  const [i, j] = [Math.floor(at / values), at % values]
  return shapes.reduce((sum, shape) => sum + (shape[i] * shape[j]) / values, 0)
})
const prior = { mean: draw(values), covariance }
const masks = [Uint8Array.from({ length: pixels }, (_, i) => Number(i % 3 > 0)), new Uint8Array(pixels)]
const blurs: (Blur | null)[] = [{ beam: 1.5, pixelWindow: null, pixel: 0.01 }, null]
const noises: PatchNoise[] = [
  { kind: 'map', deviation: Float32Array.from({ length: pixels }, (_, i) => 0.2 + 0.01 * i) },
  { kind: 'white', sigma: 0.3 },
]

it.each([
  ['one that is seen and one that is not', masks],
  ['both, through different masks', [masks[0], masks[0].map((seen) => 1 - seen)]],
])('the Wiener filter of two channels, %s, is that of a dense solution', (_, own) => {
  const mask = interleaved(own)
  const observed = observationOfChannels(mask, size, blurs)
  const variance = varianceOfChannels(noises, observed.pixels)
  const data = draw(observed.pixels.length)
  const { mean, deviation } = covarianceWiener(prior, { observed, mask, variance })(data)

  // A as a matrix: the beam of the first channel, and rows for what is observed.
  const beam = beamOperator(size, 1.5)
  const seen = [...mask.keys()].filter((value) => mask[value] === 1)
  const columns = Array.from({ length: values }, (_, j) => {
    const unit = Float64Array.from({ length: pixels }, (_, i) => Number(i === Math.floor(j / channels)))
    const through = j % channels === 0 ? beam.apply(unit) : unit
    return seen.map((value) => (value % channels === j % channels ? through[Math.floor(value / channels)] : 0))
  })
  const count = seen.length
  /** C A' [values, data]. */
  const across = Array.from({ length: values }, (_, i) =>
    seen.map((_, k) => columns.reduce((sum, column, j) => sum + covariance[i * values + j] * column[k], 0)),
  )
  const deviationOf = (value: number) => (value % channels === 0 ? 0.2 + 0.01 * Math.floor(value / channels) : 0.3)
  const lower = new Float64Array(count ** 2)
  for (let k = 0; k < count; k++) {
    for (let l = 0; l < count; l++) {
      const signal = columns.reduce((sum, column, i) => sum + column[k] * across[i][l], 0)
      lower[k * count + l] = signal + (k === l ? deviationOf(seen[k]) ** 2 : 0)
    }
  }
  cholesky(lower, count)
  const solved = (right: ArrayLike<number>) => {
    const x = Float64Array.from(right)
    solveLower(lower, count, x)
    solveUpper(lower, count, x)
    return x
  }
  const weights = solved(
    data.map((value, k) => value - columns.reduce((sum, column, j) => sum + column[k] * prior.mean[j], 0)),
  )
  mean.forEach((value, i) => {
    const known = across[i].reduce((sum, one, k) => sum + one * weights[k], prior.mean[i])
    expect(value).toBeCloseTo(known, 5)
    if (mask[i] === 1) return
    const shrunk = solved(across[i])
    const left = across[i].reduce((sum, one, k) => sum - one * shrunk[k], covariance[i * (values + 1)])
    expect(deviation[i]).toBeCloseTo(Math.sqrt(left), 6)
  })
})
