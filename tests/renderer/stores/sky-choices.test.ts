import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import GridsAndProjection from '../../../src-renderer/sky/GridsAndProjection.vue'
import { useSkyChoices } from '../../../src-renderer/stores/sky-choices.ts'

const again = () => {
  setActivePinia(createPinia())
  return useSkyChoices()
}
beforeEach(() => {
  localStorage.clear()
  setActivePinia(createPinia())
})

describe('the grids and the projection of the sky', () => {
  it('start with the Galactic grid, and are remembered', () => {
    const choices = useSkyChoices()
    expect([choices.shownGrids, choices.projection]).toEqual([['G'], 'automatic'])
    choices.toggleFrame('E')
    choices.nextProjection()
    expect([again().shownGrids, again().projection]).toEqual([['G', 'E'], 'mollweide'])
  })

  it('hides all grids and shows the same ones again', () => {
    const choices = useSkyChoices()
    choices.toggleFrame('C')
    choices.toggleGrid()
    expect(choices.shownGrids).toEqual([])
    choices.toggleGrid()
    expect(choices.shownGrids).toEqual(['G', 'C'])
  })

  it('shows the Galactic grid again after each grid was taken away by itself', () => {
    const choices = useSkyChoices()
    choices.toggleFrame('G')
    expect(choices.shownGrids).toEqual([])
    choices.toggleGrid()
    expect(choices.shownGrids).toEqual(['G'])
  })

  it('shows only the chosen grid if all were hidden', () => {
    const choices = useSkyChoices()
    choices.toggleGrid()
    choices.toggleFrame('C')
    expect(choices.shownGrids).toEqual(['C'])
  })

  it('goes round all projections', () => {
    const choices = useSkyChoices()
    for (const name of ['mollweide', 'orthographic', 'gnomonic', 'automatic']) {
      choices.nextProjection()
      expect(choices.projection).toBe(name)
    }
  })

  it('are chosen beside the sky', async () => {
    const page = mount(GridsAndProjection)
    await page.find('select').setValue('orthographic')
    const [galactic, equatorial] = page.findAll('button')
    await equatorial.trigger('click')
    expect([galactic, equatorial].map((button) => button.attributes('aria-pressed'))).toEqual(['true', 'true'])
    expect([useSkyChoices().projection, useSkyChoices().shownGrids]).toEqual(['orthographic', ['G', 'C']])
  })
})
