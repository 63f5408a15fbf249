import type { Tensor1D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { describe, expect, it } from 'vitest'
import { addDensity, logDensity } from '../../../src-main/engine/flow/log-density.ts'
import { solvers, stepsToNoise, stepsToPatches, type Step } from '../../../src-main/engine/flow/solve.ts'
import { addVelocity, velocityAt } from '../../../src-main/engine/flow/velocity-function.ts'
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
  it('carries noise to its place and back: along straight paths one step is exact', () => {
    const graph = new Graph()
    const velocity = addVelocity(graph, field, { shape })
    const session = graph.load()
    const at = velocityAt(session, velocity)
    const solve = (x: Float32Array, steps: Step[]) =>
      solvers['two-step'](([x]: readonly [Float32Array], t): [Float32Array] => [at(x, t)], [x], steps)[0]
    const there = solve(noise(), stepsToPatches(1))
    there.forEach((value, i) => expect(value).toBeCloseTo(s * noise()[i] + m, 5))
    const back = solve(there, stepsToNoise(1))
    back.forEach((value, i) => expect(value).toBeCloseTo(noise()[i], 4))
    session.free()
  })

  it('has the density of its normal distribution, to 1e-3 nats a value', () => {
    const graph = new Graph()
    const density = addDensity(graph, field, { shape })
    const session = graph.load()
    const x = noise().map((value) => s * value + m)
    const probe = noise().map(Math.sign)
    const found = logDensity(session, density, x, { steps: 100, probes: [probe] })
    for (let i = 0; i < 3; i++) {
      const squares = x.slice(i * length, (i + 1) * length).reduce((sum, value) => sum + ((value - m) / s) ** 2, 0)
      const exact = -0.5 * squares - length * (Math.log(s) + 0.5 * Math.log(2 * Math.PI))
      expect(Math.abs(found[i] - exact) / length).toBeLessThan(1e-3)
    }
    session.free()
  })
})
