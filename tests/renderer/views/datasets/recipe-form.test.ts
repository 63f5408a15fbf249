import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { datasetRecipeSchema } from '../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import RecipeForm from '../../../../src-renderer/views/datasets/RecipeForm.vue'
import RecipeSummary from '../../../../src-renderer/views/datasets/RecipeSummary.vue'
import { maps } from '../../fake/records.ts'

const form = (failure: CirrusError | null) =>
  mount(RecipeForm, {
    props: {
      maps,
      map: maps[0],
      mapId: maps[0].id,
      column: 0,
      name: '',
      recipe: datasetRecipeSchema.parse({}),
      preview: null,
      stale: false,
      failure,
      busy: false,
    },
  })
const refusal = (field?: string) => new CirrusError('refused', 'No patch keeps |b| above 89 deg.', undefined, { field })

describe('a refused recipe', () => {
  it.each(['minLatitude', 'recipe.minLatitude'])('shows the error at its field (%s)', (field) => {
    const page = form(refusal(field))
    const input = page.findAll('input[type=number]').find((one) => one.attributes('aria-invalid') === 'true')!
    expect(page.find(`label[for="${input.attributes('id')}"]`).text()).toBe('Smallest |b|')
    expect(page.find(`#${input.attributes('aria-describedby')}`).text()).toBe('No patch keeps |b| above 89 deg.')
    expect(page.find('.failure').exists()).toBe(false)
    expect(page.find('button.primary').attributes('disabled')).toBeDefined()
  })

  it('shows the error at the choice of scale', () => {
    const page = form(refusal('recipe.scale'))
    expect(page.findAll('.wrong').map((one) => one.text())).toEqual(['No patch keeps |b| above 89 deg.'])
  })

  it('shows the error below the form if it belongs to no field', () => {
    const page = form(refusal())
    expect(page.find('.failure').text()).toContain('No patch keeps |b| above 89 deg.')
    expect(page.find('[aria-invalid=true]').exists()).toBe(false)
  })
})

describe('the preview of a recipe', () => {
  it('counts positions that give no patch, with the reason', () => {
    const refused = [
      { reason: 'values not above zero', count: 1591 },
      { reason: 'constant', count: 2 },
    ]
    const splits = { train: 298, validation: 64, test: 63, unused: 0 }
    const page = mount(RecipeSummary, { props: { preview: { count: 425, splits, overlap: 0.9, refused } } })
    expect(page.findAll('.reason').map((one) => one.text())).toEqual([
      '1\u202f591 with values not above zero',
      '2 constant',
    ])
    expect(page.find('.count').text()).toBe('425')
  })
})
