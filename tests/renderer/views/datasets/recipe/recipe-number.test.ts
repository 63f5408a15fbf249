import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import RecipeNumber from '../../../../../src-renderer/views/datasets/recipe/RecipeNumber.vue'
import RecipeGroup from '../../../../../src-renderer/views/datasets/recipe/RecipeGroup.vue'

describe('a number of a recipe', () => {
  const field = (props: object) => {
    const page = mount(RecipeNumber, { props: { field: 'size', label: 'Size', modelValue: 64, ...props } as never })
    const type = async (value: string) => {
      await page.find('input').setValue(value)
      return page.emitted<[number | null]>('update:modelValue')!.at(-1)![0]
    }
    const bounds = () => (['min', 'max'] as const).map((name) => page.find('input').attributes(name))
    return { page, type, bounds }
  }

  it('has the bounds of the schema, and says so where they are passed', async () => {
    const { page, type, bounds } = field({})
    expect(bounds()).toEqual(['8', '1024'])
    expect(await type('4')).toBe(4)
    await page.setProps({ modelValue: 4 })
    expect(page.text()).toContain('8 to 1024')
    await page.setProps({ modelValue: 64.5 })
    expect(page.text()).toContain('enter a whole number')
  })

  it('shows none as 0 where 0 stands for none, and gives none back', async () => {
    const { page, type, bounds } = field({ field: 'beam', label: 'Beam', zero: true, modelValue: null })
    expect(page.find('input').element.value).toBe('0')
    expect(bounds()[0]).toBe('0')
    expect(await type('30')).toBe(30)
    expect(await type('0')).toBeNull()
  })

  it('asks for a number where none stands for nothing', () => {
    const { page } = field({ field: 'clipSigma', label: 'Sigma', modelValue: null })
    expect([page.find('input').element.value, page.find('.wrong').text()]).toEqual(['', 'enter a number'])
  })

  it('shows why the host refused it, as long as it is within bounds', async () => {
    const { page } = field({ error: 'Too large for this map.' })
    expect(page.find('.wrong').text()).toBe('Too large for this map.')
    await page.setProps({ modelValue: 4 })
    expect(page.find('.wrong').text()).toBe('8 to 1024')
  })
})

describe('a folded group of settings', () => {
  const group = (props: object = {}) =>
    mount(RecipeGroup, { props: { title: 'Values', words: '', wrong: false, ...props }, slots: { default: '<b />' } })
  const isOpen = (page: ReturnType<typeof group>) => page.find('details').element.hasAttribute('open')

  it('is closed, and says nothing of the usual settings', () => {
    const page = group()
    expect([isOpen(page), page.find('summary').text(), page.find('.quiet').exists()]).toEqual([false, 'Values', false])
  })

  it('says what was chosen', () => {
    expect(group({ words: 'clipped' }).find('summary').text()).toBe('Values clipped')
  })

  it('opens when a setting in it is refused, and stays open while that is mended, until the user closes it', async () => {
    const page = group()
    const details = page.find('details')
    await page.setProps({ wrong: true })
    expect(isOpen(page)).toBe(true)
    // The browser tells that it was opened.
    await details.trigger('toggle')
    await page.setProps({ wrong: false })
    expect(isOpen(page)).toBe(true)
    details.element.open = false
    await details.trigger('toggle')
    await page.setProps({ words: 'clipped' })
    expect(isOpen(page)).toBe(false)
  })
})
