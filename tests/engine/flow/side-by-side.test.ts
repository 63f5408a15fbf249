import type { Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { describe, expect, it, test } from 'vitest'
import { partsOf, sideBySide } from '../../../src-main/engine/flow/side-by-side.ts'
import { velocity, velocityWeights } from '../../../src-main/engine/flow/velocity.ts'
import { initialWeights } from '../../../src-main/engine/model/initial-weights.ts'
import { Graph } from '../../../src-main/engine/runtime/graph.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'
import { smallFlow } from '../training/small-dataset.ts'

test.each([
  [16, 1, 1],
  [16, 2, 2],
  [16, 3, 2],
  [16, 4, 4],
  [6, 4, 3],
  [7, 2, 1],
  [3, 2, 1],
  [1, 4, 1],
])('a batch of %i for %i threads has %i parts of two patches or more', (batch, threads, parts) => {
  expect(partsOf(batch, threads)).toBe(parts)
})

describe('a velocity of parts of a batch', () => {
  const batch = 6
  const config = { ...smallFlow, conditions: ['mean'] }
  const normal = (shape: readonly number[], seed: number) =>
    fillNormal(new Float32Array(shape.reduce((all, one) => all * one)), randomStream(seed))
  // The last layer begins as 0, and the velocity with it.
  const entries = velocityWeights(config, 1)
  const weights = Object.fromEntries(
    entries.map(({ name, shape }, i) => [name, { shape, values: normal(shape, i).map((value) => 0.2 * value) }]),
  )
  const scaling = Object.keys(weights).find((name) => name.endsWith('/scaling'))!
  weights[scaling].values.set([0, 0.5, 2])

  it('is that of the whole batch, each with its own time, picture and conditions', () => {
    expect(Object.keys(initialWeights(entries, 0))).toEqual(Object.keys(weights))
    const shapes = { x: [batch, 16, 16, 1], t: [batch], conditions: [batch, 1], picture: [batch, 16, 16, 1] }
    const found = [1, 3].map((threads) => {
      const graph = new Graph(weights, 'constants')
      const step = graph.add(
        'velocity',
        ({ x, t, conditions, picture }, weights) => ({
          v: sideBySide(
            x as Tensor4D,
            t as Tensor1D,
            { conditions: conditions as Tensor2D, picture: picture as Tensor4D },
            (x, t, given) => velocity(x, t, weights, config, given),
            threads,
          ),
        }),
        shapes,
      )
      const session = graph.load()
      const feeds = Object.entries(shapes).map(([name, shape], i) => [name, normal(shape, 100 + i)])
      const { v } = session.run(step, Object.fromEntries(feeds))
      session.free()
      return v
    })
    expect(Math.max(...found[0].map(Math.abs))).toBeGreaterThan(0.1)
    found[0].forEach((value, i) => expect(Math.abs(value - found[1][i])).toBeLessThan(1e-4))
  })
})
