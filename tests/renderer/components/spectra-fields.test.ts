import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { defineComponent, h, nextTick, ref } from 'vue'
import FileButton from '../../../src-renderer/components/FileButton.vue'
import SpectraFields from '../../../src-renderer/components/SpectraFields.vue'
import { plainRecipe, type SpectrumRecipe } from '../../../src-shared/statistics/spectrum-recipe.ts'

beforeEach(() => setActivePinia(createPinia()))

/** Patches of 256 px on 8 degrees: pixels resolve up to 180 x 255 / 8 = 5737 multipoles. */
function fields(start: Partial<SpectrumRecipe> = {}, props: Record<string, unknown> = {}) {
  const recipe = ref<SpectrumRecipe>({ ...plainRecipe, ...start })
  const form = mount(
    defineComponent(
      () => () =>
        h(SpectraFields, {
          ...{ size: 256, width: 8 },
          modelValue: recipe.value,
          'onUpdate:modelValue': (next: SpectrumRecipe) => (recipe.value = next),
          ...props,
        }),
    ),
  )
  const labelled = (label: string) => {
    const found = form.findAll('label.label').find((one) => one.text().startsWith(label))!
    return form.find<HTMLInputElement>(`#${found.attributes('for')}`)
  }
  const summary = () => form.find('summary').text()
  const isOpen = () => form.find('details').element.hasAttribute('open')
  return { form, recipe, labelled, summary, isOpen }
}
const button = (form: ReturnType<typeof fields>['form'], text: string) =>
  form.findAll('button').find((one) => one.text() === text)

describe('how spectra are measured', () => {
  it('is as in Fig. 4 at first, in one closed line, with nothing to reset', () => {
    const { form, summary, isOpen, labelled } = fields()
    expect(summary()).toContain('C1 taper of 1°, bands of 90 multipoles')
    expect(isOpen()).toBe(false)
    expect(button(form, 'Reset to Fig. 4')).toBeUndefined()
    expect(labelled('Band width').element.max).toBe('5737')
  })

  it('stores a changed value, and null for the usual one, which follows the patches', async () => {
    const { recipe, labelled } = fields()
    await labelled('Length').setValue('0.5')
    await labelled('Band width').setValue('120')
    await labelled('Beam').setValue('5')
    expect(recipe.value).toMatchObject({ apodize: 0.5, bands: 120, beam: 5 })
    await labelled('Length').setValue('1')
    await labelled('Band width').setValue('90')
    await labelled('Beam').setValue('0')
    expect(recipe.value).toEqual(plainRecipe)
  })

  it('shows the edges of a recipe that comes from elsewhere, and leaves what is typed as it is', async () => {
    const { recipe, labelled } = fields({ bands: [40, 100, 200] })
    await labelled('Edges').setValue('40  120,300')
    expect([recipe.value.bands, labelled('Edges').element.value]).toEqual([[40, 120, 300], '40  120,300'])
    recipe.value = { ...plainRecipe, bands: [50, 150] }
    await nextTick()
    expect(labelled('Edges').element.value).toBe('50,150')
  })

  it('names the length of a Gaussian taper as what it is', async () => {
    const { form, recipe, labelled, summary } = fields()
    await form.find('select[aria-label="Taper"]').setValue('Smooth')
    expect(recipe.value.taper).toBe('Smooth')
    expect(labelled('Standard deviation').exists()).toBe(true)
    expect(summary()).toContain('Smooth taper')
  })

  it('can be reset', async () => {
    const { form, recipe } = fields({ taper: 'C2', beam: 7, pixelWindow: true })
    await button(form, 'Reset to Fig. 4')!.trigger('click')
    expect(recipe.value).toEqual(plainRecipe)
  })

  it('corrects for the pixel window if that is ticked', async () => {
    const { form, recipe } = fields()
    await form.find('input[type=checkbox]').setValue(true)
    expect(recipe.value.pixelWindow).toBe(true)
  })
})

describe('bands with edges of one’s own', () => {
  it('begin as even ones up to what the pixels resolve', async () => {
    const { form, recipe, labelled } = fields({ bands: 1000 })
    await form.find('select[aria-label="Bands"]').setValue('edges')
    expect(recipe.value.bands).toEqual([0, 1000, 2000, 3000, 4000, 5000])
    expect(labelled('Edges').element.value).toBe('0,1000,2000,3000,4000,5000')
    await form.find('select[aria-label="Bands"]').setValue('width')
    expect(recipe.value.bands).toBeNull()
  })

  it.each(['', '40', '40, 30', '40, x'])('that are "%s" are refused in the form, which stays open', async (typed) => {
    const { form, labelled, summary, isOpen } = fields({ bands: [40, 100] })
    await labelled('Edges').setValue(typed)
    expect(labelled('Edges').attributes('aria-invalid')).toBe('true')
    expect(labelled('Edges').element.value).toBe(typed)
    expect(form.text()).toContain('enter two or more ascending edges, such as 40, 100, 200')
    expect(summary()).toContain('invalid settings')
    expect(isOpen()).toBe(true)
  })

  it('are taken with commas or blanks', async () => {
    const { recipe, labelled, summary } = fields({ bands: [40, 100] })
    await labelled('Edges').setValue('20 60,  180')
    expect(recipe.value.bands).toEqual([20, 60, 180])
    expect(summary()).toContain('bands between ℓ = 20, 60, 180')
  })
})

describe('a mask of spectra', () => {
  it('is shown by its file’s name and the size it must have, and can be taken away', async () => {
    const { form, recipe } = fields()
    expect(button(form, 'From a file…')!.attributes('aria-pressed')).toBe('false')
    form.findComponent(FileButton).vm.$emit('choose', '/data/masks/hole.npy')
    await form.vm.$nextTick()
    expect(recipe.value.mask).toBe('/data/masks/hole.npy')
    expect(button(form, 'hole.npy')!.attributes('aria-pressed')).toBe('true')
    expect(form.text()).toContain('weights, 256 × 256 px')
    await button(form, 'None')!.trigger('click')
    expect(recipe.value.mask).toBeNull()
  })
})

it('opens with what the host says is wrong', () => {
  const { form, isOpen } = fields({ mask: '/data/hole.npy' }, { wrong: 'hole.npy: it is 8 × 8, the patches 256 × 256' })
  expect(isOpen()).toBe(true)
  expect(form.find('[role=alert]').text()).toContain('it is 8 × 8')
})
