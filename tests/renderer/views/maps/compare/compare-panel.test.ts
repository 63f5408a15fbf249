import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { SkyMap } from '../../../../../src-preload/contract/index.ts'
import ComparePanel from '../../../../../src-renderer/views/maps/compare/ComparePanel.vue'

const mapOf = (id: string, ...units: string[]) =>
  ({ id, name: id, present: true, columns: units.map((unit, i) => ({ name: `c${i}`, unit })) }) as unknown as SkyMap
const [iris, planck, iqu] = [mapOf('iris', 'MJy/sr'), mapOf('planck', 'K_CMB'), mapOf('iqu', 'MJy/sr', 'MJy/sr')]
const side = { map: 'planck', column: 0, way: 'side', shared: false, every: 1 } as const

function panel(props: Partial<InstanceType<typeof ComparePanel>['$props']> = {}) {
  const one = mount(ComparePanel, {
    props: {
      ...{ maps: [iris, planck, iqu], map: iris, column: 0, second: null, playing: true, byHand: false },
      comparison: null,
      ...props,
    },
  })
  const chosen = () => one.emitted('update:comparison')?.at(-1)?.[0]
  return Object.assign(one, { chosen })
}

describe('the panel of a comparison', () => {
  it('offers the other maps, and another column of the same one if it has several', async () => {
    expect(
      panel()
        .findAll('option')
        .map((one) => one.text()),
    ).toEqual(['no other map', 'planck', 'iqu'])
    const own = panel({ map: iqu, column: 1 })
    expect(own.text()).toContain('another column of this map')
    await own.find('select').setValue('iqu')
    expect(own.chosen()).toEqual({ ...side, map: 'iqu', column: 0 })
  })

  it('is not there without anything to compare with', () => {
    expect(
      panel({ maps: [iris] })
        .find('section')
        .exists(),
    ).toBe(false)
    expect(
      panel({ maps: [iris, { ...planck, present: false }] })
        .find('section')
        .exists(),
    ).toBe(false)
  })

  it('begins side by side, each map with its own colours, and ends with no other map', async () => {
    const one = panel()
    await one.find('select').setValue('planck')
    expect(one.chosen()).toEqual(side)
    await one.find('select').setValue('')
    expect(one.chosen()).toBeNull()
  })

  it('keeps the way when another map is chosen', async () => {
    const comparison = { ...side, way: 'blink', shared: true, every: 2 } as const
    const one = panel({ comparison, second: { map: planck, column: 0 } })
    await one.find('select').setValue('iqu')
    expect(one.chosen()).toEqual({ ...comparison, map: 'iqu' })
  })

  it('chooses the column of the second map, and one scale for both', async () => {
    const one = panel({ comparison: { ...side, map: 'iqu' }, second: { map: iqu, column: 0 } })
    await one.findAll('select')[1].setValue('1')
    expect(one.chosen()).toMatchObject({ map: 'iqu', column: 1 })
    await one.find('input[type=checkbox]').setValue(true)
    expect(one.chosen()).toMatchObject({ shared: true })
  })

  it('offers no scale for numbers in different units, and says why', () => {
    const one = panel({ comparison: { ...side, shared: true }, second: { map: planck, column: 0 } })
    const box = one.find<HTMLInputElement>('input[type=checkbox]').element
    expect([box.disabled, box.checked]).toEqual([true, false])
    expect(one.text()).toContain('Their units differ: MJy/sr and K_CMB.')
  })

  it('blinks by key and button, by itself as often as wanted', async () => {
    const one = panel({ comparison: { ...side, way: 'blink' }, second: { map: planck, column: 0 } })
    const [other, itself] = one.findAll('button[data-shortcut]')
    expect([other.attributes('data-shortcut'), itself.attributes('aria-pressed')]).toEqual(['b', 'true'])
    await other.trigger('click')
    await itself.trigger('click')
    expect([one.emitted('flip')?.length, one.emitted('play')]).toEqual([1, [[false]]])
    await one.find('input[type=number]').setValue('0.5')
    expect(one.chosen()).toMatchObject({ every: 0.5 })
    await one.find('input[type=number]').setValue('0.05')
    expect(one.chosen()).toMatchObject({ every: 0.5 })
  })

  it('blinks by hand alone where motion is unwanted', () => {
    const blink = { ...side, way: 'blink' } as const
    const one = panel({ comparison: blink, second: { map: planck, column: 0 }, byHand: true })
    expect(one.findAll('button[data-shortcut]').length).toBe(1)
    expect(one.text()).toContain('Reduced motion')
  })

  it('says so if the second map is gone', () => {
    expect(panel({ comparison: { ...side, map: 'gone' } }).text()).toContain('That map is not in the list')
  })
})
