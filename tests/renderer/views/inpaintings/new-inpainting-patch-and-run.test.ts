import { afterEach, describe, expect, it } from 'vitest'
import type { InpaintingConfig } from '../../../../src-preload/contract/index.ts'
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
const begun = () =>
  open.calls.filter(([name]) => name === 'inpaintings.start').map(([, params]) => params) as {
    runId: string
    config: InpaintingConfig
  }[]
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

describe('the run of a new inpainting', () => {
  it('has at least one epoch', async () => {
    await show('/inpaintings/new', {
      'runs.list': () => [{ ...runs[0], epoch: 0 }, { ...runs[1], datasetId: null }, runs[2]],
    })
    expect(
      field('Run')
        .findAll('option')
        .map((option) => option.attributes('value')),
    ).toEqual([run.id])
  })

  it('was trained on the dataset of the requested patch', async () => {
    const other = { ...datasets[0], id: 'other', name: 'other' }
    const onOther = { ...runs[4], id: 'on-other', name: 'on-other', datasetId: 'other' }
    await show('/inpaintings/new?dataset=other&patch=38', {
      'datasets.list': () => [datasets[0], other],
      'runs.list': () => [runs[2], onOther],
    })
    expect(field('Run').element.value).toBe('on-other')
    expect(open.calls.filter(([name]) => name === 'datasets.patches').map(([, params]) => params)).toEqual([
      { id: 'other' },
    ])
    await until(() => commands(open.page)[0]?.includes('--patch 38 '))
  })

  it('is reported missing for the requested dataset, with a link to train on it', async () => {
    open = await openPage(
      NewInpaintingPage,
      '/inpaintings/new?dataset=other&patch=38',
      {},
      {
        answers: { 'datasets.list': () => [datasets[0], { ...datasets[0], id: 'other', name: 'other' }] },
      },
    )
    await until(() => open.page.text().includes('No model trained on other yet'))
    expect(button(open.page, 'New run')!.attributes('href')).toBe('/runs/new?dataset=other')
    expect(begun()).toEqual([])
  })

  it('cannot be used if its dataset is missing, and another one is requested', async () => {
    open = await openPage(NewInpaintingPage, '/inpaintings/new', {}, { answers: { 'datasets.list': () => [] } })
    await until(() => open.page.text().includes('The run’s dataset is missing'))
    expect(open.page.find<HTMLButtonElement>('button.primary').element.disabled).toBe(true)
  })

  it('is missing before any training, and the page links to a new run', async () => {
    open = await openPage(NewInpaintingPage, '/inpaintings/new', {}, { empty: true })
    await until(() => button(open.page, 'New run'))
    expect(button(open.page, 'New run')!.attributes('href')).toBe('/runs/new')
  })
})
