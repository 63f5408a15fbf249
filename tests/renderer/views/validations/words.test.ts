import { describe, expect, it } from 'vitest'
import { ref } from 'vue'
import { mount } from '@vue/test-utils'
import { plainRecipe } from '../../../../src-shared/statistics/spectrum-recipe.ts'
import { ownSpectra } from '../../../../src-renderer/views/validations/own-spectra.ts'
import { provideLinkedPatch, useLinkedPatch } from '../../../../src-renderer/views/validations/page/linked-patch.ts'
import { inUnit, unitName } from '../../../../src-renderer/views/validations/page/view-props.ts'
import { viewChoices, viewNamed } from '../../../../src-renderer/views/validations/page/views.ts'
import { titleOf } from '../../../../src-renderer/views/validations/validation-title.ts'
import { validations } from '../../fake/validations.ts'
import { measuredOf } from './view-stage.ts'

const [one] = validations
const measuredBy = (spectra: Partial<typeof plainRecipe>) => ({
  ...one,
  config: { ...one.config, spectra: { ...plainRecipe, ...spectra } },
})

describe('the title of a validation', () => {
  it('consists of run, split and epoch', () => expect(titleOf(one)).toBe('demo-2026-11-23-a, test, epoch 98'))
  it('distinguishes two that differ only in their spectra', () =>
    expect(titleOf(measuredBy({ bands: 60 }))).toBe(
      'demo-2026-11-23-a, test, epoch 98 · C1 taper of 1°, bands of 60 multipoles',
    ))
})

describe('spectra of a validation', () => {
  it('as in Fig. 4 have no description', () => expect(ownSpectra(one)).toBe(''))
  it('that follow the patches’ width are described with the resulting values', () =>
    // Bands are 90 wide and tapers 1° on 8°: twice and half that on 4°.
    expect(ownSpectra({ ...measuredBy({ taper: 'C2' }), width: 4 })).toMatch(/C2 taper of 0\.5°, bands of 180/))
})

describe('the view in an address', () => {
  it('is the named one', () => expect(viewNamed('latents')).toBe('latents'))
  it.each([undefined, null, 'constructor', 'Latents', ['latents']])('is the overview for %s', (asked) =>
    expect(viewNamed(asked)).toBe('overview'),
  )
  it('has a tooltip of its own', () => {
    const titles = viewChoices.map(({ title }) => title)
    expect(new Set(titles).size).toBe(viewChoices.length)
  })
})

describe('the unit of a view', () => {
  const measured = measuredOf()
  it('selects its results and its name', () => {
    expect(inUnit(measured, 'standard')).toBe(measured.results.standard)
    expect(inUnit(measured, 'map')).toBe(measured.results.map)
    expect([unitName(measured, 'standard'), unitName(measured, 'map')]).toEqual(['std', 'MJy/sr'])
  })
})

describe('the linked patch', () => {
  it('is the hovered one, else the selected one, everywhere on the page', () => {
    const selected = ref<number | null>(7)
    let inside!: ReturnType<typeof useLinkedPatch>
    const Child = { setup: () => ((inside = useLinkedPatch()), () => null) }
    const Page = { components: { Child }, setup: () => void provideLinkedPatch(selected), template: '<p><Child /></p>' }
    const page = mount(Page)
    expect(inside.highlighted.value).toBe(7)
    inside.hovered.value = 0
    expect(inside.highlighted.value).toBe(0)
    inside.hovered.value = null
    inside.selected.value = null
    expect([inside.highlighted.value, selected.value]).toEqual([null, null])
    page.unmount()
  })
})
