import { describe, expect, test } from 'vitest'
import { likelihoodSection } from '../../../src-main/figures/report/likelihood-section.ts'
import { reportPage, type Reported } from '../../../src-main/figures/report/report.ts'
import type { Likelihood } from '../../../src-shared/validation/likelihood.ts'
import { madeLikelihood } from '../../shared/validation/made-likelihood.ts'
import { cellsOf, madeReport } from '../made-report.ts'

const normal = madeLikelihood([0, 2, 4])
const flow = madeLikelihood([10, 13, 16], { prior: 'flow', solved: { solver: 'midpoint', solverSteps: 48, probes: 1 } })
const gaussian = madeLikelihood([5, 7, 8], { prior: 'gaussian' })

const withLikelihoods = (likelihoods: Likelihood[], changes: Partial<Reported['validated']> = {}): Reported => {
  const reported = madeReport()
  const { results } = reported.validated
  return { ...reported, validated: { ...reported.validated, ...changes, results: { ...results, likelihoods } } }
}

describe('the likelihoods of a report', () => {
  test('are those of N(0, 1) and the prior, and the difference of both', () => {
    const html = likelihoodSection([withLikelihoods([normal, flow])])
    expect(cellsOf(html, 'N\\(0, 1\\)')).toEqual(['2.0 ± 1.2', '–'])
    expect(cellsOf(html, 'flow')).toEqual(['13.0 ± 1.7', '+11.00 ± 0.58'])
    expect(html).toContain('<th scope="col">ln p, nats per vector of latents</th>')
    expect(html).toContain('midpoint method, 48 steps')
  })

  test('of two priors of a run stand in one table, with the difference of the two', () => {
    const html = likelihoodSection([withLikelihoods([normal, flow]), withLikelihoods([normal, gaussian])])
    expect(html.match(/<tr><th scope="row">/g)).toHaveLength(3)
    const alike = likelihoodSection([withLikelihoods([normal]), withLikelihoods([normal, gaussian])])
    expect(alike.match(/one sample of each posterior/g)).toHaveLength(1)
    // −5, −6 and −8 nats beside the flow.
    expect(cellsOf(html, 'gaussian')).toEqual(['6.67 ± 0.88', '+4.67 ± 0.33', '−6.33 ± 0.88'])
  })

  test('of two runs are named, and not compared', () => {
    const other = withLikelihoods([madeLikelihood([1, 2], { subject: 'others' })], { run: 'other' })
    const html = likelihoodSection([withLikelihoods([normal, flow]), other])
    expect(cellsOf(html, 'other: N\\(0, 1\\)')).toEqual(['1.50 ± 0.50', '–', '–'])
    expect(html).toContain('<p>other, ')
  })

  test('say for which of two validations there are none', () => {
    const html = likelihoodSection([withLikelihoods([normal]), withLikelihoods([])])
    expect(html).toContain('random split, test patches: not computed.')
  })

  test('are a section of their own, unless none was computed', async () => {
    expect(likelihoodSection([withLikelihoods([])])).toBe('')
    expect(await reportPage([withLikelihoods([])])).not.toContain('id="likelihood"')
    const page = await reportPage([withLikelihoods([normal, flow])])
    expect(page).toMatch(/<section id="likelihood"><h2>Likelihood of the latents<\/h2>/)
    expect(page).toContain('<a href="#likelihood">')
  })
})
