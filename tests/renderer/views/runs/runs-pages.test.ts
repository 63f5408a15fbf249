// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { useRuns } from '../../../../src-renderer/stores/runs.ts'
import RunsPage from '../../../../src-renderer/views/runs/list/RunsPage.vue'
import NewRunPage from '../../../../src-renderer/views/runs/new/NewRunPage.vue'
import RunPage from '../../../../src-renderer/views/runs/page/RunPage.vue'
import { openWindow, until } from '../../window.ts'
import { commands } from '../mount-page.ts'

// ECharts needs a canvas, which happy-dom lacks; tests check the curves passed to it.
vi.mock('../../../../src-renderer/charts/use-chart.ts', () => ({
  useChart: () => ({ valueAt: () => undefined, toPng: () => undefined, toSvg: () => '' }),
}))

let cirrus: Awaited<ReturnType<typeof openWindow>>
afterEach(() => {
  cirrus?.close()
  document.body.innerHTML = ''
})

describe('runs', () => {
  it('are listed with state and best ELBO, with the newest plotted and the selection in the address', async () => {
    cirrus = await openWindow()
    const page = await cirrus.show(RunsPage, {}, '/runs')
    await until(() => page.findAll('tbody tr').length === 5)
    expect(page.findAll('tbody tr')[0].text()).toContain('running')
    const drawn = () => /(\d+)\s+plotted/.exec(page.text())?.[1]
    expect(drawn()).toBe('5')
    await page.findAll<HTMLInputElement>('tbody input')[1].setValue(false)
    await until(() => drawn() === '4')
    expect(String(cirrus.router.currentRoute.value.query.show).split(',')).not.toContain('demo-2026-11-23-b')
  })
  it('can be started from an empty list', async () => {
    cirrus = await openWindow({ empty: true })
    const page = await cirrus.show(RunsPage, {}, '/runs')
    await until(() => page.text().includes('No runs yet'))
    expect(page.find('.empty a').attributes('href')).toBe('/runs/new')
  })
})

describe('a run', () => {
  const open = async (id: string) => {
    cirrus = await openWindow()
    const page = await cirrus.show(RunPage, { id }, `/runs/${id}`)
    await until(() => useRuns().phase === 'ready' && page.find('aside').exists())
    return page
  }
  it('that was interrupted says why and what is kept, and continues with Resume', async () => {
    const page = await open('demo-2026-11-23-b')
    expect(page.find('.outcome').text()).toContain('signal SIGKILL')
    expect(page.find('.outcome').text()).toContain('Epochs 1 to 18 are saved')
    await page
      .findAll('button')
      .find((button) => button.text() === 'Resume')!
      .trigger('click')
    await until(() => page.findAll('button').some((button) => button.text() === 'Stop'))
    expect(cirrus.host.runs.find(({ id }) => id === 'demo-2026-11-23-b')?.state).toBe('running')
  })
  it('that failed says what is safe', async () => {
    const page = await open('wide-kernel')
    expect(page.find('[role="alert"]').text()).toContain('Epochs 1 to 6 are safe')
  })
  it('that is complete can be trained longer', async () => {
    const page = await open('demo-2026-11-23-a')
    await page.find('input[type="number"]').setValue(25)
    await page.find('form').trigger('submit')
    await until(() => cirrus.host.runs.find(({ id }) => id === 'demo-2026-11-23-a')?.config.epochs === 125)
  })
  it('shows the equivalent commands', async () => {
    const page = await open('demo-2026-11-23-b')
    await until(() => commands(page).length === 3)
    expect(commands(page).slice(0, 2)).toEqual([
      'cirrus train /home/astro/.local/share/cirrus/datasets/demo-64px --out /home/astro/.local/share/cirrus/runs/demo-2026-11-23-b --resume --epochs 100',
      'cirrus train /home/astro/.local/share/cirrus/datasets/demo-64px --preset demo --epochs 100 --set latentDimension=64 --out /home/astro/.local/share/cirrus/runs/demo-2026-11-23-b',
    ])
  })
  it('that does not exist says so and links back', async () => {
    cirrus = await openWindow()
    const page = await cirrus.show(RunPage, { id: 'gone' }, '/runs/gone')
    await until(() => page.text().includes('Run not found'))
    expect(page.find('a').attributes('href')).toBe('/runs')
  })
})

describe('a new run', () => {
  it('uses the preset for the patch size, marks changes, and refuses invalid values', async () => {
    cirrus = await openWindow()
    const page = await cirrus.show(NewRunPage, {}, '/runs/new')
    await until(() => page.find('#setting-seed').exists())
    expect(page.find('.segments [aria-pressed="true"]').text()).toBe('demo')
    await page.find('#setting-learningRate').setValue('0.0003')
    expect(commands(page)[0]).toContain('--set learningRate=0.0003')
    expect(page.findAll('.back')).toHaveLength(1)
    await page.find('#setting-seed').setValue('any')
    expect(page.find('#hint-seed').text()).toBe('needed: a whole number, 0 or more')
    expect(page.find('button.primary').attributes('disabled')).toBeDefined()
  })
  it('is started with the given name, and opened', async () => {
    cirrus = await openWindow()
    const page = await cirrus.show(NewRunPage, {}, '/runs/new')
    await until(() => page.find('#setting-seed').exists())
    await page.find('input[maxlength]').setValue('first light')
    await page.find('form').trigger('submit')
    await until(() => cirrus.router.currentRoute.value.path.startsWith('/runs/first'))
    expect(cirrus.host.runs[0].name).toBe('first light')
  })
  it('needs a dataset first', async () => {
    cirrus = await openWindow({ empty: true })
    const page = await cirrus.show(NewRunPage, {}, '/runs/new')
    await until(() => page.text().includes('Create a dataset first'))
  })
})
