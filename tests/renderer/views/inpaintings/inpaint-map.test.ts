import { DOMWrapper } from '@vue/test-utils'
import { defineComponent, h } from 'vue'
import { afterEach, describe, expect, it } from 'vitest'
import InpaintMap from '../../../../src-renderer/views/inpaintings/map/InpaintMap.vue'
import { useDatasets } from '../../../../src-renderer/stores/datasets.ts'
import { useNotices } from '../../../../src-renderer/stores/notices.ts'
import { datasets, maps } from '../../fake/records.ts'
import { until } from '../../window.ts'
import { openPage, type Answers, type OpenPage } from '../mount-page.ts'

let open: OpenPage
afterEach(() => open.close())
const body = new DOMWrapper(document.body)
/** The form on a page that has the lists. */
const Late = defineComponent({
  props: { given: { type: Boolean, required: true } },
  emits: ['close'],
  setup({ given }, { emit }) {
    const lists = useDatasets()
    return () =>
      lists.items.length > 0 ? h(InpaintMap, { given: given ? maps[0] : null, onClose: () => emit('close') }) : null
  },
})

async function show(given = true, answers: Answers = {}) {
  open = await openPage(Late, '/maps', { given }, { answers })
  await until(() => body.find('dialog form').exists())
}
const labels = () => body.findAll('dialog .label').map((label) => label.text())
const field = (label: string) => body.findAll('dialog .field').find((one) => one.find('.label').text() === label)!
const type = (label: string, value: string | number) => field(label).find('input').setValue(value)
const select = (label: string, value: string) => field(label).find('select').setValue(value)
const press = (label: string) =>
  body
    .findAll('dialog button')
    .find((button) => button.text() === label)!
    .trigger('click')
/** The command, once the host has said what would be filled. */
const command = () => body.findAll('dialog .command code').at(0)?.text() ?? ''
const preview = () => body.find('[aria-label="What will be filled"]')
const inpaintButton = () => body.find<HTMLButtonElement>('dialog button.primary').element
const asked = (method: string) => open.calls.filter(([name]) => name === method).map(([, params]) => params)
const usable = datasets.find(({ state, recipe }) => state === 'complete' && recipe.channels === 'I')!

describe('the form of a map whose holes are filled', () => {
  it('waits for the holes, then says what will be filled', async () => {
    await show()
    expect(body.find('dialog h2').text()).toBe(`Inpaint holes of ${maps[0].name}`)
    expect(labels()).not.toContain('Map')
    expect(inpaintButton().disabled).toBe(true)
    await type('Sources', '/sky/sources.csv')
    await until(() => preview().exists())
    const words = preview().text().replace(/\s+/g, ' ')
    expect(words).toContain('98 holes with 5 321 pixels, up to 1.50° across · 100 sources, some of which overlap')
    expect(words).toContain(`Each from a patch of ${usable.recipe.size} px`)
    expect(words).not.toContain('already')
    expect(inpaintButton().disabled).toBe(false)
  })

  it('is sent with all that was changed, and shows the command', async () => {
    await show()
    await type('Sources', '/sky/sources.csv')
    await type('Radius of sources without one (optional)', 30)
    await type('Noise of the map', 0.1)
    await type('Realisations to write', 2)
    await until(() => command().includes('--realisations 2'))
    expect(command()).toContain(
      `cirrus inpaint-map ${maps[0].path} --column ${maps[0].columns[0].name} --sources /sky/sources.csv`,
    )
    expect(command()).toContain('--mask-radius 30')
    expect(command()).toContain('--estimator wiener --covariance patches --samples 8 --seed 0 --sigma 0.1')
    const out = field('Folder of the new maps').find('input').element.value
    expect(out).toMatch(/\/maps\/\S+-inpainted-wiener$/)
    await until(() => !inpaintButton().disabled)
    await body.find('dialog form').trigger('submit')
    await until(() => asked('maps.inpaint').length === 1)
    expect(asked('maps.inpaint')[0]).toMatchObject({
      ...{ mapId: maps[0].id, column: maps[0].columns[0].name, datasetId: usable.id, out },
      holes: { kind: 'sources', path: '/sky/sources.csv', radius: 30 },
      estimate: { estimator: { kind: 'wiener', samples: 8 }, runId: null },
      ...{ sigma: 0.1, realisations: 2 },
    })
    await until(() => useNotices().items.some(({ text }) => text.startsWith(`Inpaint ${maps[0].name}`)))
  })

  it('takes a mask, and any map of the list', async () => {
    await show(false)
    expect(body.find('dialog h2').text()).toBe('Inpaint a map')
    expect(labels()).toContain('Map')
    await press('Of a mask')
    await type('Mask', '/sky/mask.fits')
    await type('Column of the mask (optional)', 'M')
    await until(() => command().includes('--mask-column M'))
    expect(command()).toContain('--mask /sky/mask.fits --mask-column M --mask-threshold 0.5')
    await until(() => preview().exists())
    expect(preview().text()).not.toContain('sources')
  })

  it('fills I, Q and U of a polarised map, or Q and U where I is seen', async () => {
    const column = maps[0].columns[0]
    const stokes = [
      { ...column, name: 'I_STOKES' },
      { ...column, name: 'Q_STOKES', stokes: 'Q' as const },
      { ...column, name: 'U_STOKES', stokes: 'U' as const },
    ]
    const recipe = { ...usable.recipe, channels: 'IQU' as const, size: 64 }
    await show(false, {
      'maps.list': () => [{ ...maps[0], columns: stokes }],
      'datasets.list': () => [{ ...usable, recipe }],
    })
    expect(field('Columns').find('select').text()).toBe('I_STOKES, Q_STOKES, U_STOKES')
    // A covariance of all values of such patches would be too large.
    const options = field('Estimator').findAll('option')
    expect(options.find((one) => one.text().startsWith('Wiener'))!.text()).toContain('3 channels of up to 36 px')
    expect(field('Estimator').find('select').element.value).toBe('biharmonic')
    await type('Sources', '/sky/sources.csv')
    await body.find('[aria-label="Holes of I"]').setValue('all')
    await body.find('[aria-label="Noise of Q"]').setValue(0.2)
    await until(() => command().includes('--noise-of Q=0.2'))
    expect(command()).toContain('--column Q_STOKES')
    expect(command()).toContain('--mask-of I=all')
    await until(() => !inpaintButton().disabled)
    await body.find('dialog form').trigger('submit')
    await until(() => asked('maps.inpaint').length === 1)
    expect(asked('maps.inpaint')[0]).toMatchObject({
      column: 'Q_STOKES',
      channels: { I: { holes: { kind: 'all' } }, Q: { sigma: 0.2 } },
    })
  })

  it('says which columns a map lacks', async () => {
    const recipe = { ...usable.recipe, channels: 'QU' as const }
    await show(true, { 'datasets.list': () => [{ ...usable, recipe }] })
    expect(field('Columns').text()).toContain('has no columns of Q, U; choose another dataset or map')
    expect(inpaintButton().disabled).toBe(true)
  })

  it('says that it needs a dataset', async () => {
    await show(true, { 'datasets.list': () => datasets.map((one) => ({ ...one, state: 'failed' })) })
    expect(body.find('dialog form').text()).toContain('Patches around holes are cut as those of a dataset')
    expect(inpaintButton().disabled).toBe(true)
  })

  it('asks for no realisations of an estimator that draws none', async () => {
    await show()
    expect(labels()).toContain('Realisations to write')
    await select('Estimator', 'diffusion')
    expect(labels()).not.toContain('Realisations to write')
  })

  it('says at its field why the host refuses, and what is filled already', async () => {
    await show()
    await type('Sources', '/nowhere.csv')
    await until(() => field('Sources').text().includes('there is no such file'))
    expect(inpaintButton().disabled).toBe(true)
    await type('Sources', '/sky/sources.csv')
    await type('Folder of the new maps', '/home/maps/stopped')
    await until(() => preview().exists() && preview().text().includes('37 of them are filled in this folder already'))
    expect(inpaintButton().disabled).toBe(false)
  })
})
