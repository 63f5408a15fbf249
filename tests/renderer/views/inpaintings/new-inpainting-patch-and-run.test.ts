import { afterEach, describe, expect, it } from 'vitest'
import NewInpaintingPage from '../../../../src-renderer/views/inpaintings/new/NewInpaintingPage.vue'
import { datasets, patches, runs } from '../../fake/records.ts'
import { button, commands, openPage, press } from '../mount-page.ts'
import type { Answers, OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

let open: OpenPage
afterEach(() => open.close())
const run = runs[2]
const show = async (at = `/inpaintings/new?run=${run.id}`, answers: Answers = {}) => {
  open = await openPage(NewInpaintingPage, at, {}, { answers })
  await until(() => open.page.find('[role="radiogroup"]').exists())
  return open.page
}
const field = (label: string) =>
  open.page
    .findAll('label.field')
    .find((one) => one.text().startsWith(label))!
    .find<HTMLInputElement>('input, select')

describe('the patch of a new inpainting', () => {
  const offered = () => open.page.findAll('[role="radio"]').map((tile) => Number(tile.attributes('data-index')))
  const chosen = () =>
    open.page.findAll('[role="radio"][aria-checked="true"]').map((tile) => tile.attributes('data-index'))

  it('is offered from the test split, or from another one on request', async () => {
    const page = await show()
    const of = (split: string) => patches.filter((patch) => patch.split === split).map(({ index }) => index)
    expect(offered()).toEqual(of('test'))
    await press(page, 'validation')
    expect(offered()).toEqual(of('validation'))
    expect(chosen()).toEqual([])
    expect(page.find('.chooser .toolbar').text()).toContain('patch 17')
  })

  it('is the first test patch, or the one in the address', async () => {
    await show()
    expect(chosen()).toEqual(['17'])
    open.close()
    await show(`/inpaintings/new?run=${run.id}&patch=38`)
    expect(chosen()).toEqual(['38'])
  })

  it('is the first test patch if the dataset lacks the one in the address', async () => {
    await show(`/inpaintings/new?run=${run.id}&patch=99999`)
    expect(chosen()).toEqual(['17'])
  })

  it('shows its position on the sky', async () => {
    const page = await show()
    await page.find('[data-index="19"]').trigger('click')
    // Its longitude is 19 x 47.3 - 720, its latitude 15 + 19 x 7.1 - 70.
    const words = page.find('.chooser .toolbar').text()
    for (const word of ['patch 19', '178.70°', '79.90°', 'test']) expect(words).toContain(word)
    await until(() => commands(page)[0]?.includes('--patch 19 '))
  })

  it('is reached with one Tab, and the arrow keys stop at the ends', async () => {
    const page = await show()
    expect(page.findAll('[role="radio"][tabindex="0"]')).toHaveLength(1)
    await page.find('[role="radiogroup"]').trigger('keydown', { key: 'ArrowLeft' })
    expect(chosen()).toEqual(['17'])
  })
})

describe('the dataset of a new inpainting', () => {
  const other = { ...datasets[0], id: 'other', name: 'other' }

  it('is that of the requested run, else of the run used last, and can be another', async () => {
    const answers: Answers = {
      'datasets.list': () => [other, datasets[0]],
      'runs.list': () => [{ ...runs[2], id: 'on-other', name: 'on-other', datasetId: 'other' }, runs[2]],
    }
    const page = await show(undefined, answers)
    expect(field('Dataset').element.value).toBe(datasets[0].id)
    expect(field('Run').element.value).toBe(run.id)
    await field('Dataset').setValue('other')
    const asked = () => open.calls.filter(([name]) => name === 'datasets.patches').map(([, params]) => params)
    await until(() => asked().length === 2)
    expect(asked()).toEqual([{ id: datasets[0].id }, { id: 'other' }])
    await until(() => commands(page)[0]?.includes(`--dataset ${other.folder}`))
  })

  it('is that of the requested patch', async () => {
    await show('/inpaintings/new?dataset=other&patch=38', { 'datasets.list': () => [datasets[0], other] })
    expect(field('Dataset').element.value).toBe('other')
    await until(() => commands(open.page)[0]?.includes('--patch 38 '))
  })

  it('is complete, with patches of any channels', async () => {
    const cutting = { ...other, id: 'cutting', state: 'running' as const }
    const polarised = { ...other, id: 'qu', recipe: { ...other.recipe, channels: 'QU' as const } }
    await show(undefined, { 'datasets.list': () => [cutting, polarised, datasets[0]] })
    const options = field('Dataset').findAll('option')
    expect(options.map((option) => option.attributes('value'))).toEqual(['qu', datasets[0].id])
    expect(options[0].text()).toContain('Q, U')
  })

  it('is missing before any patches are cut, and the page links to the datasets', async () => {
    open = await openPage(NewInpaintingPage, '/inpaintings/new', {}, { empty: true })
    await until(() => button(open.page, 'Datasets'))
    expect(button(open.page, 'Datasets')!.attributes('href')).toBe('/datasets')
  })
})

describe('the runs of an estimate', () => {
  it('have a checkpoint, and a model for patches of this size and channel', async () => {
    const config = runs[2].config
    await show('/inpaintings/new', {
      'runs.list': () => [
        { ...runs[0], epoch: 0 },
        { ...runs[2], id: 'large', config: { ...config, size: 256 } },
        { ...runs[2], id: 'channels', config: { ...config, channels: 3 } },
        { ...runs[2], id: 'flow', config: { ...config, architecture: 'flow' } },
        runs[2],
      ],
    })
    const options = field('Run').findAll('option')
    expect(options.map((option) => option.attributes('value'))).toEqual(['flow', run.id])
    expect(options[0].attributes('disabled')).toBeDefined()
    expect(options[0].text()).toContain('a flow has no encoder and no decoder')
    expect(field('Run').element.value).toBe(run.id)
  })
})
