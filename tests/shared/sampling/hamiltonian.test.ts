import { describe, expect, it } from 'vitest'
import { cholesky } from '../../../src-shared/linear/cholesky.ts'
import { seedRandom } from '../../../src-shared/random/index.ts'
import { convergence, worstConvergence } from '../../../src-shared/sampling/convergence.ts'
import {
  hamiltonianMonteCarlo,
  type ChainProgress,
  type Chains,
  type HamiltonianOptions,
} from '../../../src-shared/sampling/hamiltonian.ts'
import { denseMass } from '../../../src-shared/sampling/mass.ts'
import type { PotentialEnergy } from '../../../src-shared/sampling/trajectory.ts'
import { cutGaussian, funnel, gaussian } from './densities.ts'

const sample = (energyOf: PotentialEnergy, starts: number[][], changes: Partial<HamiltonianOptions> = {}) =>
  hamiltonianMonteCarlo(
    energyOf,
    starts.map((start) => Float64Array.from(start)),
    { ...{ warmUp: 300, draws: 1000, leapfrogSteps: 10, mass: 'diagonal', random: seedRandom(1) }, ...changes },
  )

/**
 * The mean of a quantity over all draws against what it is, in units of the error that the effective number of draws
 * leaves.
 */
function errorOfMean({ draws }: Chains, dimension: number, quantity: (x: Float64Array) => number, truth: number) {
  const chains = draws.map((chain) =>
    Float64Array.from({ length: chain.length / dimension }, (_, i) =>
      quantity(chain.subarray(i * dimension, (i + 1) * dimension)),
    ),
  )
  const all = chains.flatMap((chain) => [...chain])
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length
  const variance = all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length
  return Math.abs(mean - truth) / Math.sqrt(variance / Math.min(convergence(chains).effectiveSamples, all.length))
}

// Of widths 0.1, 1 and 10 with correlations: the inverse of this covariance.
const widths = [0.1, 1, 10]
const correlation = [
  [1, 0.6, 0],
  [0.6, 1, -0.5],
  [0, -0.5, 1],
]
const covariance = correlation.map((row, i) => row.map((value, j) => value * widths[i] * widths[j]))
/** By the adjugate. */
const precision = (() => {
  const [[a, b, c], [, d, e], [, , f]] = covariance
  const adjugate = [
    [d * f - e * e, c * e - b * f, b * e - c * d],
    [c * e - b * f, a * f - c * c, b * c - a * e],
    [b * e - c * d, b * c - a * e, a * d - b * b],
  ]
  const determinant = a * adjugate[0][0] + b * adjugate[0][1] + c * adjugate[0][2]
  return adjugate.map((row) => row.map((value) => value / determinant))
})()
const apart = [
  [0, 0, 0],
  [1, -3, 20],
  [2, 3, -20],
  [1, 1, 1],
]

describe('Hamiltonian Monte Carlo', () => {
  const masses = {
    'a mass that it learns': 'diagonal' as const,
    'their precision as mass': (() => {
      const lower = Float64Array.from(precision.flat())
      cholesky(lower, 3)
      return denseMass(lower, 3)
    })(),
  }
  it.each(Object.entries(masses))(
    'of correlated Gaussians of very different widths has their moments, with %s',
    async (_, mass) => {
      const chains = await sample(gaussian(precision), apart, { mass })
      for (let i = 0; i < 3; i++) {
        expect(errorOfMean(chains, 3, (x) => x[i], 1)).toBeLessThan(4)
        for (let j = 0; j <= i; j++)
          expect(errorOfMean(chains, 3, (x) => (x[i] - 1) * (x[j] - 1), covariance[i][j])).toBeLessThan(4)
      }
      const { rHat, effectiveSamples } = worstConvergence(chains.draws, 3)
      expect(rHat).toBeLessThan(1.01)
      expect(effectiveSamples).toBeGreaterThan(400)
      expect(chains.divergences).toBe(0)
    },
  )

  it('is worth more with a learned mass than with 1, and with the precision as mass than with that', async () => {
    const worth = async (of: number[][], mass: HamiltonianOptions['mass']) => {
      const starts = [0, 1, 2].map((value) => of.map(() => value))
      return worstConvergence((await sample(gaussian(of), starts, { mass })).draws, of.length).effectiveSamples
    }
    expect(await worth(precision, 'diagonal')).toBeGreaterThan(3 * (await worth(precision, 'unit')))
    // Of a correlation of 0.999, which no diagonal mass undoes.
    const tight = [
      [500.25, -499.75],
      [-499.75, 500.25],
    ]
    const lower = Float64Array.from(tight.flat())
    cholesky(lower, 2)
    expect(await worth(tight, denseMass(lower, 2))).toBeGreaterThan(3 * (await worth(tight, 'diagonal')))
  })

  it('of a funnel has its moments', async () => {
    const chains = await sample(
      funnel(1),
      [
        [0, 0, 0],
        [1, 1, 1],
        [-1, 0, 0.5],
        [0.5, -1, 0],
      ],
      { draws: 4000 },
    )
    expect(errorOfMean(chains, 3, ([v]) => v, 0)).toBeLessThan(4)
    expect(errorOfMean(chains, 3, ([v]) => v * v, 1)).toBeLessThan(4)
    for (const i of [1, 2]) {
      expect(errorOfMean(chains, 3, (x) => x[i], 0)).toBeLessThan(4)
      expect(errorOfMean(chains, 3, (x) => x[i] ** 2, Math.exp(0.5))).toBeLessThan(4)
    }
  })

  it('tells by R-hat and effective draws that a narrow funnel is not explored', async () => {
    const chains = await sample(
      funnel(4),
      [
        [0, 0, 0],
        [-8, 0, 0],
        [8, 0, 0],
        [4, 1, -1],
      ],
      { draws: 300 },
    )
    const { rHat, effectiveSamples } = worstConvergence(chains.draws, 3)
    expect(rHat).toBeGreaterThan(1.01)
    expect(effectiveSamples).toBeLessThan(200)
  })

  it('learns the step size that gives the acceptance it aims for', async () => {
    const round = Array.from({ length: 20 }, (_, i) => Array.from({ length: 20 }, (_, j) => (i === j ? 1 : 0)))
    for (const target of [0.65, 0.8, 0.9]) {
      const { acceptance } = await sample(gaussian(round), [round[0], round[1]], { target, mass: 'unit', warmUp: 600 })
      expect(Math.abs(acceptance - target)).toBeLessThan(0.06)
    }
  })

  it('comes from far away', async () => {
    const chains = await sample(gaussian(precision), [
      [-50, 40, 300],
      [80, -70, 900],
      [0, 0, 0],
    ])
    expect(worstConvergence(chains.draws, 3).rHat).toBeLessThan(1.02)
    expect(errorOfMean(chains, 3, (x) => x[0], 1)).toBeLessThan(4)
  })

  it('rejects what has no finite energy, and counts it', async () => {
    const chains = await sample(cutGaussian(0.5), [[0], [-1]], { mass: 'unit', leapfrogSteps: 3, draws: 3000 })
    for (const chain of chains.draws) expect(chain.every((x) => x < 0.5)).toBe(true)
    expect(chains.divergences).toBeGreaterThan(0)
    // Of N(0, 1) below 1/2: -phi(0.5) / Phi(0.5).
    expect(errorOfMean(chains, 1, ([x]) => x, -0.35206532676429952 / 0.6914624612740131)).toBeLessThan(4)
  })

  it('gives the same chains for the same seed', async () => {
    const run = async (seed: number) =>
      (
        await sample(
          funnel(1),
          [
            [0, 0, 0],
            [1, 1, 1],
          ],
          { draws: 20, random: seedRandom(seed) },
        )
      ).draws
    expect(await run(3)).toEqual(await run(3))
    expect(await run(3)).not.toEqual(await run(4))
  })

  it('tells every iteration, and evaluates all chains in one call', async () => {
    const told: ChainProgress[] = []
    const rows = new Set<number>()
    const counted: PotentialEnergy = (points) => {
      rows.add(points.length)
      return funnel(1)(points)
    }
    await sample(
      counted,
      [
        [0, 0, 0],
        [1, 1, 1],
      ],
      { warmUp: 30, draws: 10, onIteration: (each) => told.push(each) },
    )
    expect([...rows]).toEqual([2])
    expect(told.map(({ iteration }) => iteration)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1))
    expect(told.filter(({ isWarmUp }) => isWarmUp)).toHaveLength(30)
    // After the warm-up the step size is fixed.
    expect(new Set(told.slice(30).map(({ stepSize }) => stepSize)).size).toBe(1)
  })
})
