import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import SkyLook from '../../../src-renderer/sky/SkyLook.vue'
import { openStage } from './stage.ts'
import { transferOf } from '../../../src-renderer/sky/transfer.ts'

const survey = { address: '', title: '', cuts: [1, 200], range: [0.5, 20000], zero: 0, frame: 'G', data: null }
const colourMaps = ['magma', 'residual']
/** As many values in each of the 1000 bins between 0 and 1000. */
const even = { edges: Array.from({ length: 1001 }, (_, i) => i), counts: new Array<number>(1000).fill(7) }
const mountLook = (more: object = {}) => {
  openStage()
  const shownCuts = [1, 200] as const
  const props = {
    ...{
      survey,
      source: { id: 'x', column: 0 },
      shownUnit: { unit: 'MJy/sr', factor: 1 },
      stretch: 'log',
      cuts: null,
      shownCuts,
      colourMap: 'magma',
      colourMaps,
      distribution: even,
    },
    transfer: transferOf('log', shownCuts),
    ...more,
  }
  return mount(SkyLook, { props: props as never, attachTo: document.body })
}
type Mounted = ReturnType<typeof mountLook>
const told = (look: Mounted) => look.emitted('update:cuts')?.at(-1)?.[0]
const select = (look: Mounted, label: string) =>
  look
    .findAll('label')
    .find((one) => one.find('.label').exists() && one.find('.label').text() === label)!
    .find('select')
const choose = (look: Mounted, label: string, value: string) => select(look, label).setValue(value)
const frame = () => new Promise((drawn) => requestAnimationFrame(drawn))

describe('the look of the sky', () => {
  it('starts with the survey’s own cuts, on a colour bar with the unit', () => {
    const look = mountLook()
    const fields = look.findAll<HTMLInputElement>('input[type=number]').map(({ element }) => element.value)
    expect(fields).toEqual(['1', '200'])
    expect(look.find('[role=img]').attributes('aria-label')).toBe('Colours from 1 to 200 MJy/sr, log')
    expect(look.text()).toContain('data range 0.5000 to 20\u202f000 MJy/sr')
  })

  it('changes a cut with its field, and says why it can’t pass the other', async () => {
    const look = mountLook()
    const [low] = look.findAll<HTMLInputElement>('input[type=number]')
    await low.setValue('7')
    expect(told(look)).toEqual([7, 200])
    await low.setValue('300')
    expect(told(look)).toEqual([7, 200])
    expect(low.element.value).toBe('300')
    expect(low.attributes('aria-invalid')).toBe('true')
    expect(look.find(`#${low.attributes('aria-describedby')}`).text()).toBe('The low cut must be below the high cut.')
    await low.setValue('8')
    expect(look.find('.wrong').exists()).toBe(false)
  })

  it('moves both cuts if zero is in the middle of the colours', async () => {
    const look = mountLook({ colourMap: 'residual', shownCuts: [-5, 5] })
    const [low, high] = look.findAll('input[type=number]')
    await high.setValue('3')
    expect(told(look)).toEqual([-3, 3])
    await low.setValue('2')
    expect(look.find('.wrong').text()).toBe('The low cut must be below zero, which is in the middle.')
  })

  it('resets to the survey’s own cuts', async () => {
    const look = mountLook({ cuts: [3, 4], shownCuts: [3, 4] })
    await look.findAll('button').at(-1)!.trigger('click')
    expect(told(look)).toBeNull()
  })

  it('is read and typed in another unit, while the cuts stay in the map’s', async () => {
    const shownUnit = { unit: 'K_RJ', factor: 1000 }
    const look = mountLook({ shownUnit, cuts: [1 / 3, 200], shownCuts: [1 / 3, 200] })
    const [low, high] = look.findAll<HTMLInputElement>('input[type=number]')
    expect([low.element.value, high.element.value]).toEqual(['333.33', '200000'])
    expect(low.attributes('aria-label')).toBe('Low cut in K_RJ')
    expect(look.find('[role=slider]').attributes('aria-valuetext')).toBe('333.3 K_RJ')
    expect(look.text()).toContain('data range 500.0 to')
    await high.setValue('7000')
    expect(told(look)).toEqual([1 / 3, 7])
  })

  it('changes the stretch and the colour map', async () => {
    const look = mountLook()
    await choose(look, 'Stretch', 'equalised')
    expect(look.emitted('update:stretch')).toEqual([['equalised']])
    await choose(look, 'Colour map', 'residual')
    expect(look.emitted('update:colourMap')).toEqual([['residual']])
  })
})

describe('a clip', () => {
  it('leaves a percentage of the pixels between the cuts', async () => {
    const look = mountLook()
    await choose(look, 'Clip', '95')
    expect(told(look)).toEqual([expect.closeTo(25, 9), expect.closeTo(975, 9)])
    await choose(look, 'Clip', '100')
    expect(told(look)).toEqual([0, 1000])
    await choose(look, 'Clip', 'default')
    expect(told(look)).toBeNull()
  })

  it('is named after typed cuts too', () => {
    const clip = (look: Mounted) => select(look, 'Clip').element.selectedOptions[0].text.trim()
    expect(clip(mountLook({ cuts: [0, 1000] }))).toBe('min to max')
    expect(clip(mountLook({ cuts: [0, 999] }))).toBe('own')
  })

  it('waits for the distribution', () => {
    const look = mountLook({ distribution: null })
    expect(select(look, 'Clip').attributes('disabled')).toBeDefined()
    expect(look.text()).toContain('Counting the pixels')
  })
})

describe('the handles of the histogram', () => {
  it('tell their values, and move with the keys', async () => {
    const look = mountLook()
    const [low, high] = look.findAll('[role=slider]')
    expect(high.attributes()).toMatchObject({ 'aria-valuenow': '200', 'aria-valuetext': '200.0 MJy/sr' })
    await high.trigger('keydown', { key: 'ArrowRight' })
    await frame()
    expect(told(look)![1]).toBeGreaterThan(200)
    await high.trigger('keydown', { key: 'End' })
    await frame()
    expect(told(look)).toEqual([1, 20000])
    await low.trigger('keydown', { key: 'Home' })
    await frame()
    expect(told(look)).toEqual([0.5, 200])
  })

  it('are dragged, and stop at the other cut', async () => {
    const look = mountLook()
    look.find('.plot').element.getBoundingClientRect = () => new DOMRect(0, 0, 100, 50)
    const [low] = look.findAll('[role=slider]')
    low.element.setPointerCapture = () => {}
    await low.trigger('pointerdown', { pointerId: 1, buttons: 1 })
    await low.trigger('pointermove', { clientX: 0, buttons: 1 })
    await frame()
    expect(told(look)).toEqual([0.5, 200])
    await low.trigger('pointermove', { clientX: 99, buttons: 1 })
    await low.trigger('pointermove', { clientX: 50, buttons: 0 })
    await frame()
    expect(told(look)).toEqual([0.5, 200])
  })
})
