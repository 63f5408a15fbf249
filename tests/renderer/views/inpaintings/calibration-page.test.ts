// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  calibrationChoiceSchema,
  estimatorSchema,
  type Problem,
  type Run,
} from '../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import Chart from '../../../../src-renderer/charts/Chart.vue'
import CalibrationPage from '../../../../src-renderer/views/inpaintings/calibration/CalibrationPage.vue'
import InpaintingPage from '../../../../src-renderer/views/inpaintings/page/InpaintingPage.vue'
import { presets } from '../../../../src-shared/model/presets.ts'
import { keptCalibration } from '../../fake/calibrations.ts'
import { inpaintings, runs } from '../../fake/records.ts'
import { commands, openPage, type Answers, type OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

vi.mock('../../../../src-renderer/charts/use-chart.ts', () => ({
  useChart: () => ({ valueAt: () => undefined, pixelOf: () => undefined, toPng: () => undefined, toSvg: () => '' }),
}))

let open: OpenPage
afterEach(() => open.close())
const { datasetId } = inpaintings[0]
const wiener = calibrationChoiceSchema.parse({ estimator: { kind: 'wiener' } })
/** A run that fills holes, on the patches that the others are trained on. */
const filler: Run = { ...runs.find(({ epoch }) => epoch > 0)!, id: 'fill', name: 'fill', config: presets.inpainting }
const show = async (query = '', answers: Answers = {}) => {
  open = await openPage(
    CalibrationPage,
    `/inpaintings/calibration${query}`,
    {},
    {
      prepare: (host) => void host.runs.push({ ...filler }),
      answers,
    },
  )
  await until(() => open.page.find('form').exists())
  return open.page
}
const charts = () => open.page.findAllComponents(Chart).map((chart) => chart.props())
const rows = () => open.page.findAll('.result tbody tr').map((row) => row.text())

describe('the calibration page', () => {
  it('says what a calibration is while there is none, then shows the one that was made', async () => {
    const page = await show(`?dataset=${datasetId}`)
    expect(page.text()).toContain('Not calibrated yet')
    await page.find('form').trigger('submit')
    await until(() => charts().length === 2)
    const [reliability, ranks] = charts()
    expect(reliability.series.map(({ name }) => name)).toEqual([
      ...['perfect', 'all holes', 'up to 1 % missing', '1 to 5 % missing', '5 to 20 % missing', '20 to 75 % missing'],
    ])
    expect(ranks.series).toHaveLength(6)
    expect(rows()).toHaveLength(5)
    expect(rows()[4]).toMatch(/^all8/)
    expect(open.calls.findLast(([name]) => name === 'calibrations.compute')![1]).toMatchObject({
      ...{ runId: null, datasetId, problems: 100, sigma: 0.2, seed: 0 },
      estimator: estimatorSchema.parse({ kind: 'wiener' }),
    })
    expect(commands(page)[0]).toContain('cirrus calibrate --dataset')
  })

  it('begins with the estimator of the run that it is asked about', async () => {
    const page = await show('?run=fill')
    expect(page.find<HTMLSelectElement>('select').element.value).toBe('flow')
    await page.find('form').trigger('submit')
    await until(() => charts().length === 2)
    expect(page.find('.result').text()).toContain('epoch 7')
    expect(commands(page)[0]).toMatch(/cirrus calibrate \S+ --dataset .* --estimator flow/)
  })

  it('is of the beam and of the holes that are asked for, and of no others', async () => {
    const page = await show(`?dataset=${datasetId}&beam=80&mask=all&sigma=0.05`)
    expect(commands(page)[0]).toContain('--mask all --operator beam:80 --sigma 0.05')
    await page.find('form').trigger('submit')
    await until(() => charts().length === 2)
    expect(page.find('.result').text()).toContain('test patches seen whole, a beam of 80 arcmin, noise of 0.05 std')
    expect(charts()[0].series.map(({ name }) => name)).toEqual(['perfect', 'whole patches'])
    expect(rows()).toEqual([expect.stringMatching(/^nothing8/)])
    expect(open.calls.findLast(([name]) => name === 'calibrations.compute')![1]).toMatchObject({
      ...{ beam: 80, mask: 'all', sigma: 0.05 },
    })
    await page.find<HTMLInputElement>('input[placeholder="none"]').setValue('')
    expect(page.text()).toContain('Not calibrated yet')
    expect(commands(page)[0]).not.toContain('--operator')
  })

  it('shows a refusal at its field', async () => {
    const page = await show(`?dataset=${datasetId}`, {
      'calibrations.compute': () => {
        throw new CirrusError('refused', 'It has 12 test patches.', undefined, { field: 'problems' })
      },
    })
    await page.find('form').trigger('submit')
    await until(() => page.text().includes('It has 12 test patches.'))
    expect(page.findAll('.wrong')).toHaveLength(1)
  })
})

describe('an estimate with intervals', () => {
  const estimate = {
    ...inpaintings[0].estimates[0],
    ...{ name: 'wiener', estimator: wiener.estimator, runId: null, runName: null },
  }
  const result = { ...estimate.result!, samples: 8, coverage: { of68: 0.7, of95: 0.95 } }
  const showEstimate = async (mask: Float32Array, calibrated: boolean, problem: Partial<Problem> = {}) => {
    const [{ id }] = inpaintings
    open = await openPage(
      InpaintingPage,
      `/inpaintings/${id}`,
      { id },
      {
        prepare(host) {
          const [one] = host.inpaintings
          one.estimates = [{ ...estimate, result }]
          one.problem = { ...one.problem, ...problem }
          if (calibrated)
            host.calibrations.push(
              keptCalibration({ runId: null, datasetId }, wiener, 0.5),
              keptCalibration({ runId: null, datasetId }, { ...wiener, mask: 'all', beam: 80 }, 0.25),
            )
        },
        resource: (address) => (address.includes('/mask') ? mask : undefined),
      },
    )
    await until(() => open.page.find('.calibration').exists())
    return open.page.find('.calibration')
  }

  it('quotes the calibration in holes of its size', async () => {
    const mask = Float32Array.from({ length: 64 * 64 }, (_, i) => Number(i >= 0.3 * 64 * 64))
    const shown = await showEstimate(mask, true)
    await until(() => shown.text().includes('intervals hold'))
    // A deviation that is half of what it should be holds 38 % of the truth in its 68 % interval.
    expect(shown.text()).toMatch(/68 % intervals hold 3\d ± \d+ %/)
    expect(shown.find('p').attributes('title')).toContain('20 to 75 % missing')
  })

  it('quotes that of whole patches through its beam if it has no hole, and none of another beam', async () => {
    const whole = new Float32Array(64 * 64).fill(1)
    const shown = await showEstimate(whole, true, { mask: { kind: 'all' }, beam: 80 })
    await until(() => shown.text().includes('intervals hold'))
    // A quarter of what it should be: 20 %.
    expect(shown.text()).toMatch(/68 % intervals hold (19|2\d) ± \d+ %/)
    expect(shown.find('p').attributes('title')).toMatch(/^In 8 test patches seen whole, a beam of 80 arcmin, noise/)
    open.close()
    const other = await showEstimate(whole, true, { mask: { kind: 'all' }, beam: 40 })
    expect(other.text()).toBe('Calibrate its intervals')
    expect(other.find('a').attributes('href')).toContain('beam=40&mask=all')
  })

  it('links to the calibration if there is none', async () => {
    const shown = await showEstimate(new Float32Array(64 * 64), false)
    expect(shown.text()).toBe('Calibrate its intervals')
    expect(shown.find('a').attributes('href')).toContain(`estimator=wiener&dataset=${datasetId}`)
  })
})
