import { afterEach, describe, expect, it } from 'vitest'
import { plainRecipe } from '../../../../src-shared/statistics/spectrum-recipe.ts'
import ValidationsPage from '../../../../src-renderer/views/validations/list/ValidationsPage.vue'
import { validations } from '../../fake/validations.ts'
import { openPage } from '../mount-page.ts'
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
    expect(row.text()).toContain('as in Fig. 4')
    await row.trigger('click')
    await until(() => open.router.currentRoute.value.path.startsWith('/validations/demo'))
  })
  it('have the likelihood of their latents, with its error, where it was computed', async () => {
    const logDensity = { nats: { mean: -310.94, error: 3.9 }, overNormal: { mean: 39.3, error: 0.8 } }
    const some = validations.map((one, i) => ({
      ...one,
      summary: one.summary && { ...one.summary, logDensity: i === 0 ? logDensity : null },
    }))
    open = await openPage(ValidationsPage, '/validations', {}, { answers: { 'validations.list': () => some } })
    await until(() => open.page.findAll('tbody tr').length === 3)
    expect(open.page.findAll('tbody tr').filter((row) => row.text().includes('−310.9 ± 3.9'))).toHaveLength(1)
  })
  it('with custom spectra say how these were measured', async () => {
    const spectra = { ...plainRecipe, taper: 'C2' as const, beam: 5 }
    const own = validations.map((one) => ({ ...one, config: { ...one.config, spectra } }))
    open = await openPage(ValidationsPage, '/validations', {}, { answers: { 'validations.list': () => own } })
    await until(() => open.page.findAll('tbody tr').length === 3)
    expect(open.page.find('tbody tr').text()).toContain(
      'C2 taper of 1°, bands of 90 multipoles, a beam of 5′ divided out',
    )
  })
  it('need a run first', async () => {
    open = await openPage(ValidationsPage, '/validations', {}, { empty: true })
    await until(() => open.page.find('.empty a').exists())
    expect(open.page.find('.empty a').attributes('href')).toBe('/runs/new')
  })
})
