import { afterEach, describe, expect, it } from 'vitest'
import { trainLongerCommand, type Export } from '../../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../../src-preload/rpc/errors.ts'
import { useNotices } from '../../../../../src-renderer/stores/notices.ts'
import ExportTrials from '../../../../../src-renderer/views/studies/page/ExportTrials.vue'
import TrainLonger from '../../../../../src-renderer/views/studies/page/TrainLonger.vue'
import { runs } from '../../../fake/records.ts'
import { studyRecord, summaryOf } from '../../../fake/study-records.ts'
import { until } from '../../../window.ts'
import { commands, openPage, press, settled, type Answers, type OpenPage } from '../../mount-page.ts'

let open: OpenPage
afterEach(() => open.close())
const study = summaryOf(studyRecord('demo-search', { name: 'demo search', epochs: 20 }), [])
const said = () => useNotices().items.map(({ text }) => text)
const sent = (method: string) => open.calls.filter(([name]) => name === method).map(([, params]) => params)

describe('the export of trials', () => {
  const exported = (number: number): Export => ({
    id: `export-${number}`,
    source: { kind: 'study', id: study.id },
    folder: `/home/exports/export-${number}`,
    files: [{ name: `trials-${number}.csv`, path: `/home/exports/export-${number}/trials-${number}.csv`, size: 2048 }],
    createdAt: `2026-11-2${number}T10:00:00.000Z`,
  })
  const show = async (answers: Answers = {}) => {
    open = await openPage(ExportTrials, '/', { study }, { answers })
    await settled()
    return open.page
  }

  it('is CSV or JSON, written by the host, which returns the path', async () => {
    const file = { name: 'trials.csv', path: '/home/exports/trials.csv', size: 10 }
    await show({ 'studies.export': () => file })
    await press(open.page, 'CSV')
    await until(() => said().length > 0)
    await press(open.page, 'JSON')
    await until(() => sent('studies.export').length === 2)
    expect(sent('studies.export')).toMatchObject([
      { id: study.id, format: 'csv' },
      { id: study.id, format: 'json' },
    ])
    expect(said()[0]).toBe('Trials saved to /home/exports/trials.csv')
  })

  it('lists the last four, for download under the name of the study', async () => {
    const other = { ...exported(9), source: { kind: 'run' as const, id: 'r' } }
    const page = await show({ 'exports.list': () => [1, 2, 3, 4, 5, 6].map(exported).concat(other) })
    await until(() => page.findAll('a').length > 0)
    expect(page.findAll('a')).toHaveLength(4)
    const [first] = page.findAll('a')
    expect(first.attributes('href')).toMatch(/^\/data\/exports\/export-\d\/trials-\d\.csv$/)
    expect(first.attributes('download')).toMatch(/^demo-search-trials-\d\.csv$/)
    expect(page.text()).not.toContain('trials-9.csv')
  })

  it('says why it is refused, and can be retried', async () => {
    await show({
      'studies.export': () => {
        throw new CirrusError('refused', 'The disk is full.')
      },
    })
    await press(open.page, 'CSV')
    await until(() => said().length > 0)
    expect(said().join()).toContain('The disk is full.')
    await until(() => open.page.find('button').attributes('disabled') === undefined)
    await press(open.page, 'JSON')
    await until(() => sent('studies.export').length === 2)
  })
})

describe('training the best trial longer', () => {
  const show = async (answers: Answers = {}) => {
    open = await openPage(TrainLonger, '/', { study }, { answers })
    return open.page
  }

  it('is offered for five times as many epochs, with the equivalent command', async () => {
    const page = await show()
    expect(page.find<HTMLInputElement>('input').element.value).toBe('100')
    expect(commands(page)).toEqual([trainLongerCommand('demo search', 100)])
    await page.find('input').setValue('60')
    expect(commands(page)).toEqual([trainLongerCommand('demo search', 60)])
  })

  it('has no command without additional epochs', async () => {
    const page = await show()
    await page.find('input').setValue('20')
    expect(commands(page)).toEqual([])
    expect(page.find('input').attributes('min')).toBe('21')
  })

  it('continues the run and links to it', async () => {
    const page = await show({ 'studies.trainLonger': () => ({ ...runs[0], id: 'best-run', name: 'best run' }) })
    await page.find('form').trigger('submit')
    await until(() => said().length > 0)
    expect(sent('studies.trainLonger')).toMatchObject([{ id: study.id, epochs: 100 }])
    expect(said()).toEqual(['best run continues to epoch 100.'])
    expect(useNotices().items[0].action?.label).toBe('Open run')
  })
})
