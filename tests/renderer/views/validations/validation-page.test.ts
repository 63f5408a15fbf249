// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { interpolationAddress, validationPicturesAddress } from '../../../../src-preload/contract/index.ts'
import type { Validation } from '../../../../src-preload/contract/index.ts'
import Chart from '../../../../src-renderer/charts/Chart.vue'
import Scatter from '../../../../src-renderer/charts/Scatter.vue'
import ImageCanvas from '../../../../src-renderer/components/ImageCanvas.vue'
import ValidationPage from '../../../../src-renderer/views/validations/page/ValidationPage.vue'
import { validatedPatch } from '../../fake/validation-results.ts'
import { patches } from '../../fake/records.ts'
import { validations } from '../../fake/validations.ts'
import { commands, facts, openPage, press } from '../mount-page.ts'
import type { OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

// ECharts needs a canvas, which happy-dom lacks; tests check the curves passed to it.
vi.mock('../../../../src-renderer/charts/use-chart.ts', () => ({
  useChart: () => ({ valueAt: () => undefined, pixelOf: () => undefined, toPng: () => undefined, toSvg: () => '' }),
}))

let open: OpenPage
afterEach(() => open.close())
const [test, validation, failed] = validations
const byError = patches
  .filter(({ split }) => split === 'test')
  .slice(0, 48)
  .map(validatedPatch)
  .sort((a, b) => b.meanSquaredError - a.meanSquaredError)
const show = async (query = '', { id } = test, prepare?: Parameters<typeof openPage>[3]) => {
  open = await openPage(ValidationPage, `/validations/${id}${query}`, { id }, prepare)
  await until(() => open.page.find('header').exists())
  return open.page
}
const chart = (name: string) => open.page.findAllComponents(Chart).find((one) => one.props('name') === name)
const curves = (name: string) =>
  chart(name)
    ?.props('series')
    .map((one) => one.name)
const asked = (method: string) => open.calls.filter(([name]) => name === method).map(([, params]) => params)

describe('the export of figures and report', () => {
  const other = (changes: Partial<Validation> = {}): Validation => ({
    ...test,
    id: 'latent-16.epoch-0040-test-100',
    runId: 'latent-16',
    runName: 'latent-16',
    folder: '/runs/latent 16/validations/epoch-0040-test-100',
    epoch: 40,
    ...changes,
  })
  const exportOf = async (...others: Validation[]) => {
    const page = await show('', test, { prepare: (host) => void host.validations.push(...others) })
    await press(page, 'Details and export')
    return page
  }
  const choices = () => open.page.findAll('.about select option').map((one) => one.text())

  it('compares with nothing by default, and offers no choice if there is none', async () => {
    const page = await exportOf(
      other({ id: 'a.x', size: 128 }),
      other({ id: 'a.y', width: 4 }),
      other({ id: 'a.z', state: 'running' }),
    )
    expect(page.find('.about select').exists()).toBe(false)
    expect(commands(page)[0]).not.toContain('--beside')
    await press(page, 'Export figures and report')
    await until(() => asked('exports.validation').length === 1)
    expect(asked('exports.validation')).toEqual([{ validationId: test.id, besideId: null }])
  })

  it('can compare with another run’s validation, in the report and in the command', async () => {
    const page = await exportOf(other())
    expect(choices()).toEqual(['none', 'latent-16, test, epoch 40, random split'])
    expect(commands(page)[0]).not.toContain('--beside')
    await page.find('.about select').setValue(other().id)
    expect(commands(page)[0]).toContain("--report --beside '/runs/latent 16/validations/epoch-0040-test-100' --out")
    await press(page, 'Export figures and report')
    await until(() => asked('exports.validation').length === 1)
    expect(asked('exports.validation')).toEqual([{ validationId: test.id, besideId: other().id }])
  })
})

describe('a validation', () => {
  it('shows its summary beside those of principal components, sky and paper', async () => {
    const page = await show()
    await until(() => page.find('table[aria-label="Summary"]').exists())
    const rows = page.findAll('table[aria-label="Summary"] tbody tr').map((row) => row.text())
    expect(rows[0]).toMatch(/mean squared error.*0\.163.*0\.121/)
    expect(curves('Power spectrum')).toEqual(['patches', 'reconstructions', 'principal components'])
  })

  it('keeps the selected patch in its address, and highlights it in every view', async () => {
    const page = await show(`?patch=${byError[2].index}`)
    await until(() => curves('Power spectrum')?.includes(`patch ${byError[2].index}`))
    expect(curves('Pixel histogram')).toContain(`patch ${byError[2].index}, reconstruction`)
    expect(facts(page)['rank by error']).toBe('3 of 48')
    await press(page, 'worse')
    await until(() => open.router.currentRoute.value.query.patch === String(byError[1].index))
    await until(() => page.text().includes(`Patch ${byError[1].index}`))
  })

  it('highlights the patch under the cursor in the latent plane, and selects it with a click', async () => {
    await show('?view=latents')
    await until(() => open.page.findComponent(Scatter).exists())
    const plane = open.page.findComponent(Scatter)
    await until(() => plane.props('xs').length === 48)
    plane.vm.$emit('hover', 5)
    const places = patches.filter(({ split }) => split === 'test')
    await until(() => open.page.text().includes(`Patch ${places[5].index}`))
    expect(plane.props('highlighted')).toEqual([5])
    plane.vm.$emit('hover', null)
    await until(() => open.page.text().includes('Hover over a patch'))
    plane.vm.$emit('pick', 7)
    await until(() => open.router.currentRoute.value.query.patch === String(places[7].index))
  })

  it('sorts reconstructions by largest or smallest error', async () => {
    const page = await show('?view=reconstructions')
    const titles = () => page.findAll('article strong').map((title) => title.text())
    await until(() => titles().length === 12)
    expect(titles()[0]).toBe(`Patch ${byError[0].index}`)
    await page.find('select[aria-label="Order"]').setValue('best')
    await until(() => titles()[0] === `Patch ${byError.at(-1)!.index}`)
    await until(() => page.findAllComponents(ImageCanvas).every((one) => one.props('values')))
    expect(page.findAllComponents(ImageCanvas).length).toBe(48)
  })

  it('can show pictures and curves in the map’s unit', async () => {
    const page = await show(`?patch=${byError[0].index}`)
    await press(page, 'MJy/sr')
    const place = patches.filter(({ split }) => split === 'test').findIndex(({ index }) => index === byError[0].index)
    await until(() => open.fetched.includes(validationPicturesAddress(test.id, 'originals', place, 1, 'map')))
    expect(chart('Pixel histogram')?.props('x').unit).toBe('MJy/sr')
  })

  it('can be compared with another one, in the same view', async () => {
    await show(`?view=spectra&beside=${validation.id}`)
    await until(() => open.page.findAllComponents(Chart).length === 6)
    expect(open.page.findAll('header').map((head) => head.text())).toEqual([
      expect.stringContaining('test'),
      expect.stringContaining('validation'),
    ])
  })

  it('requests the interpolation between two patches, with its command', async () => {
    const page = await show(`?view=interpolations&patch=${byError[0].index}`)
    const last = patches.filter(({ split }) => split === 'test')[47].index
    const way = { checkpoint: 'best', from: byError[0].index, to: last, steps: 10 } as const
    await until(() => open.fetched.includes(interpolationAddress(test.runId, way)))
    expect(commands(page)[0]).toContain(`interpolate`)
    expect(commands(page)[0]).toContain(`--from ${way.from} --to ${way.to} --steps 10`)
    await until(() => page.findAll('[aria-label="Interpolation"] figure').length === 12)
  })

  it('that failed says why, and can be restarted', async () => {
    const page = await show('', failed)
    expect(page.find('[role="alert"]').text()).toContain('while patch 31 was reconstructed')
    await press(page, 'Start again')
    await until(() => open.router.currentRoute.value.path.includes('.new-test'))
    expect(asked('validations.start')).toEqual([{ runId: failed.runId, config: failed.config }])
  })

  it('that is running shows its progress, and can be stopped', async () => {
    const running = (host: OpenPage['host']) => void Object.assign(host.validations[0], { state: 'running' })
    const page = await show('', test, { prepare: running })
    await until(() => page.find('progress').exists())
    await press(page, 'Stop')
    await until(() => page.text().includes('Stopped before it finished'))
    expect(asked('validations.stop')).toEqual([{ id: test.id }])
  })
})
