import { describe, expect, it } from 'vitest'
import { holePath } from '../../../../../src-renderer/views/inpaintings/masks/mask-paths.ts'
import { figureMask } from '../../../../../src-shared/sky/masks/figure-masks.ts'
import { maskOfRuns } from '../../../../../src-shared/sky/masks/run-lengths.ts'
import { pixelsInside } from '../../../../../src-shared/sky/measure/region.ts'
import type { OpenPage } from '../../mount-page.ts'
import { until } from '../../../window.ts'
import { inDialog, maskPage, pressInDialog, typeInto } from './mask-page.ts'

const { show, chosen, tile, press, start } = maskPage()
let open: OpenPage

describe('a mask that is painted', () => {
  const stage = () => inDialog('[role=application]')[0]
  /** Centre of a pixel of 64, in a box of 640 px. */
  const pointer = (name: string, column: number, row: number) =>
    stage().dispatchEvent(
      new PointerEvent(name, { button: 0, clientX: 10 * (column + 0.5), clientY: 10 * (63.5 - row), bubbles: true }),
    )
  const drag = (from: [number, number], to: [number, number]) => {
    pointer('pointerdown', ...from)
    pointer('pointermove', ...to)
    pointer('pointerup', ...to)
  }
  const key = (name: string, held: KeyboardEventInit = {}) =>
    stage().dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...held }))
  const paint = async () => {
    open = await show()
    await press('Paint…')
    await until(() => inDialog('[role=application]').length > 0)
  }
  const hidden = () => inDialog('.share')[0].textContent
  const save = async () => {
    await until(() => inDialog<HTMLButtonElement>('button.primary')[0]?.disabled === false)
    inDialog('form')[0].dispatchEvent(new Event('submit'))
    await until(() => inDialog('[role=application]').length === 0)
  }
  const rectangle = pixelsInside(
    { kind: 'rectangle', from: { column: 10, row: 20 }, to: { column: 29, row: 39 } },
    { width: 64, height: 64 },
  )

  it('is saved in the library and used at once', async () => {
    await paint()
    expect(inDialog<HTMLButtonElement>('button.primary')[0].disabled).toBe(true)
    key('r')
    drag([10, 20], [29, 39])
    await until(() => hidden() === '9.8 % hidden')
    await save()
    expect(chosen()).toEqual(['mask 1'])
    const { mask } = open.host.masks.get('mask 1')!
    expect([...mask.keys()].filter((i) => mask[i] === 0)).toEqual([...rectangle])
    await until(() => tile('mask 1').find('path').attributes('d') === holePath(mask, 64))
    expect(await start()).toEqual([{ kind: 'saved', name: 'mask 1' }])
  })

  it('is changed by keys: tools, eraser, width, undo', async () => {
    await paint()
    key('r')
    drag([10, 20], [29, 39])
    await until(() => hidden() === '9.8 % hidden')
    key('e')
    drag([10, 20], [29, 29])
    await until(() => hidden() === '4.9 % hidden')
    key('z', { ctrlKey: true })
    await until(() => hidden() === '9.8 % hidden')
    key('Z', { ctrlKey: true, shiftKey: true })
    await until(() => hidden() === '4.9 % hidden')
    key('i')
    await until(() => hidden() === '95.1 % hidden')
    key('b')
    await until(() => inDialog<HTMLInputElement>('.width').length > 0)
    expect(inDialog<HTMLInputElement>('.width')[0].value).toBe('4')
    key(']')
    await until(() => inDialog<HTMLInputElement>('.width')[0].value === '5')
  })

  it('can be painted without a pointer', async () => {
    await paint()
    for (const name of [' ', 'ArrowRight', 'ArrowRight', ' ', 'ArrowRight']) key(name)
    await until(() => hidden() !== '0.0 % hidden')
    await save()
    // A brush of 4 px from column 32 to 34 of row 32.
    const { mask } = open.host.masks.get('mask 1')!
    expect(mask.filter((pixel) => pixel === 0)).toHaveLength(2 * 3 + 2 * 5 + 7)
  })

  it('takes in the holes of others', async () => {
    await paint()
    const add = inDialog<HTMLSelectElement>('select')[0]
    expect([...add.options].map(({ text }) => text)).toEqual(['Add…', 'disc', 'corner', 'block'])
    add.value = '1'
    add.dispatchEvent(new Event('change'))
    await until(() => hidden() === '24.4 % hidden')
    await save()
    expect(open.host.masks.get('mask 1')!.mask).toEqual(figureMask('corner', 64))
  })

  it('can begin with another one, and replaces a saved one under its own name', async () => {
    open = await show()
    await press('Saved…')
    await until(() => inDialog('li').length > 0)
    pressInDialog('Use')
    await until(() => chosen().includes('stars'))
    await press('Edit…')
    await until(() => inDialog('[role=application]').length > 0)
    expect(inDialog('button.primary')[0].textContent).toBe('Replace stars')
    const before = open.host.masks.get('stars')!.mask
    key('i')
    await save()
    expect(chosen()).toEqual(['stars'])
    expect(open.host.masks.get('stars')!.mask).toEqual(before.map((pixel) => 1 - pixel))
    await until(() => tile('stars').find('path').attributes('d') === holePath(open.host.masks.get('stars')!.mask, 64))
    const params = open.calls.find(([name]) => name === 'masks.save')![1] as { runs: number[] }
    expect(maskOfRuns(params.runs, 64 * 64)).toEqual(before.map((pixel) => 1 - pixel))
  })

  it('is not lost without asking', async () => {
    await paint()
    key('r')
    drag([10, 20], [29, 39])
    await until(() => hidden() === '9.8 % hidden')
    pressInDialog('Cancel')
    await until(() => document.body.textContent!.includes('What was painted is not saved.'))
    pressInDialog('Go on painting')
    await until(() => inDialog('form').length > 0)
    pressInDialog('Cancel')
    await until(() => inDialog('button.failure').length > 0)
    pressInDialog('Discard it')
    await until(() => inDialog('[role=application]').length === 0)
    expect(chosen()).toEqual(['disc'])
  })

  it('says what is wrong with its name', async () => {
    await paint()
    key('i')
    key('r')
    key('e')
    drag([10, 20], [29, 39])
    const name = inDialog<HTMLInputElement>('form input')[0]
    for (const [text, wrong] of [
      ['a/b', 'a name has none of the characters'],
      ['', 'a mask needs a name'],
      ['stars', 'replaces the saved mask'],
    ]) {
      typeInto(name, text)
      await until(() => inDialog('[role=status]')[0]?.textContent?.includes(wrong))
    }
  })
})
