import { describe, expect, it } from 'vitest'
import { likelihoodTable, likelihoodWords, measuredText } from '../../../src-shared/validation/likelihood-table.ts'
import { madeLikelihood } from './made-likelihood.ts'

const normal = madeLikelihood([0, 2, 4])
const flow = madeLikelihood([10, 13, 16], { prior: 'flow', solved: { solver: 'heun', solverSteps: 24, probes: 1 } })
const gaussian = madeLikelihood([5, 7, 9], { prior: 'gaussian' })
const named = (name: string, likelihood = normal) => ({ name, likelihood })

describe('the table of likelihoods', () => {
  it('has a row for each model, with its differences from those above it', () => {
    const table = likelihoodTable([named('N(0, 1)'), named('flow', flow), named('gaussian', gaussian)])
    expect(table).toMatchObject({ per: 'vector of latents', hasBits: false, over: ['N(0, 1)', 'flow'] })
    expect(table.rows).toEqual([
      { name: 'N(0, 1)', nats: '2.0 ± 1.2', bitsPerPixel: '', over: ['', ''] },
      // 10, 11 and 12 nats more: an error of 1 / √3.
      { name: 'flow', nats: '13.0 ± 1.7', bitsPerPixel: '', over: ['+11.00 ± 0.58', ''] },
      { name: 'gaussian', nats: '7.0 ± 1.2', bitsPerPixel: '', over: ['+5.00 ± 0.00', '−6.00 ± 0.58'] },
    ])
  })

  it('lists what two validations of a run share but once', () => {
    const [first, second] = ['flow', 'gaussian']
    const table = likelihoodTable([named('N(0, 1)'), named(first, flow), named('N(0, 1)'), named(second, gaussian)])
    expect(table.rows.map(({ name }) => name)).toEqual(['N(0, 1)', 'flow', 'gaussian'])
  })

  it('keeps those apart that can’t be compared, and takes no difference', () => {
    const other = madeLikelihood([0, 2, 4], { subject: 'of another run' })
    const { rows } = likelihoodTable([named('N(0, 1)'), named('N(0, 1)', other)])
    expect(rows.map(({ over }) => over)).toEqual([[''], ['']])
  })

  it('of flows is per patch, in bits per pixel too', () => {
    const patches = madeLikelihood([-64 * Math.LN2, -128 * Math.LN2], { space: 'patches', values: 64 })
    const { per, hasBits, rows } = likelihoodTable([named('a flow', patches)])
    expect([per, hasBits, rows[0].bitsPerPixel]).toEqual(['patch', true, '1.50 ± 0.50'])
  })
})

describe('a number with its error', () => {
  it.each([
    [{ mean: -1234.567, error: 23.4 }, '−1\u202f235 ± 23'],
    [{ mean: 12.345, error: 0.0567 }, '12.345 ± 0.057'],
    [{ mean: 2, error: 0 }, '2.00 ± 0.00'],
    [{ mean: 1.23456, error: null }, '1.23'],
  ])('of %j is %s', (measured, text) => {
    expect(measuredText(measured)).toBe(text)
  })
})

describe('the words about likelihoods', () => {
  it('say what they are of, and how flows were solved', () => {
    expect(likelihoodWords([normal, flow])).toBe(
      'Of 3 patches: one sample of each posterior, 5 latents, the same for every prior. ' +
        'Flows: Heun’s method, 24 steps, 1 probe of the divergence.',
    )
  })

  it('name no solver of exact densities', () => {
    expect(likelihoodWords([normal, gaussian])).not.toContain('method')
  })

  it('of patches say how many have missing pixels', () => {
    const patches = madeLikelihood([1, 2], { space: 'patches', values: 64, leftOut: 3 })
    expect(likelihoodWords([patches])).toContain(
      '2 patches (3 with missing pixels left out): 64 standardised values each',
    )
  })
})
