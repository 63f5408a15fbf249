import { mount } from '@vue/test-utils'
import { reactive } from 'vue'
import { describe, expect, it } from 'vitest'
import { datasetRecipeSchema } from '../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import RecipeForm from '../../../../src-renderer/views/datasets/RecipeForm.vue'
import RecipeSummary from '../../../../src-renderer/views/datasets/RecipeSummary.vue'
import { datasets, maps } from '../../fake/records.ts'

const splits = { train: 14, validation: 3, test: 3, unused: 0 }
const preview = (count: number) => ({
  ...{ count, positions: count, refused: [], splits, overlap: 0.9, centres: [], bytes: 4 * 64 * 64 * count },
  folder: datasets[0].folder,
})
const props = (more = {}) => ({
  ...{
    maps,
    map: maps[0],
    mapId: maps[0].id,
    column: 0,
    name: '',
    recipe: reactive(datasetRecipeSchema.parse({ size: 64 })),
  },
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
    ['width', 41, '0.001 to 40'],
    ['step', 0, '0.001 to 60'],
    ['minLatitude', 90, '0 to 89'],
    ['seed', -1, '0 to 9007199254740991'],
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

describe('the folded settings', () => {
  const group = (page: ReturnType<typeof form>, title: string) =>
    page.findAll('details').find((one) => one.find('summary').text().startsWith(title))!
  const select = (page: ReturnType<typeof form>, label: string) =>
    page
      .findAll('.field')
      .find((one) => one.find('.label').text() === label)!
      .find('select')
  const recipeOf = (page: ReturnType<typeof form>) =>
    page.props('recipe') as ReturnType<typeof datasetRecipeSchema.parse>

  it('are four groups that say nothing as long as they are the paper’s', () => {
    const titles = form()
      .findAll('summary')
      .map((one) => one.text())
    expect(titles).toEqual(['Centres and rotation', 'Mask and missing pixels', 'Values and beam', 'Noise'])
  })
  it('say what is chosen in them', () => {
    const recipe = datasetRecipeSchema.parse({
      ...{ centres: 'random', rotation: 'random', mask: '/far/away/galactic.fits', holes: 'fill', beam: 30 },
      ...{ standardisation: 'dataset', clipSigma: 5, apodisation: 1, unit: 'K_CMB', frequency: 353 },
      noise: '/far/noise.fits',
    })
    const titles = form({ recipe })
      .findAll('summary')
      .map((one) => one.text())
    expect(titles[0]).toMatch(/random centres, rotated$/)
    expect(titles[1]).toMatch(/galactic.fits, missing pixels filled$/)
    expect(titles[2]).toMatch(/K_CMB, over the dataset, clipped, beam 30′, apodised$/)
    expect(titles[3]).toMatch(/noise.fits$/)
  })
  it('open at the field that was refused', () => {
    const failure = new CirrusError('invalid-params', 'Too narrow.', undefined, { field: 'beam' })
    const page = form({ failure })
    expect(page.findAll('details').map((one) => one.attributes('open') !== undefined)).toEqual([
      false,
      false,
      true,
      false,
    ])
    expect(group(page, 'Values').find('.wrong').text()).toBe('Too narrow.')
  })
  it('clip at k sigma or at percentiles, with a start for each', async () => {
    const page = form()
    await select(page, 'Clip pixels').setValue('sigma')
    expect(recipeOf(page)).toMatchObject({ clipSigma: 5, clipPercent: null })
    await select(page, 'Clip pixels').setValue('percent')
    expect(recipeOf(page)).toMatchObject({ clipSigma: null, clipPercent: 0.1 })
    await select(page, 'Clipped pixels').setValue('missing')
    expect(recipeOf(page).clipped).toBe('missing')
  })
  it('take the softening of asinh from the map, or a given one that starts there', async () => {
    const page = form({ preview: { ...preview(20), softening: 1.9 } })
    await select(page, 'Values').setValue('asinh')
    expect(recipeOf(page).softening).toBeNull()
    await select(page, 'Softening').setValue('given')
    expect(recipeOf(page).softening).toBe(1.9)
  })
  it('have a mask from the maps or another file, with its column', async () => {
    const columns = [maps[0].columns[0], { ...maps[0].columns[0], name: 'GAL080' }]
    const page = form({ maps: [maps[0], { ...maps[0], id: 'mask', name: 'Planck mask', path: '/m.fits', columns }] })
    await select(page, 'Mask').setValue('/m.fits')
    expect(recipeOf(page)).toMatchObject({ mask: '/m.fits', maskColumn: null })
    await select(page, 'Column of the mask').setValue('GAL080')
    expect(recipeOf(page).maskColumn).toBe('GAL080')
    await select(page, 'Mask').setValue('')
    expect(recipeOf(page)).toMatchObject({ mask: null, maskColumn: null })
  })
  it('have the noise of the map from a map or file, with its columns', async () => {
    const page = form({ maps: [maps[0], { ...maps[0], id: 'noise', name: 'Planck noise', path: '/n.fits' }] })
    expect(recipeOf(page)).toMatchObject({ noise: null, noiseKind: 'deviation' })
    expect(page.find('[title^="Names or numbers"]').exists()).toBe(false)
    await select(page, 'Noise').setValue('/n.fits')
    await select(page, 'Columns hold').setValue('variance')
    const columns = page.find('[title^="Names or numbers"]')
    expect(columns.attributes('placeholder')).toBe('II_COV, QQ_COV, UU_COV')
    await columns.setValue(' QQ_COV,UU_COV ')
    const chosen = { noise: '/n.fits', noiseKind: 'variance', noiseColumns: 'QQ_COV,UU_COV' }
    expect(recipeOf(page)).toMatchObject(chosen)
    await columns.setValue('')
    expect(recipeOf(page).noiseColumns).toBeNull()
    await select(page, 'Noise').setValue('')
    expect(recipeOf(page).noise).toBeNull()
  })
  it('ask for a region file only if it splits', async () => {
    const page = form()
    expect(page.find('[aria-label="Region file"]').exists()).toBe(false)
    await select(page, 'Split').setValue('regions')
    await page.find('[aria-label="Region file"]').setValue(' /split.reg ')
    expect(recipeOf(page)).toMatchObject({ split: 'regions', regions: '/split.reg' })
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
  it('says how often the sky is covered, and how long cutting takes', () => {
    const page = summary({ coverage: { twice: 0.97, mean: 3.94 }, seconds: 75 })
    expect(page.text()).toMatch(/patches at each point\s*3\.9\s*covered more than once\s*97\.0 %/)
    expect(page.text()).toMatch(/cutting takes about\s*1 min/)
  })
  it('is dimmed while it is stale', () => {
    expect(summary().find('.stale').exists()).toBe(false)
    expect(summary({}, true).find('.stale').exists()).toBe(true)
  })
})
