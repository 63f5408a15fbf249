import type { Tensor } from '@tensorflow/tfjs-node-gpu'
import { expect, test } from 'vitest'
import { addTrainingStep, adamSlots, type AdamOptions } from '../../../src-main/engine/runtime/adam.ts'
import { Graph } from '../../../src-main/engine/runtime/graph.ts'
import { tensorflow } from '../../../src-main/engine/runtime/tensorflow.ts'

const { tf } = tensorflow()
const start = { a: [1, -2, 3], b: [0.5] }
const target = { a: [0, 1, 1], b: [2] }
const names = ['a', 'b'] as const

/** Sum of squares of weights minus `target`, so that the gradient is twice the difference. */
function compiled(adam: AdamOptions) {
  const weights = Object.fromEntries(
    names.map((name) => [name, { shape: [start[name].length], values: Float32Array.from(start[name]) }]),
  )
  const graph = new Graph(weights)
  const loss = (weights: Readonly<Record<string, Tensor>>) =>
    tf.addN(names.map((name) => tf.sum(tf.squaredDifference(weights[name], tf.tensor1d(target[name])))))
  const step = addTrainingStep(graph, 'step', (_, weights) => ({ loss: loss(weights), outputs: {} }), {
    inputs: {},
    trainable: names,
    adam,
  })
  return { session: graph.load(), step }
}

/** Kingma & Ba 2015, Algorithm 1 with epsilon as in its last paragraph of Sec. 2, in float64. */
function byHand(rates: readonly number[], adam: Required<AdamOptions>) {
  const weights = [...start.a, ...start.b]
  const goal = [...target.a, ...target.b]
  const [m, v] = [weights.map(() => 0), weights.map(() => 0)]
  const norms: number[] = []
  rates.forEach((rate, t) => {
    const raw = weights.map((weight, i) => 2 * (weight - goal[i]))
    norms.push(Math.hypot(...raw))
    const scale = adam.gradientClip === null ? 1 : Math.min(1, adam.gradientClip / norms[t])
    const corrected = (rate * Math.sqrt(1 - adam.beta2 ** (t + 1))) / (1 - adam.beta1 ** (t + 1))
    raw.forEach((each, i) => {
      const gradient = scale * each
      m[i] = adam.beta1 * m[i] + (1 - adam.beta1) * gradient
      v[i] = adam.beta2 * v[i] + (1 - adam.beta2) * gradient ** 2
      weights[i] -= (corrected * m[i]) / (Math.sqrt(v[i]) + adam.epsilon)
    })
  })
  return { weights, norms }
}

test.each([
  ['as in the paper', { beta1: 0.5, beta2: 0.999, epsilon: 1e-7, gradientClip: null }],
  ['with all parameters changed', { beta1: 0.8, beta2: 0.9, epsilon: 0.01, gradientClip: null }],
  ['with gradients clipped at first but not at the end', { beta1: 0.5, beta2: 0.9, epsilon: 1e-7, gradientClip: 5 }],
])("Adam follows its authors' algorithm, with a new learning rate at each step: %s", (_, adam) => {
  const { session, step } = compiled(adam)
  const rates = [0.1, 0.3, 0.3, 0.2, 0.5, 0.05]
  const norms = rates.map((rate) => session.run(step, { learningRate: Float32Array.of(rate) }).gradientNorm[0])
  const expected = byHand(rates, adam)
  const got = [...session.get('a'), ...session.get('b')]
  session.free()
  got.forEach((weight, i) => expect(weight).toBeCloseTo(expected.weights[i], 5))
  norms.forEach((norm, i) => expect(norm).toBeCloseTo(expected.norms[i], 4))
  if (adam.gradientClip !== null) {
    expect(norms[0]).toBeGreaterThan(adam.gradientClip)
    expect(norms.at(-1)).toBeLessThan(adam.gradientClip)
  }
})

test('the norm is free unless requested: the step is the same without it', () => {
  const adam = { beta1: 0.5 }
  const [whole, part] = [compiled(adam), compiled(adam)]
  const silent = { ...part.step, outputs: part.step.outputs.filter(({ key }) => key === 'loss') }
  for (let i = 0; i < 3; i++) {
    whole.session.run(whole.step, { learningRate: Float32Array.of(0.1) })
    expect(Object.keys(part.session.run(silent, { learningRate: Float32Array.of(0.1) }))).toEqual(['loss'])
  }
  expect(part.session.get('a')).toEqual(whole.session.get('a'))
  expect(part.session.get(adamSlots.velocity('a'))).toEqual(whole.session.get(adamSlots.velocity('a')))
  whole.session.free()
  part.session.free()
})
