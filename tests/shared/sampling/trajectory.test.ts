import { describe, expect, it } from 'vitest'
import { seedRandom } from '../../../src-shared/random/index.ts'
import { diagonalMass, unitMass } from '../../../src-shared/sampling/mass.ts'
import { learnStepSize } from '../../../src-shared/sampling/step-size.ts'
import { moveAlong, placesAt } from '../../../src-shared/sampling/trajectory.ts'
import { measureVariances } from '../../../src-shared/sampling/variances.ts'
import { funnel, gaussian } from './densities.ts'

describe('a trajectory', () => {
  it('keeps its energy to the second order of the step size', async () => {
    const places = await placesAt(funnel(1), [Float64Array.of(0.3, 1, -0.5)])
    const error = async (stepSize: number) => {
      const options = { mass: diagonalMass(Float64Array.of(1, 0.5, 2)), stepSize, steps: 1 / stepSize }
      const { errors } = await moveAlong(funnel(1), places, { ...options, random: seedRandom(3) })
      return Math.abs(errors[0])
    }
    expect((await error(0.02)) / (await error(0.01))).toBeCloseTo(4, 1)
    expect(await error(0.001)).toBeLessThan(1e-6)
  })

  it('of a Gaussian is an ellipse: after a full turn it is back where it began', async () => {
    const energy = gaussian([[4]])
    const steps = 10_000
    const from = await placesAt(energy, [Float64Array.of(2.5)])
    // With mass 1 the frequency is the square root of the precision.
    const options = { mass: unitMass(1), stepSize: (2 * Math.PI) / 2 / steps, steps }
    const { ends } = await moveAlong(energy, from, { ...options, random: seedRandom(4) })
    expect(ends[0].x[0]).toBeCloseTo(2.5, 6)
  })
})

describe('dual averaging', () => {
  it('finds the step size with the acceptance it aims for', () => {
    // As if the acceptance were 1 / (1 + step size): 0.8 at 0.25.
    const stepSize = learnStepSize(3, 0.8)
    for (let i = 0; i < 2000; i++) stepSize.learn(1 / (1 + stepSize.next()))
    expect(stepSize.settled()).toBeCloseTo(0.25, 2)
  })
})

describe('variances of chains', () => {
  it('are those about the mean of each, drawn a little to 1e-3', () => {
    const measured = measureVariances(2, 2)
    for (const [a, b] of [
      [1, 3],
      [2, 6],
      [6, 0],
    ])
      measured.add([Float64Array.of(a, 5), Float64Array.of(100 + b, 5)])
    // Squares about the means 3 and 103: 4 + 1 + 9 and 0 + 9 + 9, of 4 degrees of freedom.
    const [first, second] = measured.variances()
    expect(first).toBeCloseTo((32 + 5e-3) / 9, 12)
    expect(second).toBeCloseTo(5e-3 / 9, 12)
  })
})
