// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import { inpaintCommand } from '../../../../src-preload/contract/index.ts'
import type { InpaintingConfig } from '../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { useNotices } from '../../../../src-renderer/stores/notices.ts'
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
const pressedMasks = () => open.page.findAll('.mask[aria-pressed="true"]').map((mask) => mask.text())
const mask = (name: string) => open.page.findAll('.mask').find((one) => one.text() === name)!
const field = (label: string) =>
  open.page
    .findAll('label.field')
    .find((one) => one.text().startsWith(label))!
    .find<HTMLInputElement>('input, select')
const files = () => [...document.querySelectorAll<HTMLElement>('dialog tbody tr')]
const submit = () => open.page.find('form').trigger('submit')

describe('the masks of a new inpainting', () => {
  it('begin with the disc, and are switched one by one', async () => {
    const page = await show()
    expect(pressedMasks()).toEqual(['disc'])
    await mask('block').trigger('click')
    expect(pressedMasks()).toEqual(['disc', 'block'])
    expect(button(page, 'Fill 2 holes')).toBeDefined()
    await mask('disc').trigger('click')
    expect(pressedMasks()).toEqual(['block'])
    expect(commands(page)).toHaveLength(1)
    expect(commands(page)[0]).toContain('--mask block')
  })

  it('are never none', async () => {
    await show()
    await mask('disc').trigger('click')
    expect(pressedMasks()).toEqual(['disc'])
  })

  it('are drawn with row 0 at the bottom, as on the patch', async () => {
    await show()
    expect(mask('corner').find('g').attributes('transform')).toBe('matrix(1 0 0 -1 0 256)')
    expect(mask('corner').findAll('rect')[1].attributes()).toMatchObject({
      x: '0',
      y: '0',
      width: '160',
      height: '100',
    })
    expect(mask('disc').find('circle').attributes()).toMatchObject({ cx: '100', cy: '60', r: '50' })
  })

  it('all three give three starts with the same numbers, shown together', async () => {
    const page = await show()
    await press(page, 'All three')
    expect(button(page, 'Fill 3 holes')).toBeDefined()
    await submit()
    await until(() => open.router.currentRoute.value.path === '/inpaintings')
    expect(begun().map(({ config }) => config.mask)).toEqual([{ kind: 'disc' }, { kind: 'corner' }, { kind: 'block' }])
    expect(new Set(begun().map(({ config: { mask: _, ...rest } }) => JSON.stringify(rest))).size).toBe(1)
    expect(open.router.currentRoute.value.query.group).toBe(`${run.id}~17`)
  })

  it('may be one from a file, chosen on the machine of Cirrus, in place of the others', async () => {
    const page = await show()
    await press(page, 'All three')
    await press(page, 'Mask from a file')
    await until(() => files().length > 0)
    files()
      .find((row) => row.textContent!.includes('mask.npy'))!
      .click()
    await until(() => button(page, 'mask.npy'))
    expect(pressedMasks()).toEqual([])
    expect(commands(page)).toHaveLength(1)
    expect(commands(page)[0]).toContain('--mask /home/astro/mask.npy')
    await submit()
    await until(() => begun().length === 1)
    expect(begun()[0].config.mask).toEqual({ kind: 'file', path: '/home/astro/mask.npy' })
  })

  it('from a file are only offered where they may be masks', async () => {
    const page = await show()
    await press(page, 'Mask from a file')
    await until(() => files().length > 0)
    const names = files().map((row) => row.textContent)
    expect(names.some((name) => name!.includes('planck-545.fits'))).toBe(true)
    expect(names.some((name) => name!.includes('notes.txt'))).toBe(false)
  })
})

describe('the numbers of a new inpainting', () => {
  it('begin as in the paper’s equation: the best checkpoint, σ 0.2, one start', async () => {
    await show()
    await submit()
    await until(() => open.router.currentRoute.value.path.endsWith('-new'))
    expect(begun()).toEqual([
      {
        runId: run.id,
        config: {
          patch: 17,
          mask: { kind: 'disc' },
          operator: { kind: 'mask' },
          checkpoint: 'best',
          sigma: 0.2,
          starts: 1,
          maxIterations: 500,
          seed: 0,
        },
      },
    ])
  })

  it('are those of the command and of the start', async () => {
    const page = await show()
    await field('σ').setValue('0.05')
    await field('Starts').setValue('8')
    await field('Iterations').setValue('40')
    await field('Seed').setValue('3')
    await field('Checkpoint').setValue('last')
    const [command] = commands(page)
    await submit()
    await until(() => begun().length === 1)
    const { config } = begun()[0]
    expect(config).toMatchObject({ sigma: 0.05, starts: 8, maxIterations: 40, seed: 3, checkpoint: 'last' })
    const out = `/home/astro/.local/share/cirrus/inpaintings/${run.id}-patch-17-disc`
    expect(command).toBe(inpaintCommand(run.folder, config, out))
  })

  it.each([
    ['σ', '0', false],
    ['σ', '-1', false],
    ['σ', '10.5', false],
    ['σ', '', false],
    ['σ', '0.017', true],
    ['Starts', '0', false],
    ['Starts', '65', false],
    ['Starts', '2.5', false],
    ['Iterations', '0', false],
    ['Seed', '-1', false],
  ])('%s of "%s" is taken by the form: %s', async (name, value, taken) => {
    await show()
    await field(name).setValue(value)
    expect(open.page.find<HTMLFormElement>('form').element.checkValidity()).toBe(taken)
  })

  it('that the host refuses leave the form as it is, and say why', async () => {
    await show(undefined, {
      'inpaintings.start': () => {
        throw new CirrusError('refused', 'mask.npy: 32 by 32; the patch has 64 by 64.')
      },
    })
    await submit()
    await until(() => useNotices().items.some(({ text }) => text === 'mask.npy: 32 by 32; the patch has 64 by 64.'))
    expect(open.router.currentRoute.value.path).toBe('/inpaintings/new')
  })

  it('name the epochs of the checkpoints that they choose from', async () => {
    await show()
    expect(
      field('Checkpoint')
        .findAll('option')
        .map((option) => option.text()),
    ).toEqual(['best (epoch 98)', 'last (epoch 100)'])
  })
})

describe('the patch of a new inpainting', () => {
  const offered = () => open.page.findAll('[role="radio"]').map((tile) => Number(tile.attributes('data-index')))
  const chosen = () =>
    open.page.findAll('[role="radio"][aria-checked="true"]').map((tile) => tile.attributes('data-index'))

  it('is offered from the test set, or from another split when asked', async () => {
    const page = await show()
    const of = (split: string) => patches.filter((patch) => patch.split === split).map(({ index }) => index)
    expect(offered()).toEqual(of('test'))
    await press(page, 'validation')
    expect(offered()).toEqual(of('validation'))
    expect(chosen()).toEqual([])
    expect(page.find('.chooser .toolbar').text()).toContain('patch 17')
  })

  it('is the first test patch, or the one that the address names', async () => {
    await show()
    expect(chosen()).toEqual(['17'])
    open.close()
    await show(`/inpaintings/new?run=${run.id}&patch=38`)
    expect(chosen()).toEqual(['38'])
  })

  it('that the dataset has not is replaced by the first test patch', async () => {
    await show(`/inpaintings/new?run=${run.id}&patch=99999`)
    expect(chosen()).toEqual(['17'])
  })

  it('says where it is on the sky', async () => {
    const page = await show()
    await page.find('[data-index="19"]').trigger('click')
    // Its longitude is 19 x 47.3 - 720, its latitude 15 + 19 x 7.1 - 70.
    const words = page.find('.chooser .toolbar').text()
    for (const word of ['patch 19', '178.70°', '79.90°', 'test']) expect(words).toContain(word)
    expect(commands(page)[0]).toContain('--patch 19 ')
  })

  it('is reached by one Tab, and does not walk past the ends', async () => {
    const page = await show()
    expect(page.findAll('[role="radio"][tabindex="0"]')).toHaveLength(1)
    await page.find('[role="radiogroup"]').trigger('keydown', { key: 'ArrowLeft' })
    expect(chosen()).toEqual(['17'])
  })
})

describe('the run of a new inpainting', () => {
  it('is one with an epoch at least', async () => {
    await show('/inpaintings/new', {
      'runs.list': () => [{ ...runs[0], epoch: 0 }, { ...runs[1], datasetId: null }, runs[2]],
    })
    expect(
      field('Run')
        .findAll('option')
        .map((option) => option.attributes('value')),
    ).toEqual([run.id])
  })

  it('is one that was trained on the dataset whose patch is to be filled', async () => {
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
    expect(commands(open.page)[0]).toContain('--patch 38 ')
  })

  it('that is missing for the asked dataset is said to be, with the way to a training on it', async () => {
    open = await openPage(
      NewInpaintingPage,
      '/inpaintings/new?dataset=other&patch=38',
      {},
      {
        answers: { 'datasets.list': () => [datasets[0], { ...datasets[0], id: 'other', name: 'other' }] },
      },
    )
    await until(() => open.page.text().includes('No model was trained on other yet'))
    expect(button(open.page, 'New run')!.attributes('href')).toBe('/runs/new?dataset=other')
    expect(begun()).toEqual([])
  })

  it('whose dataset is gone cannot fill, and another is asked for', async () => {
    open = await openPage(NewInpaintingPage, '/inpaintings/new', {}, { answers: { 'datasets.list': () => [] } })
    await until(() => open.page.text().includes("The run's dataset is gone"))
    expect(open.page.find<HTMLButtonElement>('button.primary').element.disabled).toBe(true)
  })

  it('is missing before any training, and the page leads to one', async () => {
    open = await openPage(NewInpaintingPage, '/inpaintings/new', {}, { empty: true })
    await until(() => button(open.page, 'New run'))
    expect(button(open.page, 'New run')!.attributes('href')).toBe('/runs/new')
  })
})
