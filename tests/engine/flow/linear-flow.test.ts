import type { Tensor1D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { describe, expect, it } from 'vitest'
import { addDensityStep, logDensity } from '../../../src-main/engine/flow/log-density.ts'
import { addSolverStep, solve } from '../../../src-main/engine/flow/solve.ts'
import { Graph } from '../../../src-main/engine/runtime/graph.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'
import { tensorflow } from '../../../src-main/engine/runtime/tensorflow.ts'

// Noise n and patches s n + m: at time t, x_t = (1 - t + t s) n + t m, so the velocity at x is linear in x, and the
// density of a patch is the normal distribution of mean m and standard deviation s.
const [s, m] = [0.3, 1.5]
const shape = [3, 4, 4, 2]
const length = 32

function field(x: Tensor4D, t: Tensor1D): Tensor4D {
  const { tf } = tensorflow()
  const at = t.reshape<Tensor4D>([-1, 1, 1, 1])
  const width = tf.add(tf.mul(at, s - 1), 1)
  const noise = tf.div(tf.sub(x, tf.mul(at, m)), width)
  return tf.add(tf.mul(noise, s - 1), m)
}

const noise = () => fillNormal(new Float32Array(3 * length), randomStream(5))

describe('a linear flow', () => {
  it('carries noise to its place: along straight paths one step is exact', () => {
    const graph = new Graph()
    const step = addSolverStep(graph, field, { shape })
    const session = graph.load()
    const x = solve(session, step, noise(), { steps: 1 })
    x.forEach((value, i) => expect(value).toBeCloseTo(s * noise()[i] + m, 5))
    session.free()
  })

  it.each(['heun', 'midpoint'] as const)(
    'is solved by %s at the second order of the step where paths bend',
    (solver) => {
      const graph = new Graph()
      // dx/dt = (1 + t) x grows by e^1.5 from 0 to 1.
      const grow = (x: Tensor4D, t: Tensor1D) => tensorflow().tf.mul<Tensor4D>(x, t.add(1).reshape([-1, 1, 1, 1]))
      const step = addSolverStep(graph, grow, { shape, solver })
      const session = graph.load()
      const error = (steps: number) => solve(session, step, noise().fill(1), { steps })[0] - Math.E ** 1.5
      expect(error(8) / error(16)).toBeGreaterThan(3.5)
      expect(error(8) / error(16)).toBeLessThan(4.5)
      session.free()
    },
  )

  it('keeps the power of waves of a Gaussian field from 0.0025 to 250 within 4 % in the usual 12 steps', () => {
    const widths = [0.05, 0.1, 0.3, 1, 3, 10, 16]
    // Of a wave of width s: x at t has the variance v = (t s)^2 + (1 - t)^2, and dx/dt = x v' / 2 v.
    const wave = (x: Tensor4D, t: Tensor1D) => {
      const { tf } = tensorflow()
      const at = t.reshape<Tensor4D>([-1, 1, 1, 1])
      const squares = tf.square(tf.tensor4d(widths, [1, 1, 1, widths.length]))
      const rest = tf.sub(1, at)
      const variance = tf.add(tf.mul(tf.square(at), squares), tf.square(rest))
      return tf.mul<Tensor4D>(x, tf.div(tf.sub(tf.mul(at, squares), rest), variance))
    }
    const graph = new Graph()
    const step = addSolverStep(graph, wave, { shape: [1, 1, 1, widths.length] })
    const session = graph.load()
    const there = solve(session, step, new Float32Array(widths.length).fill(1), { steps: 12 })
    there.forEach((value, i) => expect(Math.abs((value / widths[i]) ** 2 - 1)).toBeLessThan(0.04))
    session.free()
  })

  it('and back', () => {
    const graph = new Graph()
    const step = addSolverStep(graph, field, { shape })
    const session = graph.load()
    const there = solve(session, step, noise(), { steps: 64 })
    const back = solve(session, step, there, { steps: 64, from: 1, to: 0 })
    expect(Math.max(...back.map((value, i) => Math.abs(value - noise()[i])))).toBeLessThan(1e-3)
    session.free()
  })

  it('has the density of its normal distribution, to 1e-3 nats a value', () => {
    const graph = new Graph()
    const step = addDensityStep(graph, field, { shape })
    const session = graph.load()
    const x = noise().map((value) => s * value + m)
    const probe = noise().map(Math.sign)
    const found = logDensity(session, step, x, { steps: 100, probes: [probe] })
    for (let i = 0; i < 3; i++) {
      const squares = x.slice(i * length, (i + 1) * length).reduce((sum, value) => sum + ((value - m) / s) ** 2, 0)
      const exact = -0.5 * squares - length * (Math.log(s) + 0.5 * Math.log(2 * Math.PI))
      expect(Math.abs(found[i] - exact) / length).toBeLessThan(1e-3)
    }
    session.free()
  })
})
