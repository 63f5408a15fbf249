import { describe, expect, it } from 'vitest'
import { blurOperator } from '../../../../src-shared/inpainting/operators/blur.ts'
import { inOrder, type LinearOperator } from '../../../../src-shared/inpainting/operators/linear-operator.ts'
import { maskOperator } from '../../../../src-shared/inpainting/operators/mask.ts'
import { perChannel } from '../../../../src-shared/inpainting/operators/per-channel.ts'
import { dot } from '../../../../src-shared/optimize/vector.ts'
import { normal, seedRandom } from '../../../../src-shared/random/index.ts'
import { blurs } from '../blur-of.ts'
import { mask, size } from '../test-patch.ts'

const random = seedRandom(3)
const noise = (length: number) => Float64Array.from({ length }, () => normal(random))
const seen = maskOperator(mask)

/** Largest of five |A x . y - x . A' y|, over the lengths of A x and y. */
function adjointError({ apply, adjoint }: LinearOperator, [into, out]: [number, number]): number {
  const errors = Array.from({ length: 5 }, () => {
    const [x, y] = [noise(into), noise(out)]
    const [Ax, Ay] = [apply(x), adjoint(y)]
    return Math.abs(dot(Ax, y) - dot(x, Ay)) / Math.sqrt(dot(Ax, Ax) * dot(y, y))
  })
  return Math.max(...errors)
}

describe('operators', () => {
  it.each(blurs)('are adjoint to their adjoints: a patch seen through %s, and then its mask', (_, blur) => {
    const blurred = blurOperator(blur, size)
    const observe = blurred ? inOrder(blurred, seen) : seen
    expect(adjointError(observe, [size * size, seen.pixels.length])).toBeLessThan(1e-12)
  })

  it('are adjoint to their adjoints with another blur for each channel', () => {
    const channels = perChannel(blurs.map(([, blur]) => blurOperator(blur, size)))
    const count = size * size * blurs.length
    expect(adjointError(channels, [count, count])).toBeLessThan(1e-12)
  })

  it.each(blurs)('leave a constant as it is: %s', (_, blur) => {
    const apply = blurOperator(blur, size)?.apply ?? ((x) => x)
    const constant = apply(new Float64Array(size * size).fill(-2.5))
    Array.from(constant).forEach((value) => expect(value).toBeCloseTo(-2.5, 5))
  })
})

describe('an operator for each channel', () => {
  it('works on its channel alone', () => {
    const [blurred, none] = [blurOperator(blurs[6][1], size), null]
    const x = noise(2 * size * size)
    const y = perChannel([none, blurred]).apply(x)
    const plane = (values: Float64Array, c: number) => values.filter((_, i) => i % 2 === c)
    expect([...plane(y, 0)]).toEqual([...plane(x, 0)])
    expect([...plane(y, 1)]).toEqual([...blurred!.apply(plane(x, 1))])
  })
})

describe('operators in order', () => {
  it('apply the first first', () => {
    const times = (factor: number): LinearOperator => ({
      apply: (x) => Float64Array.from(x, (value, i) => value * (i + factor)),
      adjoint: (x) => Float64Array.from(x, (value, i) => value * (i + factor)),
    })
    const turn: LinearOperator = {
      apply: (x) => Float64Array.from(x).reverse(),
      adjoint: (x) => Float64Array.from(x).reverse(),
    }
    expect([...inOrder(times(1), turn).apply([1, 1, 1])]).toEqual([3, 2, 1])
    expect([...inOrder(times(1), turn).adjoint([1, 1, 1])]).toEqual([1, 2, 3])
  })
})
