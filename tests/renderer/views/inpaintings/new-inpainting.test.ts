import { afterEach, describe, expect, it } from 'vitest'
import { inpaintCommand } from '../../../../src-preload/contract/index.ts'
import type { InpaintingConfig } from '../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { useNotices } from '../../../../src-renderer/stores/notices.ts'
import NewInpaintingPage from '../../../../src-renderer/views/inpaintings/new/NewInpaintingPage.vue'
import { runs } from '../../fake/records.ts'
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
    expect(mask('corner').find('g').attributes('transform')).toBe('matrix(1 0 0 -1 0 256)')
    expect(mask('corner').findAll('rect')[1].attributes()).toMatchObject({
      x: '0',
      y: '0',
      width: '160',
      height: '100',
    })
    expect(mask('disc').find('circle').attributes()).toMatchObject({ cx: '100', cy: '60', r: '50' })
  })

  it('all three start three inpaintings with the same settings, shown together', async () => {
    const page = await show()
    await press(page, 'All three')
    expect(button(page, 'Inpaint 3 masks')).toBeDefined()
    await submit()
    await until(() => open.router.currentRoute.value.path === '/inpaintings')
    expect(begun().map(({ config }) => config.mask)).toEqual([{ kind: 'disc' }, { kind: 'corner' }, { kind: 'block' }])
    expect(new Set(begun().map(({ config: { mask: _, ...rest } }) => JSON.stringify(rest))).size).toBe(1)
    expect(open.router.currentRoute.value.query.group).toBe(`${run.id}~17`)
  })

  it('can be one from a file on the machine that runs Cirrus, instead of the others', async () => {
    const page = await show()
    await press(page, 'All three')
    await press(page, 'Mask from a file')
    await until(() => files().length > 0)
    files()
      .find((row) => row.textContent!.includes('mask.npy'))!
      .click()
    await until(() => button(page, 'mask.npy'))
    expect(pressedMasks()).toEqual([])
    await until(() => commands(page)[0]?.includes('--mask /home/astro/mask.npy'))
    expect(commands(page)).toHaveLength(1)
    await submit()
    await until(() => begun().length === 1)
    expect(begun()[0].config.mask).toEqual({ kind: 'file', path: '/home/astro/mask.npy' })
  })

  it('from a file are limited to file types of masks', async () => {
    const page = await show()
    await press(page, 'Mask from a file')
    await until(() => files().length > 0)
    const names = files().map((row) => row.textContent)
    expect(names.some((name) => name!.includes('planck-545.fits'))).toBe(true)
    expect(names.some((name) => name!.includes('notes.txt'))).toBe(false)
  })
})

describe('the numbers of a new inpainting', () => {
  it('default to the paper’s: the best checkpoint, σ 0.2, one start', async () => {
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

  it('are the same in the command and in the request', async () => {
    const page = await show()
    await field('σ').setValue('0.05')
    await field('Starts').setValue('8')
    await field('Max. iterations').setValue('40')
    await field('Seed').setValue('3')
    await field('Checkpoint').setValue('last')
    await until(() => commands(page)[0]?.includes('--checkpoint last'))
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
      'inpaintings.check': ({ config }) => {
        if (config.mask.kind !== 'file') return { folder: `/made/here/${config.mask.kind}` }
        throw new CirrusError('refused', message, undefined, { field: 'config.mask.path' })
      },
    })
    await until(() => commands(page)[0]?.endsWith('--out /made/here/disc'))
    await press(page, 'Mask from a file')
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
