import { describe, expect, test } from 'vitest'
import type { Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { initialWeights } from '../../../src-main/engine/model/initial-weights.ts'
import { likelihoodLogWidth, reconstructionTerm, widthWeights } from '../../../src-main/engine/model/likelihood.ts'
import { addTrainingStep } from '../../../src-main/engine/runtime/adam.ts'
import { Graph } from '../../../src-main/engine/runtime/graph.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'
import reference from '../../reference/masked-likelihood.json' with { type: 'json' }
import { tensorflow } from '../../../src-main/engine/runtime/tensorflow.ts'

const { tf } = tensorflow()
const learned = widthWeights({ likelihoodWidth: 'learned' })
const weightAt = (value: number) => ({ [learned[0].name]: tf.scalar(value) })
const widthAt = (value: number) => Math.exp(likelihoodLogWidth('learned', weightAt(value))!.dataSync()[0])

describe('the likelihood', () => {
  test('has a weight of its own only if its width is learned', () => {
    expect(widthWeights({ likelihoodWidth: null })).toEqual([])
    expect(widthWeights({ likelihoodWidth: 0.3 })).toEqual([])
    expect(learned).toEqual([{ name: 'likelihood/log_width', shape: [], initializer: 'zeros', trainable: true }])
  })

  test('starts with a width of 1, as the same normal distribution as with that width fixed', () => {
    const { values } = initialWeights(learned, 0)[learned[0].name]
    expect(widthAt(values[0])).toBe(1)
    const patches = tf.tensor4d([1, 2, -1, 0.5], [1, 2, 2, 1])
    const term = (logWidth: ReturnType<typeof likelihoodLogWidth>) =>
      reconstructionTerm(patches, tf.zeros([1, 2, 2, 1]) as Tensor4D, logWidth).dataSync()[0]
    const width = widthAt(-0.1)
    expect(term(likelihoodLogWidth('learned', weightAt(-0.1)))).toBeCloseTo(term(likelihoodLogWidth(width, {})), 4)
  })

  test('keeps its width within bounds, and pulls it back from beyond them', () => {
    expect(widthAt(100)).toBeCloseTo(Math.exp(10), -1)
    const patches = tf.ones([1, 2, 2, 1]) as Tensor4D
    const loss = tf.valueAndGrad((weight) =>
      tf.sum(
        reconstructionTerm(
          patches,
          tf.zeros([1, 2, 2, 1]) as Tensor4D,
          likelihoodLogWidth('learned', { [learned[0].name]: weight }),
        ),
      ),
    )
    expect(loss(tf.scalar(100)).grad.dataSync()[0]).toBeGreaterThan(0)
    expect(loss(tf.scalar(-100)).grad.dataSync()[0]).toBeLessThan(0)
  })

  test('learns the root mean square of the residuals', () => {
    const shape: [number, number, number, number] = [4, 8, 8, 1]
    const residuals = fillNormal(new Float32Array(256), randomStream(5)).map((value) => 0.13 * value)
    const rms = Math.sqrt(residuals.reduce((sum, value) => sum + value * value, 0) / residuals.length)
    const graph = new Graph(initialWeights(learned, 0))
    const step = addTrainingStep(
      graph,
      'step',
      ({ residuals }, weights) => ({
        loss: tf.mean(
          reconstructionTerm(
            residuals as Tensor4D,
            tf.zeros(shape) as Tensor4D,
            likelihoodLogWidth('learned', weights),
          ),
        ),
        outputs: {},
      }),
      {
        inputs: { residuals: shape },
        trainable: learned.map(({ name }) => name),
        adam: { beta1: 0.5 },
      },
    )
    const session = graph.load()
    for (let i = 0; i < 800; i++) session.run(step, { residuals, learningRate: Float32Array.of(1e-3) })
    expect(widthAt(session.get(learned[0].name)[0]) / rms).toBeCloseTo(1, 2)
    session.free()
  })
})

describe('the likelihood of masked and noisy patches', () => {
  const { shape, patches, decoded, masks, noise, cases } = reference
  const [batch, rows, columns] = shape
  const of = (values: number[], ...sides: [number, number, number, number]) => tf.tensor4d(values, sides)
  const [channels] = shape.slice(3)
  const x = of(patches, batch, rows, columns, channels)
  const m = of(masks, batch, rows, columns, 1)
  const n = of(noise, batch, rows, columns, channels)

  test.each(cases)(
    'and its gradients are NumPy’s, with a log-width of $logWidth (noise maps: $noisy)',
    ({ logWidth, noisy, terms, byDecoded, byWidth }) => {
      const width = logWidth === null ? null : tf.scalar(logWidth)
      const loss = (d: Tensor4D, w = width) => reconstructionTerm(x, d, w, m, noisy ? n : null)
      const d = of(decoded, batch, rows, columns, channels)
      const [first, second, none] = loss(d).dataSync()
      expect([first / terms[0], second / terms[1]]).toEqual([expect.closeTo(1, 5), expect.closeTo(1, 5)])
      // Without a good pixel there is nothing to explain.
      expect(none).toBe(0)
      const gradient = tf
        .grad((one) => tf.sum(loss(one as Tensor4D)))(d)
        .dataSync()
      gradient.forEach((value, i) => expect(value).toBeCloseTo(byDecoded[i], 4))
      if (width === null || byWidth === null) return
      const slope = tf
        .grad((one) => tf.sum(loss(d, one as typeof width)))(width)
        .dataSync()[0]
      expect(slope / byWidth).toBeCloseTo(1, 4)
    },
  )

  test('of all good pixels is that of no mask', () => {
    const d = of(decoded, batch, rows, columns, channels)
    const all = tf.ones([batch, rows, columns, 1]) as Tensor4D
    for (const width of [null, tf.scalar(-0.5)])
      expect(reconstructionTerm(x, d, width, all).dataSync()).toEqual(reconstructionTerm(x, d, width).dataSync())
  })

  test('with the same noise everywhere is that with a width of both together', () => {
    const d = of(decoded, batch, rows, columns, channels)
    const even = tf.fill(x.shape, 0.8) as Tensor4D
    const both = tf.scalar(Math.log(Math.hypot(0.8, 0.5)))
    const [noisy, wide] = [
      reconstructionTerm(x, d, tf.scalar(Math.log(0.5)), null, even),
      reconstructionTerm(x, d, both),
    ].map((term) => term.dataSync())
    wide.forEach((value, i) => expect(noisy[i] / value).toBeCloseTo(1, 5))
  })

  test('of values that are all noise tells nothing of what is decoded', () => {
    const d = of(decoded, batch, rows, columns, channels)
    const loud = tf.fill(x.shape, 1e4) as Tensor4D
    const slopes = tf.grad((one) => tf.sum(reconstructionTerm(x, one as Tensor4D, tf.scalar(0), null, loud)))(d)
    for (const slope of slopes.dataSync()) expect(Math.abs(slope)).toBeLessThan(1e-6)
  })

  test('without a width and without noise is the sum of squares', () => {
    const d = of(decoded, batch, rows, columns, channels)
    const [quiet, squares] = [tf.zeros(x.shape) as Tensor4D, null].map((noise) =>
      reconstructionTerm(x, d, null, m, noise).dataSync(),
    )
    squares.slice(0, 2).forEach((value, i) => expect(quiet[i] / value).toBeCloseTo(1, 5))
  })
})
