import { afterEach, describe, expect, it } from 'vitest'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { useNotices } from '../../../../src-renderer/stores/notices.ts'
import DeviceOptionsForm from '../../../../src-renderer/views/settings/DeviceOptionsForm.vue'
import { deviceSettings } from '../../fake/records.ts'
import { button, openPage, press } from '../mount-page.ts'
import type { Answers, OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

let open: OpenPage
afterEach(() => open.close())
const show = async (changes: Partial<typeof deviceSettings> = {}, answers: Answers = {}, watching = false) => {
  const settings = { ...structuredClone(deviceSettings), ...changes }
  const all = { 'devices.settings': () => settings, ...answers }
  open = await openPage(DeviceOptionsForm, '/settings', {}, { answers: all, watching })
  await until(() => open.page.find('h2').exists())
  return open.page
}
const field = (name: string) => open.page.find<HTMLInputElement>(`input[name="${name}"]`)
const apply = () => button(open.page, 'Apply')!.element
const wrongOf = (name: string) =>
  field(name).element.closest('.field')!.querySelector('[role=alert]')?.textContent ?? ''

describe('the device options of a machine without a GPU', () => {
  it('are only threads and concurrent runs', async () => {
    const page = await show({ cards: [] })
    expect(page.findAll('legend').map((one) => one.text())).toEqual(['CPU, 16 cores'])
    expect(page.findAll('input[type=checkbox]')).toHaveLength(0)
    expect(field('engines').element.placeholder).toBe('1')
  })
  it('use the singular for one core', async () => {
    const page = await show({ cards: [], cores: 1 })
    expect(page.find('legend').text()).toBe('CPU, 1 core')
    expect(field('intra-op').element.placeholder).toBe('1 (all)')
  })
  it('give each of many runs at least one thread', async () => {
    await show({ cards: [], cores: 2 })
    await field('engines').setValue('5')
    expect(field('intra-op').element.placeholder).toBe('1 (of 2)')
  })
})

describe('the device options in a window', () => {
  it.each([
    ['that only watches can be read, not changed', true],
    ['that may configure can be changed', false],
  ])('%s', async (_, watching) => {
    const page = await show({}, {}, watching)
    expect(page.findAll('input').length).toBeGreaterThan(6)
    const locked = page.findAll('input').map(({ element }) => element.closest('fieldset')!.disabled)
    expect(new Set(locked)).toEqual(new Set([watching]))
    expect(apply().closest('[hidden]') !== null).toBe(watching)
  })
})

describe('a number of the device options', () => {
  it.each([
    ['engines', 'a whole number, 1 to 64, or empty for one per GPU'],
    ['intra-op', 'a whole number, 1 to 1024, or empty for all cores'],
    ['inter-op', 'a whole number, 1 to 1024, or empty for all cores'],
  ])('that is invalid is refused below its field: %s', async (name, words) => {
    await show()
    await field(name).setValue('many')
    expect(wrongOf(name)).toBe(words)
    expect(field(name).attributes('aria-invalid')).toBe('true')
    expect(open.page.findAll('[role=alert]')).toHaveLength(1)
    expect(apply().disabled).toBe(true)
    await field(name).setValue('')
    expect(wrongOf(name)).toBe('')
  })
  it('stays as typed while it is refused', async () => {
    await show()
    await field('engines').setValue('1.5')
    expect(field('engines').element.value).toBe('1.5')
    await field('engines').setValue('2')
    expect(apply().disabled).toBe(false)
  })
  it('that is reverted leaves nothing to apply', async () => {
    await show()
    await field('engines').setValue('3')
    await field('engines').setValue('')
    expect(apply().disabled).toBe(true)
  })
})

describe('applying the device options', () => {
  it('says why the host refuses them, and keeps what was typed', async () => {
    const refuse = () => {
      throw new CirrusError('refused', 'settings.json cannot be written.')
    }
    const page = await show({}, { 'devices.configure': refuse })
    await field('engines').setValue('3')
    await press(page, 'Apply')
    await until(() => useNotices().items.some(({ text }) => text === 'settings.json cannot be written.'))
    expect(field('engines').element.value).toBe('3')
    expect(apply().disabled).toBe(false)
  })
})
