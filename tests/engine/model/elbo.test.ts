import { describe, expect, test } from 'vitest'
import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { klDivergence, reparameterise, trainingLoss } from '../../../src-main/engine/model/elbo.ts'
import { reconstructionTerm } from '../../../src-main/engine/model/likelihood.ts'
import { batchNormInference, batchNormTraining, biasAdd, bounded } from '../../../src-main/engine/model/kernels.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'
import { tensorflow } from '../../../src-main/engine/runtime/tensorflow.ts'
import { largestRelativeError } from '../relative-error.ts'

const { tf } = tensorflow()
const normal = (seed: number, shape: number[]) =>
  tf.tensor(fillNormal(new Float32Array(shape.reduce((a, b) => a * b, 1)), randomStream(seed)), shape)
const posterior = {
  mean: tf.tensor2d([
    [0, 0],
    [1, -2],
  ]),
  logWidth: tf.tensor2d([
    [0, 0],
    [Math.log(2), -1],
  ]),
}

describe('the terms of the ELBO', () => {
  test('KL is 0 for the prior itself and follows the formula for two normal distributions', () => {
    const [prior, other] = tf.sum(klDivergence(posterior), 1).dataSync()
    expect(prior).toBe(0)
    // By hand: (1 + 4 - 1) / 2 - ln 2 + (4 + e^-2 - 1) / 2 + 1
    expect(other).toBeCloseTo(2 - Math.log(2) + (3 + Math.exp(-2)) / 2 + 1, 5)
  })

  test('KL is the mean log ratio of the densities over samples', () => {
    const count = 100_000
    const one = { mean: tf.fill([count, 1], 0.5) as Tensor2D, logWidth: tf.fill([count, 1], -0.7) as Tensor2D }
    const noise = normal(1, [count, 1]) as Tensor2D
    const z = Float64Array.from(reparameterise(one, noise).dataSync())
    const e = noise.dataSync()
    const ratio = z.reduce((sum, value, i) => sum + 0.7 - e[i] ** 2 / 2 + value ** 2 / 2, 0) / count
    expect(klDivergence(one).dataSync()[0]).toBeCloseTo(ratio, 1)
  })

  test('a log-width beyond a bound counts as the bound, and is pulled back towards the prior from both sides', () => {
    const kl = (logWidth: Tensor) =>
      tf.sum(klDivergence({ mean: tf.zeros([1, 3]), logWidth: bounded(logWidth, -10, 10) as Tensor2D }))
    const { value, grad } = tf.valueAndGrad(kl)(tf.tensor2d([[50, -50, 0]]))
    // (e^20 - 1) / 2 - 10 + (e^-20 - 1) / 2 + 10; d KL / d logWidth = e^(2 logWidth) - 1
    expect(value.dataSync()[0] / ((Math.exp(20) - 2) / 2)).toBeCloseTo(1, 5)
    const [above, below, at] = grad.dataSync()
    expect(above / (Math.exp(20) - 1)).toBeCloseTo(1, 5)
    expect([below, at]).toEqual([expect.closeTo(-1, 5), 0])
  })

  test('the objective weights the KL term, and exerts no pressure on latents within the free bits', () => {
    // Two patches, three latents; means over the patches 0.25, 1 and 3.
    const latentKl = tf.tensor2d([
      [0.5, 0, 2],
      [0, 2, 4],
    ])
    const terms = { reconstruction: tf.tensor1d([10, 20]), kl: tf.sum(latentKl, 1) as Tensor1D, latentKl }
    const loss = (weight: number, freeBits: number) => trainingLoss(terms, tf.scalar(weight), freeBits).dataSync()[0]
    expect(loss(1, 0)).toBe(15 + 4.25)
    expect(loss(0.5, 0)).toBe(15 + 4.25 / 2)
    expect(loss(1, 0.5)).toBe(15 + 0.5 + 1 + 3)
    expect(loss(2, 1.5)).toBe(15 + 2 * (1.5 + 1.5 + 3))
  })

  test("without a width the reconstruction is the sum of squares, the authors' normalisation", () => {
    const [a, b] = [tf.zeros([2, 2, 2, 1]) as Tensor4D, tf.tensor4d([1, 2, 3, 4, 0, 0, 0, 2], [2, 2, 2, 1])]
    expect([...reconstructionTerm(a, b, null).dataSync()]).toEqual([30, 4])
  })

  test("with a width it is the normal distribution's negative log-likelihood", () => {
    const [a, b] = [tf.zeros([1, 2, 1, 1]) as Tensor4D, tf.tensor4d([1, 3], [1, 2, 1, 1])]
    const density = (x: number, width: number) =>
      Math.exp(-(x ** 2) / (2 * width ** 2)) / (width * Math.sqrt(2 * Math.PI))
    const expected = -Math.log(density(1, 0.8)) - Math.log(density(3, 0.8))
    expect(reconstructionTerm(a, b, tf.scalar(Math.log(0.8))).dataSync()[0]).toBeCloseTo(expected, 4)
  })
})

describe("TensorFlow's own kernels against tfjs's compositions", () => {
  const compare = (fused: (...x: Tensor[]) => Tensor, composed: (...x: Tensor[]) => Tensor, inputs: Tensor[]) => {
    const weight = normal(9, fused(...inputs).shape)
    const gradients = (f: typeof fused) => tf.valueAndGrads((...x: Tensor[]) => tf.sum(tf.mul(f(...x), weight)))(inputs)
    const [a, b] = [gradients(fused), gradients(composed)]
    expect(largestRelativeError(fused(...inputs).dataSync(), composed(...inputs).dataSync())).toBeLessThan(1e-5)
    a.grads.forEach((gradient, i) => {
      expect(largestRelativeError(gradient.dataSync(), b.grads[i].dataSync())).toBeLessThan(1e-5)
    })
  }
  const x = normal(2, [3, 4, 4, 5])
  const [gamma, beta] = [normal(3, [5]), normal(4, [5])]

  test('biasAdd', () => compare(biasAdd, tf.add, [x, beta]))

  test('batch normalisation in training, with the variance free of Bessel’s correction', () => {
    const composed = (x: Tensor, gamma: Tensor, beta: Tensor) => {
      const { mean, variance } = tf.moments(x, [0, 1, 2])
      return tf.batchNorm(x as Tensor4D, mean as never, variance as never, beta as never, gamma as never, 1e-3)
    }
    compare((x, gamma, beta) => batchNormTraining(x as Tensor4D, gamma, beta).y, composed, [x, gamma, beta])
    const { mean, variance } = batchNormTraining(x as Tensor4D, gamma, beta)
    const moments = tf.moments(x, [0, 1, 2])
    expect(largestRelativeError(mean.dataSync(), moments.mean.dataSync())).toBeLessThan(1e-5)
    expect(largestRelativeError(variance.dataSync(), moments.variance.dataSync())).toBeLessThan(1e-5)
  })

  test('batch normalisation in training sums many numbers as accurately as in double precision', () => {
    const shape = [8, 128, 64, 4] as const
    const x = tf.relu(tf.add(normal(7, [...shape]), 0.3))
    const [values, count] = [x.dataSync(), shape[0] * shape[1] * shape[2]]
    const moments = Array.from({ length: shape[3] }, (_, channel) => {
      let [sum, squares] = [0, 0]
      for (let i = channel; i < values.length; i += shape[3]) sum += values[i]
      for (let i = channel; i < values.length; i += shape[3]) squares += (values[i] - sum / count) ** 2
      return { mean: sum / count, variance: squares / count }
    })
    const { mean, variance } = batchNormTraining(x as Tensor4D, tf.ones([4]), tf.zeros([4]))
    expect(
      largestRelativeError(
        mean.dataSync(),
        moments.map((each) => each.mean),
      ),
    ).toBeLessThan(5e-6)
    expect(
      largestRelativeError(
        variance.dataSync(),
        moments.map((each) => each.variance),
      ),
    ).toBeLessThan(5e-6)
  })

  test('batch normalisation in training turns a constant channel into its offset', () => {
    const { y, variance } = batchNormTraining(tf.fill([8, 16, 16, 5], 30.1) as Tensor4D, gamma, beta)
    for (const value of variance.dataSync()) expect(value).toBeGreaterThanOrEqual(0)
    expect(largestRelativeError(y.dataSync().subarray(0, 5), beta.dataSync())).toBeLessThan(0.05)
  })

  test('batch normalisation by moving averages', () => {
    const [mean, variance] = [normal(5, [5]), tf.add(tf.square(normal(6, [5])), 0.1)]
    compare(
      (x) => batchNormInference(x as Tensor4D, gamma, beta, mean, variance),
      (x) => tf.batchNorm(x as Tensor4D, mean as never, variance as never, beta as never, gamma as never, 1e-3),
      [x],
    )
  })
})
