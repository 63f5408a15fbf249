import { mount } from '@vue/test-utils'
import { afterEach, expect, it } from 'vitest'
import GoTo from '../../../src-renderer/sky/GoTo.vue'

afterEach(() => (document.body.innerHTML = ''))
const typed = async (text: string) => {
  const view = mount(GoTo, { attachTo: document.body })
  await view.find('input').setValue(text)
  await view.find('form').trigger('submit')
  return view
}

it('goes to a position in Galactic degrees', async () => {
  const view = await typed('120.5 -30')
  expect(view.emitted('position')).toEqual([[{ lon: 120.5, lat: -30 }]])
  expect(view.find('[role=alert]').exists()).toBe(false)
})

it('goes to an equatorial position', async () => {
  const [[position]] = (await typed('05:34:31.94 +22:00:52.2')).emitted('position') as [[{ lon: number; lat: number }]]
  expect(position.lon).toBeCloseTo(184.557, 2)
  expect(position.lat).toBeCloseTo(-5.784, 2)
})

it('shows a region with sky around it, and the widest ones within half the sky', async () => {
  expect((await typed('taurus')).emitted('region')!.at(-1)).toEqual([{ lon: 172.5, lat: -14.5, fov: 22.5 }])
  expect((await typed('Loop I')).emitted('region')!.at(-1)).toMatchObject([{ lon: 329, fov: 174 }])
})

it('goes to a region as soon as it is chosen from the list', async () => {
  const view = mount(GoTo)
  const { element } = view.find('input')
  element.value = 'Perseus'
  await view.find('input').trigger('input')
  await view.find('input').trigger('change')
  expect(view.emitted('region')).toHaveLength(1)
})

it.each([
  ['taurs', 'No such region. Did you mean Taurus?'],
  ['xyzzy', 'Type l b in degrees, RA Dec, or a region.'],
  ['10 95', 'Can’t go there: the latitude 95 is beyond the poles: give one from -90 to 90.'],
])('says what to type instead of %s, until it is changed', async (text, message) => {
  const view = await typed(text)
  expect(view.find('[role=alert]').text()).toBe(message)
  expect(view.find('input').attributes('aria-invalid')).toBe('true')
  expect(view.emitted('position')).toBeUndefined()
  await view.find('input').setValue('1 2')
  expect(view.find('[role=alert]').exists()).toBe(false)
})

it('lists the regions with their kinds, and hands the focus back on Escape', async () => {
  const view = mount(GoTo)
  const option = view.findAll('option').find((each) => each.attributes('value') === 'Polaris Flare')!
  expect(option.text()).toBe('high-latitude cloud')
  await view.find('input').trigger('keydown', { key: 'Escape' })
  expect(view.emitted('leave')).toHaveLength(1)
})
