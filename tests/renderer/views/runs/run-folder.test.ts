import { afterEach, describe, expect, it } from 'vitest'
import type { Run, RunFile } from '../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { useNotices } from '../../../../src-renderer/stores/notices.ts'
import RunEnvironment from '../../../../src-renderer/views/runs/page/RunEnvironment.vue'
import RunFolder from '../../../../src-renderer/views/runs/page/RunFolder.vue'
import RunLog from '../../../../src-renderer/views/runs/page/RunLog.vue'
import RunExports from '../../../../src-renderer/views/runs/page/RunExports.vue'
import { environments, runs } from '../../fake/records.ts'
import { commands, facts, openPage, settled } from '../mount-page.ts'
import type { Answers, OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

let open: OpenPage
afterEach(() => open.close())
const run: Run = { ...runs[2], epoch: 1, bestEpoch: 1 }
const part = async (component: Parameters<typeof openPage>[0], answers: Answers = {}, changes: Partial<Run> = {}) => {
  open = await openPage(component, '/runs', { run: { ...run, ...changes } }, { answers })
  return open.page
}
const file = (path: string, size = 1000): RunFile => ({ path, size, modifiedAt: '2026-11-23T10:00:00.000Z' })
const files = (...paths: string[]) => ({ 'runs.files': () => paths.map((path) => file(path)) })
const words = () => open.page.text().replace(/\s+/g, ' ')

describe('the folder of a run', () => {
  it('uses the singular for one checkpoint and one file', async () => {
    await part(RunFolder, files('checkpoints/epoch-0001.safetensors', 'samples/epoch-0001.npy', 'metrics.csv'))
    await until(() => words().includes('metrics.csv'))
    expect(words()).toContain('1 checkpoint 1.00 kB')
    expect(words()).toContain('samples/ 1 file1.00 kB')
  })
  it('marks the checkpoint of a single epoch as the best', async () => {
    const page = await part(RunFolder, files('checkpoints/epoch-0001.safetensors'))
    await until(() => page.find('details li').exists())
    expect(page.find('details .quiet').text()).toBe('best')
  })
  it('is named without a list while it is empty', async () => {
    const page = await part(RunFolder, files())
    await settled()
    expect(page.text()).toContain(run.folder)
    expect(page.find('details').exists()).toBe(false)
    expect(page.findAll('li')).toHaveLength(0)
  })
  it('is named even if it cannot be read', async () => {
    const refuse = () => {
      throw new CirrusError('not-found', 'The folder is gone.')
    }
    const page = await part(RunFolder, { 'runs.files': refuse })
    await settled()
    expect(page.find('.folder').text()).toBe(run.folder)
  })
  it('is read again after each epoch', async () => {
    const page = await part(RunFolder, files('metrics.csv'))
    await until(() => words().includes('metrics.csv'))
    await page.setProps({ run: { ...run, epoch: 2 } })
    await until(() => open.calls.filter(([method]) => method === 'runs.files').length === 2)
  })
})

describe('the log of a run', () => {
  const opened = async (answers: Answers) => {
    const page = await part(RunLog, answers)
    page.find('details').element.open = true
    await page.find('details').trigger('toggle')
    return page
  }
  it('says so if it is empty', async () => {
    const page = await opened({ 'runs.log': () => ({ text: '' }) })
    await settled()
    expect(page.text()).toContain('The log is empty.')
    expect(page.find('pre').exists()).toBe(false)
  })
  it('shows why it cannot be read', async () => {
    const page = await opened({
      'runs.log': () => {
        throw new CirrusError('refused', 'log.txt: permission denied.')
      },
    })
    await until(() => page.find('pre').exists())
    expect(page.find('pre').text()).toBe('log.txt: permission denied.')
  })
  it('is read again after each epoch while it is open, but not once closed', async () => {
    const page = await opened({ 'runs.log': () => ({ text: 'epoch 1' }) })
    const asked = () => open.calls.filter(([method]) => method === 'runs.log').length
    await until(() => page.find('pre').exists())
    await page.setProps({ run: { ...run, epoch: 2 } })
    await until(() => asked() === 2)
    page.find('details').element.open = false
    await page.find('details').trigger('toggle')
    await page.setProps({ run: { ...run, epoch: 3 } })
    await settled()
    expect(asked()).toBe(2)
  })
})

describe('the weights of a run', () => {
  it('default to the best checkpoint, also in the command', async () => {
    const page = await part(RunExports)
    expect(page.find('select').element.value).toBe('best')
    expect(commands(page)[0]).toContain(run.folder)
    const [best] = commands(page)
    await page.find('select').setValue('last')
    expect(commands(page)[0]).not.toBe(best)
  })
  it('that cannot be exported say why, and can be retried', async () => {
    const page = await part(RunExports, {
      'exports.weights': () => {
        throw new CirrusError('refused', 'No space left on device.')
      },
    })
    await page.find('form').trigger('submit')
    await until(() => useNotices().items.some(({ text }) => text.includes('No space left on device.')))
    expect(page.find<HTMLButtonElement>('form button').element.disabled).toBe(false)
    expect(page.find('ul').exists()).toBe(false)
  })
  it('name the written file', async () => {
    const page = await part(RunExports)
    await page.find('form').trigger('submit')
    await until(() => useNotices().items.some(({ text }) => text.startsWith('Weights saved to ')))
  })
})

describe('the device of a run', () => {
  it('comes from the record, else from the catalog, else is a dash', async () => {
    const page = await part(RunEnvironment, { 'runs.environments': () => [] })
    expect(facts(page)).toEqual({ device: 'NVIDIA H100' })
    await page.setProps({ run: { ...run, device: null } })
    expect(facts(page)).toEqual({ device: '–' })
  })
  it('counts other machines that trained it before', async () => {
    const [first] = environments
    const others = ['A100', 'V100'].map((device) => ({ ...first, device }))
    await part(RunEnvironment, { 'runs.environments': () => [...others, first] })
    await until(() => words().includes('TensorFlow'))
    expect(words()).toContain('Previously run on 2 other machines or with other options')
  })
  it('of a CPU has neither memory nor driver', async () => {
    const cpu = { ...environments[0], kind: 'cpu' as const, driver: null, memoryBytes: null }
    const page = await part(RunEnvironment, { 'runs.environments': () => [cpu] })
    await until(() => facts(page).threads)
    expect(facts(page).memory).toBe('–')
    expect(facts(page).driver).toBeUndefined()
  })
})
