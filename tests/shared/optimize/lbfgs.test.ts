import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ObjectiveError, minimise } from '../../../src-shared/optimize/index.ts'
import type { Iteration, Objective } from '../../../src-shared/optimize/index.ts'
import { beale, logistic, quadratic, rosenbrock } from './functions.ts'

interface ReferenceCase {
  name: string
  x0: number[]
  x: number[]
  value: number
  evaluations: number
}
/** Minima found by SciPy's L-BFGS-B with the same memory and tolerances: tests/reference/lbfgs.py. */
const reference: { cases: ReferenceCase[] } = JSON.parse(
  readFileSync(new URL('../../reference/lbfgs.json', import.meta.url), 'utf8'),
)
const objectives: Record<string, Objective> = {
  'rosenbrock 2': rosenbrock,
  'rosenbrock 10': rosenbrock,
  'rosenbrock 100': rosenbrock,
  'quadratic 50': quadratic(50, 1e4),
  'badly scaled quadratic 10': quadratic(10, 1e6),
  beale,
  'logistic 5': logistic(40, 5, 0.1),
}
const tight = { gradientTolerance: 1e-8, valueTolerance: 1e-15, maxIterations: 2000 }

describe('minimise', () => {
  it.each(reference.cases)("reaches SciPy's minimum of $name in a comparable number of evaluations", async (known) => {
    const found = await minimise(objectives[known.name], known.x0, tight)
    expect(Math.abs(found.value - known.value)).toBeLessThan(1e-6)
    known.x.forEach((x, i) => expect(Math.abs(found.x[i] - x)).toBeLessThan(1e-6))
    expect(found.evaluations).toBeLessThanOrEqual(1.5 * known.evaluations)
    expect(['gradient', 'value']).toContain(found.reason)
  })

  it('gives the same numbers for an asynchronous objective', async () => {
    const later: Objective = async (x) => {
      await new Promise((resolve) => setImmediate(resolve))
      return rosenbrock(x)
    }
    expect(await minimise(later, [-1.2, 1], tight)).toEqual(await minimise(rosenbrock, [-1.2, 1], tight))
  })

  it('accepts only iterations that lower the value, and reports each with its point', async () => {
    const told: Iteration[] = []
    const found = await minimise(rosenbrock, [-1.2, 1, -1.2, 1], {
      ...tight,
      onIteration: (iteration) => void told.push(iteration),
    })
    expect(told.map(({ iteration }) => iteration)).toEqual(Array.from({ length: found.iterations + 1 }, (_, i) => i))
    for (let i = 1; i < told.length; i++) expect(told[i].value).toBeLessThan(told[i - 1].value)
    for (const { x, value } of told) expect(rosenbrock(x).value).toBe(value)
    expect(told.at(-1)).toMatchObject({ value: found.value, evaluations: found.evaluations })
  })

  it('steps back from where the objective is not finite', async () => {
    // x - log x has its minimum 1 at 1; below 0, where the first steps lead, the logarithm is NaN.
    let outside = 0
    const barrier: Objective = ([x]) => {
      if (x <= 0) outside++
      return { value: 100 * (x - Math.log(x)), gradient: [100 * (1 - 1 / x)] }
    }
    const found = await minimise(barrier, [0.05], { ...tight, gradientTolerance: 1e-6 })
    const far = await minimise(barrier, [30], { ...tight, gradientTolerance: 1e-6 })
    expect(found.x[0]).toBeCloseTo(1, 7)
    expect(far.x[0]).toBeCloseTo(1, 7)

    const wall: Objective = ([x]) => {
      if (x < -2) outside++
      return x < -2 ? { value: Infinity, gradient: [NaN] } : { value: x ** 4 - x, gradient: [4 * x ** 3 - 1] }
    }
    // The minimum of x^4 - x is at (1/4)^(1/3).
    expect((await minimise(wall, [-1.9], tight)).x[0]).toBeCloseTo(0.25 ** (1 / 3), 7)
    expect((await minimise(({ 0: x }) => wall(Float64Array.of(-x)), [1.9], tight)).reason).not.toBe('gradient')
    expect(outside).toBeGreaterThan(0)
  })

  it('ends at the starting point if the gradient is already zero there', async () => {
    const found = await minimise(quadratic(3, 10), [1, 1, 1])
    expect(found).toMatchObject({ iterations: 0, evaluations: 1, value: 0, reason: 'gradient' })
  })

  it('ends after the maximum number of iterations', async () => {
    const found = await minimise(rosenbrock, [-1.2, 1], { ...tight, maxIterations: 5 })
    expect(found).toMatchObject({ iterations: 5, reason: 'iterations' })
  })

  it('ends when an iteration improves too little', async () => {
    const loose = await minimise(rosenbrock, [-1.2, 1], { gradientTolerance: 0, valueTolerance: 1e-3 })
    const tighter = await minimise(rosenbrock, [-1.2, 1], { gradientTolerance: 0, valueTolerance: 1e-9 })
    expect(loose.reason).toBe('value')
    expect(tighter.iterations).toBeGreaterThan(loose.iterations)
    expect(tighter.value).toBeLessThan(loose.value)
  })

  it('ends, and says so, if no lower point can be found', async () => {
    // A gradient that points the wrong way: every step along it goes up.
    const wrong: Objective = ([x]) => ({ value: x * x, gradient: [-2 * x] })
    expect(await minimise(wrong, [1])).toMatchObject({ reason: 'line-search', iterations: 0, value: 1 })
  })

  it('finds the minimum of a float32 function and then stops', async () => {
    const rounded: Objective = (x) => {
      const { value, gradient } = quadratic(50, 1e3)(x)
      return { value: Math.fround(value), gradient: Float32Array.from(gradient) }
    }
    const found = await minimise(rounded, new Float32Array(50), { gradientTolerance: 0, valueTolerance: 1e-7 })
    found.x.forEach((x) => expect(Math.abs(x - 1)).toBeLessThan(1e-2))
    expect(found.iterations).toBeLessThan(500)
  })

  it('returns the best point so far when aborted', async () => {
    const stop = new AbortController()
    const found = await minimise(rosenbrock, [-1.2, 1], {
      ...tight,
      signal: stop.signal,
      onIteration: ({ iteration }) => {
        if (iteration === 4) stop.abort()
      },
    })
    expect(found).toMatchObject({ iterations: 4, reason: 'cancelled' })
    expect(found.value).toBe(rosenbrock(found.x).value)
  })

  it('stops within a line search too when aborted', async () => {
    const stop = new AbortController()
    let calls = 0
    const abortsInside: Objective = (x) => {
      if (++calls === 3) stop.abort()
      return rosenbrock(x)
    }
    const found = await minimise(abortsInside, [-1.2, 1], { ...tight, signal: stop.signal })
    expect(found.reason).toBe('cancelled')
    expect(found.evaluations).toBe(3)
  })

  it('rejects a starting point where the objective is not finite, or its gradient has the wrong length', async () => {
    await expect(minimise(() => ({ value: NaN, gradient: [0] }), [1])).rejects.toThrow(/not a finite number/)
    await expect(minimise(() => ({ value: 1, gradient: [Infinity] }), [1])).rejects.toBeInstanceOf(ObjectiveError)
    await expect(minimise(() => ({ value: 1, gradient: [1, 1] }), [1])).rejects.toThrow('2 numbers where x has 1')
  })

  it('does not modify the starting point', async () => {
    const x0 = Float64Array.of(-1.2, 1)
    await minimise(rosenbrock, x0)
    expect([...x0]).toEqual([-1.2, 1])
  })
})
