import { afterEach, describe, expect, it } from 'vitest'
import { plainRecipe } from '../../../../src-shared/statistics/spectrum-recipe.ts'
import FileDialog from '../../../../src-renderer/components/FileDialog.vue'
import NewValidationPage from '../../../../src-renderer/views/validations/new/NewValidationPage.vue'
import { commands, openPage, press } from '../mount-page.ts'
import type { OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

let open: OpenPage
afterEach(() => open.close())

describe('a validation with custom spectra', () => {
  const field = (label: string) => {
    const found = open.page.findAll('.field').find((one) => one.find('.label').text() === label)!
    return found.find('input, select')
  }
  const command = () => commands(open.page)[0]
  const summary = () => open.page.find('summary').text()
  const begun = async () => {
    await open.page.find('form').trigger('submit')
    await until(() => open.calls.some(([name]) => name === 'validations.start'))
    const [, params] = open.calls.find(([name]) => name === 'validations.start')!
    return (params as { config: { spectra: unknown } }).config.spectra
  }
  const openForm = async () => {
    open = await openPage(NewValidationPage, '/validations/new?run=latent-16')
    await until(() => open.page.find('details').exists())
  }

  it('shows the changes in words and in the command, and sends them to the host', async () => {
    await openForm()
    expect(summary()).toBe('Spectra C1 taper of 1°, bands of 90 multipoles')
    await field('Taper').setValue('C2')
    await field('Length').setValue(0.5)
    await field('Beam correction (FWHM)').setValue(5)
    await open.page.find('details input[type="checkbox"]').setValue(true)
    expect(command()).toContain('--report --taper C2 --apodize 0.5 --beam 5 --pixel-window --out')
    await field('Bands').setValue('edges')
    // By default the edges are those of even bands up to what 64 px of 8 deg resolve: 1417.
    expect((field('Edges, ℓ').element as HTMLInputElement).value).toMatch(/^0,90,180,.*,1350$/)
    await field('Edges, ℓ').setValue('40, 100, 250')
    expect(command()).toContain('--apodize 0.5 --bin 40,100,250 --beam 5')
    expect(summary()).toBe(
      'Spectra C2 taper of 0.5°, bands between ℓ = 40, 100, 250, a beam of 5′ and pixels divided out',
    )
    expect(await begun()).toEqual({
      ...{ taper: 'C2', apodize: 0.5, bands: [40, 100, 250], mask: null, beam: 5, pixelWindow: true },
    })
  })

  it('uses a mask from a file, and removes it', async () => {
    await openForm()
    await press(open.page, 'From a file…')
    open.page.findComponent(FileDialog).vm.$emit('choose', '/sky/my mask.npy')
    await until(() => command().includes("--mask '/sky/my mask.npy'"))
    expect(summary()).toContain('mask my mask.npy')
    await press(open.page, 'None')
    expect(command()).not.toContain('--mask')
    expect(await begun()).toEqual(plainRecipe)
  })

  it('reset to the default adds nothing to the command', async () => {
    await openForm()
    await field('Band width').setValue(60)
    await field('Length').setValue(0.4)
    expect(command()).toContain('--apodize 0.4 --bin 60')
    await field('Band width').setValue(90)
    await field('Length').setValue(1)
    expect(command()).not.toMatch(/--bin|--apodize/)
    await field('Taper').setValue('Smooth')
    await press(open.page, 'Reset to Fig. 4')
    expect(await begun()).toEqual(plainRecipe)
  })

  it('cannot be started with invalid edges, which stay visible', async () => {
    await openForm()
    await field('Bands').setValue('edges')
    await field('Edges, ℓ').setValue('200, 100')
    expect(open.page.find('button.primary').attributes('disabled')).toBeDefined()
    expect(commands(open.page)).toEqual([])
    expect(open.page.find('details').attributes('open')).toBeDefined()
    expect(summary()).toBe('Spectra invalid settings')
    expect(open.page.find('.field .wrong').text()).toBe('enter two or more ascending edges, such as 40, 100, 200')
  })
})
