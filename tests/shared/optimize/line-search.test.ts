import { describe, expect, it } from 'vitest'
import { createInverseHessian } from '../../../src-shared/optimize/inverse-hessian.ts'
import { cubicMinimum, searchLine } from '../../../src-shared/optimize/line-search.ts'

/** A function of the step length with its derivative, as the search sees it. */
const line = (value: (t: number) => number, slope: (t: number) => number) => {
  const tried: number[] = []
  const at = (step: number) => ({ step, value: value(step), slope: slope(step) })
  return { tried, start: at(0), evaluate: async (step: number) => (tried.push(step), at(step)) }
}

describe('the line search', () => {
  // The test functions of Moré & Thuente (1994), Sec. 5, from first steps of 1e-3 to 1e3.
  const beta = 2
  const functions = {
    'phi of Eq. 5.1': line(
      (t) => -t / (t * t + beta),
      (t) => (t * t - beta) / (t * t + beta) ** 2,
    ),
    'phi of Eq. 5.2': line(
      (t) => (t + 0.004) ** 5 - 2 * (t + 0.004) ** 4,
      (t) => 5 * (t + 0.004) ** 4 - 8 * (t + 0.004) ** 3,
    ),
  }
  it.each(Object.entries(functions).flatMap(([name, f]) => [1e-3, 1e-1, 10, 1e3].map((first) => ({ name, f, first }))))(
    'meets the strong Wolfe conditions on $name from a first step of $first',
    async ({ f, first }) => {
      const found = await searchLine(f.evaluate, f.start, first)
      expect(found).not.toBeNull()
      expect(found!.value).toBeLessThanOrEqual(f.start.value + 1e-4 * found!.step * f.start.slope)
      expect(Math.abs(found!.slope)).toBeLessThanOrEqual(0.9 * Math.abs(f.start.slope))
    },
  )

  it('accepts the first step if it is good enough', async () => {
    const parabola = line(
      (t) => (t - 1) ** 2,
      (t) => 2 * (t - 1),
    )
    expect((await searchLine(parabola.evaluate, parabola.start, 1))!.step).toBe(1)
    expect(parabola.tried).toEqual([1])
  })

  it('shortens a step until the function is finite, and never extends it beyond that again', async () => {
    const walled = line(
      (t) => (t < 0.7 ? -t : NaN),
      () => -1,
    )
    const found = await searchLine(walled.evaluate, walled.start, 64)
    expect(found!.step).toBeGreaterThan(0.35)
    expect(found!.step).toBeLessThan(0.7)
  })

  it('spends no evaluations on a negligible gain', async () => {
    const valley = line(
      (t) => t * (t - 1e-6),
      (t) => 2 * t - 1e-6,
    )
    expect(await searchLine(valley.evaluate, valley.start, 1, 1e-3)).toBeNull()
    expect(valley.tried).toEqual([1])
  })

  it('believes the slope where rounding hides the gain', async () => {
    // A parabola whose value is rounded up at its minimum, by less than what is worth an evaluation.
    const parabola = line(
      (t) => 1e-3 * (t - 1) ** 2 + (t > 0 ? 1.002e-3 : 0),
      (t) => 2e-3 * (t - 1),
    )
    expect(await searchLine(parabola.evaluate, parabola.start, 1, 1e-2)).toMatchObject({ step: 1, slope: 0 })
    expect(parabola.tried).toEqual([1])
    parabola.tried.length = 0
    // Above that, it is a rise.
    expect((await searchLine(parabola.evaluate, parabola.start, 1, 1e-6))?.step).not.toBe(1)
    expect(parabola.tried.length).toBeGreaterThan(1)
  })

  it('returns null if every step goes up', async () => {
    const uphill = line(
      (t) => t,
      () => -1,
    )
    expect(await searchLine(uphill.evaluate, uphill.start, 1)).toBeNull()
  })
})

describe('the cubic through two points', () => {
  it('has the minimum that algebra gives', () => {
    // t^3 - 3 t has its minimum at 1.
    const at = (step: number) => ({ step, value: step ** 3 - 3 * step, slope: 3 * step ** 2 - 3 })
    expect(cubicMinimum(at(0), at(2))).toBeCloseTo(1, 12)
    expect(cubicMinimum(at(2), at(0))).toBeCloseTo(1, 12)
    expect(cubicMinimum(at(0.2), at(0.6))).toBeCloseTo(1, 12)
  })

  it('has none if the function only falls', () => {
    const at = (step: number) => ({ step, value: -(step ** 3) - step, slope: -3 * step ** 2 - 1 })
    expect(cubicMinimum(at(0), at(1))).toBeNaN()
  })
})

describe('the inverse Hessian', () => {
  it('maps the last change of the gradient to the last step (the secant equation)', () => {
    const inverse = createInverseHessian(2)
    inverse.update(Float64Array.of(1, 0, 1), Float64Array.of(2, 1, 0))
    inverse.update(Float64Array.of(0, 1, 1), Float64Array.of(1, 3, 1))
    const step = inverse.times(Float64Array.of(1, 3, 1))
    ;[0, 1, 1].forEach((s, i) => expect(step[i]).toBeCloseTo(s, 14))
  })

  it('is exact for a quadratic after steps along all its axes', () => {
    const inverse = createInverseHessian(5)
    const curvature = [2, 5, 10]
    curvature.forEach((c, i) => {
      const s = new Float64Array(3)
      s[i] = 0.5
      inverse.update(
        s,
        s.map((value) => c * value),
      )
    })
    expect([...inverse.times(Float64Array.of(2, 5, 10))].map((value) => +value.toFixed(14))).toEqual([1, 1, 1])
  })

  it('drops the oldest step, and ignores one without positive curvature', () => {
    const inverse = createInverseHessian(2)
    const e = (i: number, scale: number) => Float64Array.from({ length: 3 }, (_, j) => (i === j ? scale : 0))
    inverse.update(e(0, 1), e(0, -4))
    inverse.update(e(0, 1), e(0, 0))
    expect(inverse.size).toBe(0)
    for (const i of [0, 1, 2]) inverse.update(e(i, 1), e(i, 4 ** (i + 1)))
    expect(inverse.size).toBe(2)
    expect([...inverse.times(Float64Array.of(1, 1, 1))]).toEqual([1 / 64, 1 / 16, 1 / 64])
    inverse.reset()
    expect([...inverse.times(Float64Array.of(1, 2, 3))]).toEqual([1, 2, 3])
  })
})
