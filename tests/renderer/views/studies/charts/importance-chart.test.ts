import { afterEach, describe, expect, it } from 'vitest'
import { CirrusError } from '../../../../../src-preload/rpc/errors.ts'
import { studyData } from '../../../../../src-renderer/views/studies/charts/study-data.ts'
import ImportanceChart from '../../../../../src-renderer/views/studies/charts/ImportanceChart.vue'
import { endedTrials, studyRecord, summaryOf } from '../../../fake/study-records.ts'
import { until } from '../../../window.ts'
import { openPage, press, type Answers, type OpenPage } from '../../mount-page.ts'

let open: OpenPage
afterEach(() => open.close())
const study = studyRecord('demo-search')
const trials = endedTrials(study, 12)
const show = async (answer: Answers['studies.importance']) => {
  const data = studyData(summaryOf(study, trials), trials, { hidden: new Set(), logValue: false })
  open = await openPage(ImportanceChart, '/', { data }, { answers: { 'studies.importance': answer! } })
  await until(() => open.page.find('[data-ready=true]').exists())
  return open.page
}

describe('the importance of parameters', () => {
  it('is sorted by total, with each bar within its row', async () => {
    const page = await show(() => [
      { name: 'kernel', first: 0.02, total: 0.05 },
      { name: 'learningRate', first: 0.7, total: 1.2 },
      { name: 'latentDimension', first: -0.01, total: 0.3 },
    ])
    expect(page.findAll('tr').map((row) => row.text().replace(/\s+/g, ' '))).toEqual([
      'learning rate0.701.20',
      'latent dimension−0.010.30',
      'kernel0.020.05',
    ])
    const widths = page.findAll('.bar').map((bar) => (bar.element as HTMLElement).style.width)
    // An index estimated outside 0 to 1 is drawn at the end of the row.
    expect(widths).toEqual(['100%', '70%', '30%', '0%', '5%', '2%'])
  })

  it('needs two more trials than parameters, and says so', async () => {
    const page = await show(() => null)
    expect(page.text()).toContain('Too few trials')
    expect(page.text()).toContain(`Importance needs ${study.space.length + 2} complete trials.`)
  })

  it('says why if it can’t be computed, and can be retried', async () => {
    let broken = true
    const page = await show(() => {
      if (broken) throw new CirrusError('engine-failed', 'The model did not converge.')
      return [{ name: 'kernel', first: 0.5, total: 0.5 }]
    })
    expect(page.text()).toContain('The model did not converge.')
    broken = false
    await press(page, 'Try again')
    await until(() => page.find('table').exists())
    expect(page.findAll('tr')).toHaveLength(1)
  })
})
