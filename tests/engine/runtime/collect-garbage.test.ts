import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { compile } from '../../../src-main/engine/runtime/compile.ts'
import { tensorflow } from '../../../src-main/engine/runtime/tensorflow.ts'

test('weights passed only to the compiled graph are freed in JavaScript after one turn of the event loop', async () => {
  const { tf } = tensorflow()
  const compiled = () => {
    const values = new Float32Array(2 ** 20).fill(3)
    const f = compile(({ x }, { w }) => ({ y: tf.mul(x, tf.max(w)) }), {
      inputs: { x: [1] },
      weights: { w: { shape: [2 ** 20], values } },
    })
    return { f, given: new WeakRef(values) }
  }
  const { f, given } = compiled()
  await setImmediate()
  await setImmediate()
  expect(given.deref()).toBeUndefined()
  expect([...f({ x: Float32Array.of(2) }).y]).toEqual([6])
  f.free()
})
