import type { Tensor4D } from '@tensorflow/tfjs-node-gpu'
import { describe, expect, it } from 'vitest'
import type { Blur } from '../../../../src-shared/inpainting/blur.ts'
import { blurOperator as inFloat64 } from '../../../../src-shared/inpainting/operators/blur.ts'
import { blurOperator } from '../../../../src-main/engine/inpainting/operators/blur.ts'
import { inOrder } from '../../../../src-main/engine/inpainting/operators/graph-operator.ts'
import { maskOperator } from '../../../../src-main/engine/inpainting/operators/mask.ts'
import { compileValueAndGradient } from '../../../../src-main/engine/runtime/compile.ts'
import { fillNormal, randomStream } from '../../../../src-main/engine/runtime/random.ts'
import { tensorflow } from '../../../../src-main/engine/runtime/tensorflow.ts'
import { blurs } from '../../../shared/inpainting/blur-of.ts'
import { largestRelativeError } from '../../relative-error.ts'

const [size, batch] = [9, 2]
const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i], 0)

/** A x, A' y, and the gradient of y . A x with respect to x, which is A' y too. */
function compiled(of: readonly (Blur | null)[]) {
  const { tf } = tensorflow()
  const shape = [batch, size, size, of.length]
  const operator = inOrder(blurOperator(of, size), maskOperator())
  return compileValueAndGradient<'x' | 'y' | 'mask', 'seen' | 'back'>(
    ({ x, y, mask }, constants) => {
      const tensors = { ...constants, mask }
      const seen = operator.apply(x as Tensor4D, tensors)
      return { value: tf.sum(tf.mul(seen, y)), outputs: { seen, back: operator.adjoint(y as Tensor4D, tensors) } }
    },
    { inputs: { x: shape, y: shape, mask: shape }, weights: operator.constants, withRespectTo: 'x' },
  )
}

describe.each([
  ...blurs.map(([name, blur]): [string, (Blur | null)[]] => [name, [blur]]),
  ['another blur for each of three channels', [blurs[2][1], null, blurs[7][1]]] as [string, (Blur | null)[]],
  ['another pixel window for each of two channels', [blurs[4][1], blurs[5][1]]] as [string, (Blur | null)[]],
])('patches seen by TensorFlow through %s, and a mask', (_, of) => {
  const channels = of.length
  const count = batch * size * size * channels
  const drawn = (key: number) => fillNormal(new Float32Array(count), randomStream(40, key))
  const [x, y] = [drawn(1), drawn(2)]
  const mask = Float32Array.from({ length: count }, (_, i) => Number(Math.floor(i / channels) % 5 > 0))
  const everywhere = new Float32Array(count).fill(1)
  const f = compiled(of)

  it('are what they are in float64, channel by channel', () => {
    const { seen } = f({ x, y, mask: everywhere })
    const plane = (values: Float32Array, b: number, c: number) =>
      Float32Array.from({ length: size * size }, (_, i) => values[(b * size * size + i) * channels + c])
    for (let b = 0; b < batch; b++)
      of.forEach((blur, c) => {
        const expected = inFloat64(blur, size)?.apply(plane(x, b, c)) ?? plane(x, b, c)
        expect(largestRelativeError(plane(seen, b, c), Array.from(expected))).toBeLessThan(2e-6)
      })
  })

  it('have their adjoint: y . A x = A* y . x, to 1e-6 of their lengths, and it is the gradient', () => {
    const { seen, back, gradient } = f({ x, y, mask })
    const error = Math.abs(dot(y, seen) - dot(back, x)) / Math.sqrt(dot(seen, seen) * dot(y, y))
    expect(error).toBeLessThan(1e-6)
    expect(largestRelativeError(back, Array.from(gradient))).toBeLessThan(2e-6)
  })
})

it('a beam is not its own adjoint: its rows sum to 1, its columns at the border to less', () => {
  const f = compiled([blurs[2][1]])
  const count = batch * size * size
  const [x, y] = [1, 2].map((key) => fillNormal(new Float32Array(count), randomStream(40, key)))
  const mask = new Float32Array(count).fill(1)
  const { back } = f({ x, y, mask })
  expect(largestRelativeError(back, Array.from(f({ x: y, y, mask }).seen))).toBeGreaterThan(0.01)
})
