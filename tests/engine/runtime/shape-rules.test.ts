import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Tensor } from '@tensorflow/tfjs-node-gpu'
import { Graph } from '../../../src-main/engine/runtime/graph.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'
import { elements } from '../../../src-main/engine/runtime/session.ts'
import { shapeRules } from '../../../src-main/engine/runtime/shape-rules/index.ts'
import { tensorflow } from '../../../src-main/engine/runtime/tensorflow.ts'
import { opCases } from './op-cases/index.ts'
import type { OpCase } from './op-cases/op-case.ts'

const { tf } = tensorflow()
const many = (results: Tensor | Tensor[]) => (Array.isArray(results) ? results : [results])
const kindOf = ({ shape, dtype }: Tensor) => ({ shape, dtype })

function eager({ inputs, f }: OpCase, values: Float32Array[]) {
  return tf.tidy(() => {
    const results = many(f(...values.map((each, i) => tf.tensor(each, inputs[i]))))
    return { kinds: results.map(kindOf), values: results.map((each) => Float32Array.from(each.dataSync())) }
  })
}

/**
 * The largest difference, relative to the larger of 1 and the number; both may be NaN or infinite. A graph may sum in a
 * different order, which leaves differences of about 1e-6.
 */
const distance = (ours: Float32Array, expected: Float32Array) =>
  ours.length !== expected.length
    ? NaN
    : ours.reduce((largest, value, i) => {
        const same = Object.is(value, expected[i]) || value === expected[i]
        return same ? largest : Math.max(largest, Math.abs(value - expected[i]) / Math.max(1, Math.abs(expected[i])))
      }, 0)

function recorded({ inputs, f }: OpCase, values: Float32Array[]) {
  const graph = new Graph()
  const names = inputs.map((_, i) => `x${i}`)
  let kinds: ReturnType<typeof kindOf>[] = []
  const g = graph.add(
    'f',
    (tensors) => {
      const results = many(f(...names.map((name) => tensors[name])))
      kinds = results.map(kindOf)
      return Object.fromEntries(results.map((each, i) => [`y${i}`, tf.cast(each, 'float32')]))
    },
    Object.fromEntries(names.map((name, i) => [name, inputs[i]])),
  )
  const ops = new Set(graph.recorder.nodes.map(({ op }) => op))
  const session = graph.load()
  const results = session.run(g, Object.fromEntries(names.map((name, i) => [name, values[i]])))
  session.free()
  return { kinds, ops, values: kinds.map((_, i) => results[`y${i}`]) }
}

describe('a rule gives the shape and type of eager TensorFlow, and the graph its values', () => {
  test.each(Object.keys(shapeRules))('%s', (op) => {
    fc.assert(
      fc.property(fc.gen(), fc.nat(), (draw, seed) => {
        const each = opCases[op]((min, max) => draw(fc.integer, { min, max }))
        const values = each.inputs.map((shape, i) =>
          fillNormal(new Float32Array(elements(shape)), randomStream(seed, i)),
        )
        const { ops, ...ours } = recorded(each, values)
        expect(ops).toContain(op)
        const expected = eager(each, values)
        expect(ours.kinds).toEqual(expected.kinds)
        ours.values.forEach((result, i) => expect(distance(result, expected.values[i])).toBeLessThan(1e-5))
      }),
      { numRuns: 6 },
    )
  })
})
