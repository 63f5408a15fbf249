import { afterEach, describe, expect, it } from 'vitest'
import { inpaintCommands } from '../../../../src-preload/contract/index.ts'
import type { InpaintingOrder } from '../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { useNotices } from '../../../../src-renderer/stores/notices.ts'
import NewInpaintingPage from '../../../../src-renderer/views/inpaintings/new/NewInpaintingPage.vue'
import { datasets, runs } from '../../fake/records.ts'
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
  open.calls.filter(([name]) => name === 'inpaintings.start').map(([, params]) => params) as InpaintingOrder[]
const pressedMasks = () => open.page.findAll('.mask[aria-pressed="true"]').map((mask) => mask.text())
const mask = (name: string) => open.page.findAll('.mask').find((one) => one.text() === name)!
const field = (label: string) =>
  open.page
    .findAll('label.field')
    .find((one) => one.text().startsWith(label))!
    .find<HTMLInputElement>('input, select')
const files = () => [...document.querySelectorAll<HTMLElement>('dialog tbody tr')]
const kind = (title: string) => open.page.findAll('.kind').find((one) => one.find('strong').text() === title)!
const submit = () => open.page.find('form').trigger('submit')

describe('the masks of a new inpainting', () => {
  it('start with the disc, and are toggled one by one', async () => {
    const page = await show()
    expect(pressedMasks()).toEqual(['disc'])
    await mask('block').trigger('click')
    expect(pressedMasks()).toEqual(['disc', 'block'])
    expect(button(page, 'Inpaint 2 masks')).toBeDefined()
    await mask('disc').trigger('click')
    expect(pressedMasks()).toEqual(['block'])
    await until(() => commands(page).length === 1 && commands(page)[0].includes('--mask block'))
  })

  it('are never empty', async () => {
    await show()
    await mask('disc').trigger('click')
    expect(pressedMasks()).toEqual(['disc'])
  })

  it('are drawn with row 0 at the bottom, as in the patch', async () => {
    await show()
    const holes = mask('corner').find('path')
    expect(holes.attributes('transform')).toBe('matrix(1 0 0 -1 0 64)')
    // Rows 0-100 and columns 0-160 of 256.
    const rows = Array.from({ length: 25 }, (_, row) => `M0 ${row}H40v1H0z`)
    expect(holes.attributes('d')).toBe(rows.join(''))
  })

  it('all three start three inpaintings with the same settings, shown together', async () => {
    const page = await show()
    await press(page, 'All three')
    expect(button(page, 'Inpaint 3 masks')).toBeDefined()
    await submit()
    await until(() => open.router.currentRoute.value.path === '/inpaintings')
    expect(begun().map(({ problem }) => problem.mask)).toEqual([
      { kind: 'disc' },
      { kind: 'corner' },
      { kind: 'block' },
    ])
    const others = begun().map(({ problem: { mask: _, ...data }, estimates }) => JSON.stringify([data, estimates]))
    expect(new Set(others).size).toBe(1)
    expect(open.router.currentRoute.value.query.group).toBe(`${datasets[0].id}~17`)
  })

  it('may be none: all of the patch is seen, and those that fill holes alone can’t be chosen', async () => {
    const page = await show()
    await mask('all seen').trigger('click')
    expect(page.text()).toContain('compared with the patch x in the hole.')
    await mask('disc').trigger('click')
    expect(pressedMasks()).toEqual(['all seen'])
    expect(page.text()).toContain('compared with the patch x over the whole patch.')
    expect(kind('Biharmonic').text()).toContain('fills holes, and there is none')
    await field('Beam').setValue('80')
    await until(() => commands(page)[0]?.includes('--mask all --operator beam:80'))
    await submit()
    await until(() => begun().length === 1)
    expect(begun()[0].problem).toMatchObject({ mask: { kind: 'all' }, beam: 80 })
  })

  it('can be one from a file on the machine that runs Cirrus, instead of the others', async () => {
    const page = await show()
    await press(page, 'All three')
    await press(page, 'From a file')
    await until(() => files().length > 0)
    files()
      .find((row) => row.textContent!.includes('mask.npy'))!
      .click()
    await until(() => pressedMasks().join() === 'mask.npy')
    await until(() => commands(page)[0]?.includes('--mask /home/astro/mask.npy'))
    expect(commands(page)).toHaveLength(1)
    await submit()
    await until(() => begun().length === 1)
    expect(begun()[0].problem.mask).toEqual({ kind: 'file', path: '/home/astro/mask.npy' })
  })

  it('from a file are limited to file types of masks', async () => {
    const page = await show()
    await press(page, 'From a file')
    await until(() => files().length > 0)
    const names = files().map((row) => row.textContent)
    expect(names.some((name) => name!.includes('planck-545.fits'))).toBe(true)
    expect(names.some((name) => name!.includes('notes.txt'))).toBe(false)
  })
})

describe('the numbers of a new inpainting', () => {
  it('default to the paper’s: the best checkpoint, σ 0.2, one start; beside the mean', async () => {
    await show()
    await submit()
    await until(() => open.router.currentRoute.value.path.endsWith('-new'))
    expect(begun()).toEqual([
      {
        datasetId: datasets[0].id,
        problem: {
          patch: 17,
          mask: { kind: 'disc' },
          beam: null,
          pixelWindow: null,
          noise: { kind: 'white', sigma: 0.2 },
          channels: {},
          simulated: false,
          seed: 0,
        },
        estimates: [
          { estimator: { kind: 'mean' }, runId: null },
          {
            estimator: {
              ...{ kind: 'map', checkpoint: 'best', width: 'noise' },
              ...{ starts: 1, maxIterations: 500, seed: 0 },
            },
            runId: run.id,
          },
        ],
      },
    ])
  })

  it('are the same in the command and in the request', async () => {
    const page = await show()
    await field('Noise σ').setValue('0.05')
    await field('Beam').setValue('12.5')
    await field('Width of the likelihood').setValue('noise-and-decoder')
    await field('Starts').setValue('8')
    await field('Max. iterations').setValue('40')
    await field('Seed').setValue('3')
    await field('Checkpoint').setValue('last')
    await until(() => commands(page)[0]?.includes('--checkpoint last'))
    const [command] = commands(page)
    await submit()
    await until(() => begun().length === 1)
    const { problem, estimates } = begun()[0]
    expect(problem).toMatchObject({ noise: { sigma: 0.05 }, beam: 12.5 })
    expect(estimates[1].estimator).toMatchObject({
      ...{ starts: 8, maxIterations: 40, seed: 3, checkpoint: 'last', width: 'noise-and-decoder' },
    })
    const out = `/home/astro/.local/share/cirrus/inpaintings/${datasets[0].id}-patch-17-disc`
    const byFolder = estimates.map(({ estimator, runId }) => ({ estimator, run: runId && run.folder }))
    expect([command]).toEqual(inpaintCommands({ dataset: datasets[0].folder, problem }, byFolder, out))
  })

  it.each([
    ['Noise σ', '0', false],
    ['Noise σ', '-1', false],
    ['Noise σ', '10.5', false],
    ['Noise σ', '', false],
    ['Noise σ', '0.017', true],
    ['Beam', '', true],
    ['Beam', '0', false],
    ['Starts', '0', false],
    ['Starts', '65', false],
    ['Starts', '2.5', false],
    ['Max. iterations', '0', false],
    ['Seed', '-1', false],
  ])('accept %s of "%s": %s', async (name, value, taken) => {
    await show()
    await field(name).setValue(value)
    expect(open.page.find<HTMLFormElement>('form').element.checkValidity()).toBe(taken)
  })

  it('that the host refuses leave the form unchanged, and say why', async () => {
    await show(undefined, {
      'inpaintings.start': () => {
        throw new CirrusError('refused', 'mask.npy: 32 by 32; the patch has 64 by 64.')
      },
    })
    await submit()
    await until(() => useNotices().items.some(({ text }) => text === 'mask.npy: 32 by 32; the patch has 64 by 64.'))
    expect(open.router.currentRoute.value.path).toBe('/inpaintings/new')
  })

  it('and the mask are checked before the start: a mask of the wrong size is reported at its field', async () => {
    const message = 'mask.npy: 32 by 32; the patch has 64 by 64.'
    const page = await show(undefined, {
      'inpaintings.check': ({ problem: { mask } }) => {
        if (mask.kind !== 'file') return { folder: `/made/here/${mask.kind}` }
        throw new CirrusError('refused', message, undefined, { field: 'problem.mask.path' })
      },
    })
    await until(() => commands(page)[0]?.endsWith('--out /made/here/disc'))
    await press(page, 'From a file')
    await until(() => files().length > 0)
    files()
      .find((row) => row.textContent!.includes('mask.npy'))!
      .click()
    await until(() => page.find('.field .wrong').exists())
    expect(page.find('.field .wrong').text()).toBe(message)
    expect(commands(page)).toEqual([])
    expect(page.find<HTMLButtonElement>('button.primary').element.disabled).toBe(true)
    expect(useNotices().items).toEqual([])
  })

  it('include a checkpoint, listed with its epoch', async () => {
    await show()
    expect(
      field('Checkpoint')
        .findAll('option')
        .map((option) => option.text()),
    ).toEqual(['best (epoch 98)', 'last (epoch 100)'])
  })
})

describe('the estimators of a new inpainting', () => {
  const tick = (title: string) => kind(title).find<HTMLInputElement>('.title input')

  it('are the mean and the model’s at first, each explained; others are added in the order of the table', async () => {
    const page = await show()
    expect(page.findAll('.kind.chosen strong').map((one) => one.text())).toEqual(['Mean', 'MAP'])
    for (const one of page.findAll('.kind')) expect(one.find('p').text().length).toBeGreaterThan(40)
    await tick('Biharmonic').setValue(true)
    await until(() => commands(page)[0]?.includes('--estimator mean,biharmonic,map'))
  })

  it('keep their settings while they are not chosen', async () => {
    await show()
    await field('Starts').setValue('8')
    await tick('MAP').setValue(false)
    expect(kind('MAP').find('select').exists()).toBe(false)
    await tick('MAP').setValue(true)
    expect(field('Starts').element.value).toBe('8')
  })

  it('are asked for what they need: a Wiener filter for its covariance and its realisations', async () => {
    const page = await show()
    await tick('Wiener').setValue(true)
    await kind('Wiener').find('select').setValue('stationary')
    await field('Realisations').setValue('32')
    await until(() => commands(page).some((command) => command.includes('--covariance stationary --samples 32')))
  })

  it('say which model they need if there is none', async () => {
    await show()
    expect(tick('Flow').element.disabled).toBe(true)
    expect(kind('Flow').text()).toContain('needs a flow of the preset inpainting')
  })

  it('can’t be those that ignore a beam if there is one', async () => {
    await show()
    await field('Beam').setValue('30')
    expect(tick('Diffusion').element.disabled).toBe(true)
    expect(kind('Diffusion').text()).toContain('can’t undo a beam')
    expect(kind('Flow').text()).toContain('with observation=blurred and such beams')
    expect(tick('Mean').element.disabled).toBe(false)
  })

  it('can’t be those that ignore a pixel window if there is one, of the map’s nside', async () => {
    await show()
    expect(field('Pixel window').element.value).toBe('')
    await field('Pixel window').setValue('healpix')
    expect(field('nside').element.value).toBe('512')
    expect(tick('Diffusion').element.disabled).toBe(true)
    await field('Pixel window').setValue('patch')
    expect(kind('Diffusion').text()).toContain('can’t undo a beam or a pixel window')
  })

  it('are those without a model if there is none for patches of this size', async () => {
    const page = await show('/inpaintings/new', { 'runs.list': () => [] })
    expect(tick('MAP').element.disabled).toBe(true)
    expect(kind('MAP').text()).toContain('needs an autoencoder trained on patches of this size')
    await until(() => commands(page)[0]?.includes('--estimator mean'))
    await submit()
    await until(() => begun().length === 1)
    expect(begun()[0].estimates).toEqual([{ estimator: { kind: 'mean' }, runId: null }])
  })

  it('are at least one', async () => {
    const page = await show()
    for (const title of ['Mean', 'MAP']) await tick(title).setValue(false)
    expect(page.find<HTMLButtonElement>('button.primary').element.disabled).toBe(true)
  })
})

describe('noise that is added to the patch', () => {
  it('has a seed', async () => {
    const page = await show()
    await page.findAll<HTMLInputElement>('.settings input[type="checkbox"]')[0].setValue(true)
    await page.find('.seed').setValue('7')
    await until(() => commands(page)[0]?.includes('--simulate --noise-seed 7'))
    await submit()
    await until(() => begun().length === 1)
    expect(begun()[0].problem).toMatchObject({ simulated: true, seed: 7 })
  })
})

describe('noise from a file', () => {
  it('waits for its file without complaining', async () => {
    const page = await show()
    await until(() => commands(page).length === 1)
    await field('Kind of noise').setValue('map')
    await until(() => commands(page).length === 0)
    expect(page.find('[role="alert"]').exists()).toBe(false)
    expect(page.find<HTMLButtonElement>('button.primary').element.disabled).toBe(true)
    await page.find('input[aria-label^="Standard deviations"]').setValue('/home/astro/std.fits')
    await until(() => commands(page)[0]?.includes('--noise /home/astro/std.fits'))
  })
})
