import { describe, expect, it } from 'vitest'
import {
  solvers,
  stepsToNoise,
  stepsToPatches,
  type Rate,
  type State,
  type Step,
} from '../../../src-main/engine/flow/solve.ts'

type One = readonly [Float64Array]
const one = (value: number): One => [Float64Array.of(value)]
const equal = (steps: number): Step[] => Array.from({ length: steps }, (_, i) => ({ t: i / steps, dt: 1 / steps }))

/** Of a wave of width s in a Gaussian field: x at t has the variance v = (t s)^2 + (1 - t)^2, and dx/dt = x v' / 2 v. */
const wave =
  (width: number): Rate<One> =>
  ([[x]], t) =>
    one((x * (t * width ** 2 - (1 - t))) / ((t * width) ** 2 + (1 - t) ** 2))

describe.each(['two-step', 'midpoint', 'heun'] as const)('the solver %s', (name) => {
  const solve = solvers[name]

  it('is of the second order of the step where paths bend', () => {
    // dx/dt = (1 + t) x grows by e^1.5 from 0 to 1.
    const grow: Rate<One> = ([[x]], t) => one((1 + t) * x)
    const error = (steps: number) => Math.abs(solve(grow, one(1), equal(steps))[0][0] - Math.E ** 1.5)
    expect(error(32) / error(64)).toBeGreaterThan(3.5)
    expect(error(32) / error(64)).toBeLessThan(4.6)
  })

  it('leads back', () => {
    const there = solve(wave(0.3), one(1.7), stepsToPatches(64))
    expect(solve(wave(0.3), there, stepsToNoise(64))[0][0]).toBeCloseTo(1.7, 2)
  })

  it('follows arrays of several lengths and kinds together', () => {
    const rate = ([x, sum]: State, t: number) => [x.map(() => t), sum.map(() => x[0] + x[1])]
    const start: State = [Float32Array.of(1, 2), Float64Array.of(0)]
    const [x, sum] = solve(rate, start, equal(200))
    expect(x).toBeInstanceOf(Float32Array)
    expect(sum).toBeInstanceOf(Float64Array)
    expect([...x]).toEqual([expect.closeTo(1.5, 5), expect.closeTo(2.5, 5)])
    // The integral of 3 + t^2 over t from 0 to 1.
    expect(sum[0]).toBeCloseTo(3 + 1 / 3, 4)
    expect(start).toEqual([Float32Array.of(1, 2), Float64Array.of(0)])
  })
})

it.each([
  ['two-step', 13, 0.021],
  ['midpoint', 24, 0.04],
] as const)(
  '%s keeps the power of waves from 0.0025 to 250 in the usual 12 steps, with %i rates, within %f',
  (name, rates, most) => {
    for (const width of [0.05, 0.1, 0.3, 1, 3, 10, 16]) {
      let asked = 0
      const rate: Rate<One> = (at, t) => (asked++, wave(width)(at, t))
      const [[end]] = solvers[name](rate, one(1), stepsToPatches(12))
      expect(Math.abs((end / width) ** 2 - 1)).toBeLessThan(most)
      expect(asked).toBe(rates)
    }
  },
)

it('one step of Euler leads to the mean of all ends', () => {
  // Patches of width 0.3 about 1.5: the velocity at t = 0 is their mean less the noise.
  const velocity: Rate<One> = ([[x]]) => one(1.5 - x)
  expect(solvers.euler(velocity, one(-0.7), stepsToPatches(1))[0][0]).toBeCloseTo(1.5, 12)
})

it('no steps lead nowhere', () => {
  for (const solve of Object.values(solvers)) expect(solve(wave(2), one(3), [])[0][0]).toBe(3)
})
