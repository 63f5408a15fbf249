import type { Tensor1D, Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { describe, expect, it } from 'vitest'
import { velocity, velocityWeights } from '../../../src-main/engine/flow/velocity.ts'
import { Graph, type Weights } from '../../../src-main/engine/runtime/graph.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'
import { elements } from '../../../src-main/engine/runtime/session.ts'
import type { ModelConfig } from '../../../src-shared/model/configuration.ts'
import { smallFlow } from '../training/small-dataset.ts'

const shapes = { x: [3, 16, 16, 1], t: [3] }
const normal = (shape: readonly number[], ...keys: number[]) =>
  fillNormal(new Float32Array(elements(shape)), randomStream(...keys))
const modulations = {
  shift: { ...smallFlow, timeModulation: 'shift' },
  both: { ...smallFlow, timeModulation: 'scale-and-shift' },
} as const satisfies Record<string, ModelConfig>

/** Weights of a network that shifts, from seeds of their names' places, so that its velocity isn't 0. */
const shifting: Weights = Object.fromEntries(
  velocityWeights(modulations.shift).map(({ name, shape }, i) => [
    name,
    { shape, values: normal(shape, 1, i).map((value) => 0.2 * value) },
  ]),
)
/** The same, with gains that the time doesn't change. */
const scaling = (gain: number): Weights =>
  Object.fromEntries(
    velocityWeights(modulations.both).map(({ name, shape }) => [
      name,
      shifting[name] ?? { shape, values: new Float32Array(elements(shape)).fill(name.endsWith('bias') ? gain : 0) },
    ]),
  )

function velocityOf(weights: Weights, config: ModelConfig): Float32Array {
  const graph = new Graph(weights, 'constants')
  const step = graph.add(
    'velocity',
    ({ x, t }, weights) => ({ v: velocity(x as Tensor4D, t as Tensor1D, weights, config) }),
    shapes,
  )
  const session = graph.load()
  const { v } = session.run(step, { x: normal(shapes.x, 2), t: Float32Array.of(0.1, 0.5, 0.9) })
  session.free()
  return v
}

describe('a velocity whose blocks the time scales and shifts', () => {
  it('begins as one whose blocks it shifts', () => {
    const gains = velocityWeights(modulations.both).filter(({ name }) => name.includes('/gain/'))
    expect(gains.map(({ initializer }) => initializer)).toEqual(gains.map(() => 'zeros'))
    expect(velocityOf(scaling(0), modulations.both)).toEqual(velocityOf(shifting, modulations.shift))
  })

  it('has a gain of 1 where the first convolution of every block is doubled', () => {
    const doubled = Object.fromEntries(
      Object.entries(shifting).map(([name, { shape, values }]) => [
        name,
        { shape, values: name.includes('/conv2d/') ? values.map((value) => 2 * value) : values },
      ]),
    )
    const [found, expected] = [velocityOf(scaling(1), modulations.both), velocityOf(doubled, modulations.shift)]
    found.forEach((value, i) => expect(Math.abs(value - expected[i])).toBeLessThan(1e-5))
    const plain = velocityOf(shifting, modulations.shift)
    expect(Math.max(...plain.map((value, i) => Math.abs(value - expected[i])))).toBeGreaterThan(0.1)
  })
})
