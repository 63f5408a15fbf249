// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest'
import { presets } from '../../../../src-shared/model/presets.ts'
import { keptLikelihood } from '../../fake/likelihoods.ts'
import { until } from '../../window.ts'
import { commands } from '../mount-page.ts'
import { asked, complete, open, show } from './run-page-stage.ts'

vi.mock('../../../../src-renderer/charts/use-chart.ts', () => ({
  useChart: () => ({ valueAt: () => undefined, pixelOf: () => undefined, toPng: () => undefined, toSvg: () => '' }),
}))

const section = () => open.page.find('section[aria-label="Likelihood"]')
const rows = () =>
  section()
    .findAll('tbody tr')
    .map((row) => row.findAll('th, td').map((cell) => cell.text()))
const { size } = presets.flow

describe('the likelihood of a flow', () => {
  it('is computed for the chosen patches, and listed with those that are known', async () => {
    const page = await show(complete, { config: presets.flow })
    await until(() => asked('likelihoods.list').length > 0)
    expect(rows()).toEqual([])
    await section().find('input').setValue('9')
    const folder = `/home/astro/.local/share/cirrus/runs/${complete}`
    const options = '--split test --count 9 --keep'
    expect(commands(page)).toContain(`cirrus likelihood ${folder} ${options}`)
    await section().find('form').trigger('submit')
    await until(() => rows().length === 1)
    const [choice] = asked('likelihoods.compute')
    expect(choice).toMatchObject({ runId: complete, count: 9, split: 'test', checkpoint: 'best' })
    const bits = (8008 / (size ** 2 * Math.LN2)).toFixed(5)
    expect(rows()[0]).toEqual(['9 test, epoch 98', '8\u202f008.0 ± 1.8', expect.stringContaining(`−${bits} ±`)])
  })

  it('that a terminal computed appears, and a run of another kind has none', async () => {
    await show(complete, { config: presets.flow })
    const run = open.host.runs.find(({ id }) => id === complete)!
    const record = keptLikelihood(run, { split: 'train' })
    open.host.server.broadcast('likelihoods.changed', { id: record.id, record })
    await until(() => rows().length === 1)
    expect(rows()[0][0]).toBe('9 train, epoch 98')
    open.close()
    await show(complete)
    expect(section().exists()).toBe(false)
  })

  it('says why it was refused', async () => {
    const refuse = () => {
      throw Object.assign(new Error('it has no test patches'), { code: 'refused' })
    }
    await show(complete, { config: presets.flow }, { 'likelihoods.compute': refuse })
    await section().find('form').trigger('submit')
    await until(() => section().find('[role="alert"]').exists())
    expect(section().find('[role="alert"]').text()).toContain('it has no test patches')
  })
})
