import { mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import type { MeasuredPicture } from '../../../src-renderer/patch/measured-picture.ts'
import MeasureButton from '../../../src-renderer/patch/MeasureButton.vue'
import PatchPanel from '../../../src-renderer/patch/PatchPanel.vue'
import PatchView from '../../../src-renderer/patch/PatchView.vue'
import ProfileChart from '../../../src-renderer/patch/ProfileChart.vue'
import { freshSettings } from '../window.ts'
import { boxesOf } from './boxes.ts'

let shown: VueWrapper
beforeEach(() => {
  freshSettings()
  setActivePinia(createPinia())
  // happy-dom lays nothing out; here a box is 160 px wide and high, so that a pixel of 16 is 10 px.
  boxesOf(160)
})
afterEach(() => {
  shown.unmount()
  vi.unstubAllGlobals()
})
const ramp = Float32Array.from({ length: 256 }, (_, i) => i + 1)
const picture = (name: string, rest: Partial<MeasuredPicture> = {}): MeasuredPicture => ({
  ...{ name, values: ramp, unit: 'MJy/sr', kind: 'sky', position: { lon: 212, lat: -19 } },
  ...rest,
})
const measured = { title: 'Patch 7', size: 16, width: 8, pictures: [picture('original')] }
const open = async (props: Partial<typeof measured> = {}) => {
  shown = mount(PatchView, { props: { measured: { ...measured, ...props } }, attachTo: document.body })
  await nextTick()
}
const stage = (i = 0) => shown.findAll('[role=application]')[i]
const press = (name: string) =>
  shown
    .findAll('button')
    .find((one) => one.text() === name)!
    .trigger('click')
/** Centre of a pixel, in the box. */
const pixel = (column: number, row: number) => ({ clientX: 10 * (column + 0.5), clientY: 10 * (15.5 - row) })
async function drag(from: [number, number], to: [number, number]) {
  await stage().trigger('pointerdown', { button: 0, ...pixel(...from) })
  await stage().trigger('pointermove', pixel(...to))
  await stage().trigger('pointerup', pixel(...to))
}
const cells = () => shown.findAll('tbody tr').map((row) => row.findAll('th, td').map((cell) => cell.text()))

describe('a picture to measure', () => {
  it('reads out the pixel, the sky position and the value under the cursor', async () => {
    await open()
    await stage().trigger('pointermove', pixel(3, 2))
    expect(shown.find('[aria-label=Cursor]').text()).toMatch(/^column 3\.0, row 2\.0.*l 214\.\d+°.*b −21\.\d+°/)
    expect(stage().attributes('aria-label')).toBe('original, to measure: 36.00 MJy/sr')
    await stage().trigger('pointerleave')
    expect(shown.find('[aria-label=Cursor]').text()).toContain('Wheel to zoom')
  })

  it('has the statistics of a rectangle that is dragged', async () => {
    await open()
    await press('Rectangle')
    await drag([2, 0], [4, 1])
    // Values 3, 4, 5 of row 0 and 19, 20, 21 of row 1.
    const [row] = cells()
    expect(row.slice(1, 8)).toEqual(['6', '12.00', '12.00', '8.042', '72.00', '3.000', '21.00'])
    expect(row[0]).toMatch(/^A\s*rectangle\s*1\.06° × 0\.531°$/)
    await shown.find('[aria-label="Remove region A"]').trigger('click')
    expect(shown.find('table').exists()).toBe(false)
  })

  it('has the profile along a line, drawn with keys alone', async () => {
    await open()
    for (const key of ['l', 'ArrowLeft', ' ', 'ArrowRight', 'ArrowRight', ' '])
      await stage().trigger('keydown', { key })
    const { shapes } = shown.findComponent(ProfileChart).props() as InstanceType<typeof ProfileChart>['$props']
    expect(shapes).toEqual([
      { name: 'A', form: { kind: 'line', from: { column: 7, row: 8 }, to: { column: 9, row: 8 } } },
    ])
    await shown.find('[aria-label="Remove line A"]').trigger('click')
    expect(shown.findComponent(ProfileChart).exists()).toBe(false)
  })

  it('is zoomed by the wheel about the cursor, moved by a drag, and fits again', async () => {
    await open()
    const view = () => shown.findComponent(PatchPanel).props('view')
    await stage().trigger('wheel', { deltaY: -240, ...pixel(0, 0) })
    expect(view()?.zoom).toBe(20)
    const before = view()!
    await drag([5, 5], [4, 5])
    expect(view()!.column - before.column).toBeCloseTo(0.5, 9)
    await press('Fit')
    expect(view()).toBeNull()
    await press('1:1')
    expect(view()).toEqual({ column: 7.5, row: 7.5, zoom: 1 })
    await stage().trigger('keydown', { key: '+' })
    expect(view()?.zoom).toBe(5)
  })

  it('keeps Escape for the form being drawn, and leaves it to the dialog otherwise', async () => {
    await open()
    const escape = async () => {
      const event = new KeyboardEvent('keydown', { key: 'Escape', cancelable: true, bubbles: true })
      stage().element.dispatchEvent(event)
      await nextTick()
      return event.defaultPrevented
    }
    await press('Disc')
    expect(await escape()).toBe(false)
    await stage().trigger('pointerdown', { button: 0, ...pixel(5, 5) })
    expect(await escape()).toBe(true)
    expect(await escape()).toBe(false)
  })
})

describe('several pictures', () => {
  const pictures = [picture('original'), picture('model', { values: ramp.map((value) => 10 * value) })]
  const ranges = () => shown.findAllComponents(PatchPanel).map((panel) => panel.props('colouring').scale.range)

  it('share a colour scale unless told otherwise', async () => {
    await open({ pictures })
    expect(ranges()[0]).toEqual(ranges()[1])
    await shown.find('input[type=checkbox]').setValue(false)
    expect(ranges()[0][1]).toBeCloseTo(ranges()[1][1] / 10, 0)
  })

  it('are measured by the same regions', async () => {
    await open({ pictures })
    await press('Disc')
    await drag([8, 8], [8, 8.6])
    expect(cells().map((row) => [row[1], row[2], row[3]])).toEqual([
      ['original', '1', '137.0'],
      ['model', '1', '1\u202f370'],
    ])
    await press('Remove all')
    expect(cells()).toEqual([])
  })

  it('give no sky position where theirs differ', async () => {
    await open({ pictures: [pictures[0], picture('other', { position: { lon: 10, lat: 60 } })] })
    await stage(1).trigger('pointermove', pixel(3, 2))
    expect(shown.find('[aria-label=Cursor]').text()).toBe('column 3.0, row 2.0')
  })

  it('lose their regions when others of another size come', async () => {
    await open()
    await press('Rectangle')
    await drag([2, 0], [4, 1])
    await shown.setProps({ measured: { ...measured, title: 'Patch 8' } })
    expect(cells()).toHaveLength(1)
    await shown.setProps({
      measured: { ...measured, size: 8, pictures: [picture('b', { values: new Float32Array(64) })] },
    })
    expect(cells()).toHaveLength(0)
  })
})

describe('colours', () => {
  it('are logarithmic on request, where no value is zero or negative', async () => {
    await open()
    await press('log')
    expect(shown.findComponent(PatchPanel).props('colouring')).toMatchObject({ log: true })
    await shown.setProps({
      measured: { ...measured, pictures: [picture('u', { values: ramp.map((value) => value - 9) })] },
    })
    expect(shown.findComponent(PatchPanel).props('colouring')).toMatchObject({ log: false })
    expect(shown.text()).not.toContain('log')
  })
})

describe('the button', () => {
  it('opens the pictures in a dialog, once there are any', async () => {
    shown = mount(MeasureButton, { props: { measured: null, about: 'patch 7' }, attachTo: document.body })
    expect(shown.find('button').attributes('aria-label')).toBe('Measure… patch 7')
    expect(shown.find('button').attributes('disabled')).toBeDefined()
    await shown.setProps({ measured })
    await shown.find('button').trigger('click')
    expect(document.querySelector('dialog h2')?.textContent).toBe('Patch 7')
    const close = [...document.querySelectorAll('dialog button')].find(({ textContent }) => textContent === 'Close')
    ;(close as HTMLElement).click()
    await nextTick()
    expect(document.querySelector('dialog')).toBeNull()
  })
})
