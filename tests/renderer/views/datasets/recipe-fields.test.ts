import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { datasetRecipeSchema } from '../../../../src-preload/contract/index.ts'
import RecipeForm from '../../../../src-renderer/views/datasets/RecipeForm.vue'
import RecipeSummary from '../../../../src-renderer/views/datasets/RecipeSummary.vue'
import { datasets, maps } from '../../fake/records.ts'

const splits = { train: 14, validation: 3, test: 3, unused: 0 }
const preview = (count: number) => ({
  ...{ count, positions: count, refused: [], splits, overlap: 0.9, centres: [], bytes: 4 * 64 * 64 * count },
  folder: datasets[0].folder,
})
const props = (more = {}) => ({
  ...{ maps, map: maps[0], mapId: maps[0].id, column: 0, name: '', recipe: datasetRecipeSchema.parse({ size: 64 }) },
  ...{ preview: preview(20), stale: false, failure: null, busy: false, ...more },
})
const form = (more = {}) => mount(RecipeForm, { props: props(more) as never })
const primary = (page: ReturnType<typeof form>) => page.find<HTMLButtonElement>('button.primary')

describe('the button of a new dataset', () => {
  it.each([
    [20, 'Cut 20 patches', false],
    [1, 'Cut 1 patch', false],
    [0, 'Cut 0 patches', true],
    [2016, 'Cut 2\u202f016 patches', false],
  ])('counts %i patches: %s', (count, text, disabled) => {
    const button = primary(form({ preview: preview(count) }))
    expect([button.text(), button.element.disabled]).toEqual([text, disabled])
  })
  it('drops the old number while a newer preview is loading', () => {
    const button = primary(form({ stale: true }))
    expect([button.text(), button.element.disabled]).toEqual(['Cut patches', true])
  })
  it('is disabled before the first preview, and while the dataset is created', () => {
    expect(primary(form({ preview: null })).element.disabled).toBe(true)
    expect(primary(form({ busy: true })).element.disabled).toBe(true)
  })
  it('creates the dataset when the form is submitted', async () => {
    const page = form()
    await page.find('form').trigger('submit')
    expect(page.emitted('create')).toHaveLength(1)
  })
})

describe('a field of a new dataset', () => {
  it.each([
    ['size', 7, '8 to 1024'],
    ['size', 64.5, 'enter a whole number'],
    ['width', 41, '0.1 to 40'],
    ['step', 0, '0.1 to 60'],
    ['minLatitude', 90, '0 to 89'],
    ['seed', -1, '0 to 4294967295'],
    ['width', NaN, 'enter a number'],
  ])('refuses a %s of %d with an error at the field: %s', (name, value, words) => {
    const recipe = { ...datasetRecipeSchema.parse({ size: 64 }), [name]: value }
    const page = form({ recipe, preview: null })
    expect(page.findAll('.wrong').map((one) => one.text())).toEqual([words])
    expect(primary(page).element.disabled).toBe(true)
  })
  it('sets a common size with one click', async () => {
    const page = form()
    const sizes = page.findAll('[aria-label="Common sizes"] button')
    expect(sizes.map((one) => one.attributes('aria-pressed'))).toEqual(['true', 'false', 'false'])
    await sizes[2].trigger('click')
    expect((page.props('recipe') as { size: number }).size).toBe(256)
  })
  it('offers maps whose file exists, and lists the others as not found', () => {
    const page = form({ maps: [maps[0], { ...maps[0], id: 'gone', name: 'gone', present: false }] })
    const options = page.find('select').findAll<HTMLOptionElement>('option')
    expect(options.map((one) => [one.text(), one.element.disabled])).toEqual([
      ['iris-100um', false],
      ['gone (file not found)', true],
    ])
  })
  it('offers a choice of column only if the map has several', () => {
    expect(form().text()).not.toContain('Column')
    const [column] = maps[0].columns
    const map = { ...maps[0], columns: [column, { ...column, name: 'ERROR', unit: '' }] }
    expect(form({ map }).findAll('select')[1].text()).toBe('INTENSITY (MJy/sr)ERROR')
  })
  it('compares the pixel size with the map’s', () => {
    // 8 degrees over 63 steps are 7.62 arcmin; a pixel of nside 512 is 6.87 arcmin.
    expect(form().find('.small').text()).toMatch(/^Pixel size 7\.62′, 1\.1 × the map’s\./)
  })
})

describe('the summary of a recipe', () => {
  const summary = (more = {}, stale = false) =>
    mount(RecipeSummary, { props: { preview: { count: 20, splits, overlap: 0.9, ...more }, stale } })
  it('omits what does not apply', () => {
    expect(
      summary()
        .findAll('dt')
        .map((one) => one.text()),
    ).toEqual(['patches', 'split', 'test area also in training'])
  })
  it('counts the patches that lie across regions, and the bytes on disk', () => {
    const page = summary({ splits: { ...splits, unused: 7 }, bytes: 327_680, overlap: 0 })
    expect(page.text()).toMatch(/left out7.*0\.0 %.*on disk328 kB/s)
  })
  it('is dimmed while it is stale', () => {
    expect(summary().find('.stale').exists()).toBe(false)
    expect(summary({}, true).find('.stale').exists()).toBe(true)
  })
})
