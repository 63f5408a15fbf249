import { afterEach, describe, expect, it } from 'vitest'
import type { Likelihood } from '../../../../src-shared/validation/likelihood.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import LikelihoodTable from '../../../../src-renderer/views/validations/page/LikelihoodTable.vue'
import SamplesView from '../../../../src-renderer/views/validations/page/SamplesView.vue'
import { madeLikelihood } from '../../../shared/validation/made-likelihood.ts'
import { validations } from '../../fake/validations.ts'
import { validationResults } from '../../fake/validation-results.ts'
import { openPage, press, type Answers, type OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'
import { measuredOf, showView } from './view-stage.ts'

let open: { close(): void } | null = null
afterEach(() => open?.close())

const normal = madeLikelihood([0, 2, 4])
const flow = madeLikelihood([10, 13, 16], { prior: 'flow', solved: { solver: 'midpoint', solverSteps: 48, probes: 1 } })
const gaussian = madeLikelihood([5, 7, 8], { prior: 'gaussian' })

/** The table of N(0, 1) and a flow, beside a validation with these likelihoods. */
async function show(beside: readonly Likelihood[] | null, answers: Answers = {}): Promise<OpenPage> {
  const shown = await openPage(
    LikelihoodTable,
    '/',
    { likelihoods: [normal, flow], other: beside && validations[1] },
    {
      answers: {
        'validations.results': () => ({ ...validationResults([1, 2], 32), likelihoods: [...(beside ?? [])] }),
        ...answers,
      },
    },
  )
  open = shown
  return shown
}
const rows = ({ page }: OpenPage) =>
  page.findAll('tbody tr').map((row) => row.findAll('th, td').map((cell) => cell.text()))

describe('the likelihood of latents', () => {
  it('is listed for N(0, 1) and the prior, with what it gains patch by patch', async () => {
    const shown = await show(null)
    expect(rows(shown)).toEqual([
      ['N(0, 1)', '2.0 ± 1.2', '–'],
      ['flow', '13.0 ± 1.7', '+11.00 ± 0.58'],
    ])
    expect(shown.page.text()).toContain('ln p, nats per vector of latents')
    expect(shown.page.text()).toContain('Flows: midpoint method, 48 steps, 1 probe of the divergence.')
    expect(shown.calls.filter(([name]) => name === 'validations.results')).toEqual([])
  })

  it('has the prior of the validation beside it too, and the difference of both priors', async () => {
    const shown = await show([normal, gaussian])
    await until(() => rows(shown).length === 3)
    // −5, −6 and −8 nats beside the flow.
    expect(rows(shown)[2]).toEqual(['gaussian', '6.67 ± 0.88', '+4.67 ± 0.33', '−6.33 ± 0.88'])
  })

  it('says that those of other latents can’t be compared', async () => {
    const shown = await show([madeLikelihood([1, 2], { subject: 'of another run' })])
    await until(() => shown.page.text().includes('The other validation is of other latents'))
    expect(rows(shown)).toHaveLength(2)
  })

  it('stays as it is beside a validation without any, or one that can’t be read', async () => {
    const none = await show([])
    await until(() => none.calls.some(([name]) => name === 'validations.results'))
    expect(rows(none)).toHaveLength(2)
    none.close()
    const failed = await show([], {
      'validations.results': () => {
        throw new CirrusError('refused', 'results.json is damaged.')
      },
    })
    await until(() => failed.calls.some(([name]) => name === 'validations.results'))
    expect(rows(failed)).toHaveLength(2)
    expect(failed.page.text()).not.toContain('other latents')
  })
})

describe('the statistics of samples', () => {
  it('have the likelihood only where it was computed', async () => {
    const measured = measuredOf()
    for (const likelihoods of [[], [normal, flow]]) {
      const shown = await showView(SamplesView, {
        measured: { ...measured, results: { ...measured.results, likelihoods } },
      })
      open = shown
      await press(shown.page, 'against the sky')
      await until(() => shown.page.find('[aria-label="Distances from the sky"]').exists())
      expect(shown.page.find('[aria-label="Likelihood of the latents"]').exists()).toBe(likelihoods.length > 0)
      shown.close()
    }
    open = null
  })
})
