import { expect, test } from 'vitest'
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { klDivergence, reparameterise } from '../../../src-main/engine/model/elbo.ts'
import { likelihoodLogWidth, reconstructionTerm, widthWeights } from '../../../src-main/engine/model/likelihood.ts'
import { addTrainingStep } from '../../../src-main/engine/runtime/adam.ts'
import { Graph } from '../../../src-main/engine/runtime/graph.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'
import { tensorflow } from '../../../src-main/engine/runtime/tensorflow.ts'

// A linear autoencoder with noise maps is probabilistic PCA with known noise (Tipping & Bishop 1999; Lucas et al. 2019): at its
// optimum W W^T + sigma^2 is the covariance of the signal, whatever the noise of each pixel.

const { tf } = tensorflow()
const [size, latents, count, batchSize, width] = [4, 3, 16_000, 500, 0.1]
const values = size ** 2
const draw = (length: number, seed: number) => fillNormal(new Float32Array(length), randomStream(seed))

/** Columns of W, of falling strength. */
const truth = draw(values * latents, 1).map((value, i) => value * [1, 0.6, 0.4][i % latents])
const covarianceOf = (w: ArrayLike<number>, sigma: number) =>
  Float64Array.from({ length: values ** 2 }, (_, at) => {
    const [a, b] = [Math.floor(at / values), at % values]
    let sum = a === b ? sigma ** 2 : 0
    for (let k = 0; k < latents; k++) sum += w[a * latents + k] * w[b * latents + k]
    return sum
  })

/** Noise of half to three times the signal, other in each pixel. */
const noise = Float32Array.from({ length: values }, (_, i) => 0.6 * 5 ** ((i % 4) / 3))
const z = draw(count * latents, 2)
const rest = draw(count * values, 3)
const signal = Float32Array.from(rest, (value, at) => {
  const [patch, i] = [Math.floor(at / values), at % values]
  let sum = width * value
  for (let k = 0; k < latents; k++) sum += truth[i * latents + k] * z[patch * latents + k]
  return sum
})
const patches = draw(count * values, 4).map((value, at) => signal[at] + noise[at % values] * value)
/** Of these patches without their noise. */
const expected = Float64Array.from({ length: values ** 2 }, (_, at) => {
  const [a, b] = [Math.floor(at / values), at % values]
  let sum = 0
  for (let i = 0; i < count * values; i += values) sum += signal[i + a] * signal[i + b]
  return sum / count
})

/** Trains with Adam, its learning rate falling, and returns how far W W^T + sigma^2 is from the signal's covariance. */
function relativeError(withMaps: boolean): number {
  const learned = widthWeights({ likelihoodWidth: 'learned' })[0].name
  const start = (shape: number[], seed: number) => ({
    shape,
    values: draw(
      shape.reduce((a, b) => a * b, 1),
      seed,
    ).map((value) => 0.1 * value),
  })
  const graph = new Graph({
    encoder: start([values, latents], 5),
    posterior: start([1, latents], 6),
    decoder: start([latents, values], 7),
    [learned]: start([], 8),
  })
  const maps = tf.tile(tf.tensor4d(noise, [1, size, size, 1]), [batchSize, 1, 1, 1]) as Tensor4D
  const step = addTrainingStep(
    graph,
    'step',
    ({ patches, noise, maps }, weights) => {
      const mean = tf.matMul(tf.reshape(patches, [batchSize, values]), weights.encoder as Tensor2D) as Tensor2D
      const logWidth = tf.mul(tf.ones([batchSize, 1]), weights.posterior) as Tensor2D
      const decoded = tf.matMul(reparameterise({ mean, logWidth }, noise as Tensor2D), weights.decoder as Tensor2D)
      const term = reconstructionTerm(
        patches as Tensor4D,
        tf.reshape(decoded, [batchSize, size, size, 1]) as Tensor4D,
        likelihoodLogWidth('learned', weights),
        null,
        withMaps ? (maps as Tensor4D) : null,
      )
      const kl = tf.sum(klDivergence({ mean, logWidth }), 1)
      return { loss: tf.mean(tf.add(term, kl)), outputs: {} }
    },
    {
      inputs: { patches: [batchSize, size, size, 1], noise: [batchSize, latents], maps: [batchSize, size, size, 1] },
      trainable: ['encoder', 'posterior', 'decoder', learned],
      adam: { beta1: 0.9 },
    },
  )
  const session = graph.load()
  const mapValues = maps.dataSync() as Float32Array
  const steps = 1600
  for (let i = 0; i < steps; i++) {
    const first = (i % (count / batchSize)) * batchSize * values
    session.run(step, {
      patches: patches.subarray(first, first + batchSize * values),
      noise: draw(batchSize * latents, 100 + i),
      maps: mapValues,
      learningRate: Float32Array.of(0.02 * Math.cos(((i / steps) * Math.PI) / 2) ** 2 + 1e-4),
    })
  }
  const decoder = session.get('decoder')
  const sigma = Math.exp(
    likelihoodLogWidth('learned', { [learned]: tf.scalar(session.get(learned)[0]) })!.dataSync()[0],
  )
  session.free()
  const w = Float64Array.from(truth, (_, at) => decoder[(at % latents) * values + Math.floor(at / latents)])
  const found = covarianceOf(w, sigma)
  const norm = (of: Float64Array) => Math.sqrt(of.reduce((sum, value) => sum + value ** 2, 0))
  return norm(found.map((value, i) => value - expected[i])) / norm(expected)
}

test('with noise maps, a linear autoencoder learns the covariance of the signal beneath noise that differs between pixels', () => {
  expect(relativeError(true)).toBeLessThan(0.04)
})

test('without them, it takes the noise of the loudest pixels for signal', () => {
  expect(relativeError(false)).toBeGreaterThan(0.3)
})
