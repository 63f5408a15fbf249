// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import NewValidationPage from '../../../../src-renderer/views/validation/NewValidationPage.vue'
import ValidationsPage from '../../../../src-renderer/views/validation/ValidationsPage.vue'
import { commands, openPage, press } from '../mount-page.ts'
import type { OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

let open: OpenPage
afterEach(() => open.close())

describe('validations', () => {
  it('are listed with error, half power and active latents', async () => {
    open = await openPage(ValidationsPage, '/validations')
    await until(() => open.page.findAll('tbody tr').length === 3)
    const row = open.page.findAll('tbody tr').find((one) => one.text().includes('demo-2026-11-23-a'))!
    expect(row.text()).toContain('0.163')
    expect(row.text()).toContain('26 of 32')
    await row.trigger('click')
    await until(() => open.router.currentRoute.value.path.startsWith('/validations/demo'))
  })
  it('that are not there yet begin with a run', async () => {
    open = await openPage(ValidationsPage, '/validations', {}, { empty: true })
    await until(() => open.page.find('.empty a').exists())
    expect(open.page.find('.empty a').attributes('href')).toBe('/runs/new')
  })
})

describe('a new validation', () => {
  it('is of the run in the address, with the paper’s 100 samples of the test patches', async () => {
    open = await openPage(NewValidationPage, '/validations/new?run=latent-16')
    await until(() => open.page.find('form').exists())
    expect(commands(open.page)).toEqual([
      'cirrus reconstruct /home/astro/.local/share/cirrus/runs/latent-16 --checkpoint best --split test --samples 100 --report --out validation-test',
    ])
    await open.page.find('form').trigger('submit')
    await until(() => open.router.currentRoute.value.path.startsWith('/validations/latent-16'))
    const [, params] = open.calls.find(([name]) => name === 'validations.start')!
    expect(params).toEqual({ runId: 'latent-16', config: { checkpoint: 'best', split: 'test', samples: 100 } })
  })
  it('without a sample is not begun', async () => {
    open = await openPage(NewValidationPage, '/validations/new')
    await until(() => open.page.find('form').exists())
    await open.page.find('input[type="number"]').setValue(0)
    expect(open.page.find('button.primary').attributes('disabled')).toBeDefined()
    expect(commands(open.page)).toEqual([])
    await press(open.page, 'Cancel')
  })
})
