import { describe, expect, it } from 'vitest'
import { likelihoodRows, likelihoodsOfRuns } from '../../src-main/terminal/likelihood-rows.ts'
import { madeLikelihood } from '../shared/validation/made-likelihood.ts'

const found = { epoch: 12, split: 'test', seed: 0, fingerprint: 'f00d' } as const
const solved = { solver: 'midpoint', solverSteps: 48, probes: 1 }
const named = (rows: string[][]) => Object.fromEntries(rows.map(([name, ...cells]) => [name, cells]))

describe('what cirrus likelihood prints', () => {
  it('of a flow is its density per patch, in bits per pixel too, and how it was solved', () => {
    const likelihood = madeLikelihood([-64 * Math.LN2, -128 * Math.LN2], {
      ...{ space: 'patches', values: 64, solved, leftOut: 2 },
    })
    const rows = likelihoodRows({ ...found, likelihoods: [likelihood] })
    expect(rows).toEqual([
      // -96 ln 2 and 32 ln 2.
      ['log density', '−67 ± 22 nats per patch'],
      ['', '1.50 ± 0.50 bits per pixel (less is better)'],
      ['of', 'standardised patches of 64 values'],
      ['patches', '2 of test'],
      ['left out', '2 with missing pixels'],
      ['epoch', '12'],
      ['solver', 'midpoint, 48 steps; probes: 1'],
      ['seconds', '2.0'],
    ])
  })

  it('of exact densities has no solver, and no bits', () => {
    const likelihoods = [
      madeLikelihood([0, 2, 4]),
      madeLikelihood([5, 7, 8], { prior: 'gaussian' }),
      madeLikelihood([6, 8, 11], { prior: 'coupling' }),
    ]
    const rows = named(likelihoodRows({ ...found, likelihoods }))
    expect(rows).toMatchObject({
      prior: ['nats per vector of latents', 'over N(0, 1)', 'over gaussian'],
      coupling: ['8.3 ± 1.5', '+6.33 ± 0.33', '+1.67 ± 0.67'],
      of: ['5 latents'],
      seconds: ['6.0'],
    })
    expect(Object.keys(rows)).not.toContain('solver')
    expect(JSON.stringify(rows)).not.toContain('bits')
  })

  it('of a flow among several priors says how that one was solved', () => {
    const likelihoods = [madeLikelihood([0, 2]), madeLikelihood([3, 4], { prior: 'flow', solved })]
    expect(named(likelihoodRows({ ...found, likelihoods })).solver).toEqual(['midpoint, 48 steps; probes: 1'])
  })
})

describe('what cirrus likelihood prints of several runs', () => {
  const flow = (densities: readonly number[], subject = 'patches') => ({
    ...found,
    likelihoods: [madeLikelihood(densities, { space: 'patches', values: 4, subject, solved })],
  })

  it('is a table of all flows, with differences patch by patch, and what each is of', () => {
    const rows = likelihoodsOfRuns([
      { name: 'runs/a', found: flow([0, 2, 4]) },
      { name: 'runs/b', found: flow([10, 13, 16]) },
    ])
    expect(rows.slice(0, 3)).toEqual([
      ['model', 'nats per patch', 'bits per pixel', 'over runs/a'],
      // Bits: -2 / (4 ln 2), with an error of 2 / √3 nats.
      ['runs/a', '2.0 ± 1.2', '−0.72 ± 0.42', ''],
      ['runs/b', '13.0 ± 1.7', '−4.69 ± 0.62', '+11.00 ± 0.58'],
    ])
    expect(rows.filter((row) => row.length === 1)).toEqual([['runs/a'], ['runs/b']])
    expect(rows.filter(([name]) => name === 'of')).toHaveLength(2)
  })

  it('has no difference of patches of other datasets, nor of latents with patches', () => {
    const latents = { ...found, likelihoods: [madeLikelihood([1, 2, 3])] }
    const rows = likelihoodsOfRuns([
      { name: 'a', found: flow([0, 2, 4]) },
      { name: 'b', found: flow([0, 2, 4], 'other patches') },
      { name: 'c', found: latents },
    ])
    expect(rows[0]).toEqual(['model', 'nats per patch or vector of latents', 'bits per pixel', 'over a', 'over b'])
    expect(rows.slice(1, 4).map((row) => row.slice(3))).toEqual([
      ['', ''],
      ['', ''],
      ['', ''],
    ])
    expect(rows[3].slice(0, 3)).toEqual(['c: N(0, 1)', '2.00 ± 0.58', ''])
  })
})
