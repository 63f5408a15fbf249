import { afterEach, describe, expect, it } from 'vitest'
import { patchesAddress } from '../../../../src-preload/contract/index.ts'
import ImageCanvas from '../../../../src-renderer/components/ImageCanvas.vue'
import { usePage } from '../../../../src-renderer/stores/page.ts'
import PatchDetail from '../../../../src-renderer/views/datasets/PatchDetail.vue'
import { datasets, patches } from '../../fake/records.ts'
import { button, facts, openPage, press } from '../mount-page.ts'
import type { OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

let open: OpenPage
afterEach(() => open.close())
const [dataset] = datasets
const test = patches[17]
const ramp = Float32Array.from({ length: 64 * 64 }, (_, i) => i)
const show = async (props = {}, resource: (address: string) => Float32Array | string = () => ramp) => {
  open = await openPage(PatchDetail, '/', { dataset, patch: test, patches, unit: 'standard', ...props }, { resource })
  return open.page
}
const picture = () => open.page.findComponent(ImageCanvas)

describe('an enlarged patch', () => {
  it('shows its position, split and numbers', async () => {
    const page = await show()
    // Its longitude is 17 x 47.3 - 720, its latitude 15 + 17 x 7.1 - 70, north because 17 is odd.
    expect(facts(page)).toEqual({ l: '84.10°', b: '65.70°', split: 'test', mean: '1.200', std: '0.3100' })
    expect(page.find('h2').text()).toBe('patch 17')
    expect(page.find('dd[title]').attributes('title')).toBe('of log(value in MJy/sr)')
  })

  it('has mean and standard deviation in the map’s unit if no logarithm was taken', async () => {
    const page = await show({ dataset: { ...dataset, recipe: { ...dataset.recipe, scale: 'linear' } } })
    expect(page.find('dd[title]').attributes('title')).toBe('MJy/sr')
  })

  it('shows the chosen channel with its own numbers, in diverging colours about zero', async () => {
    const recipe = { size: 64, width: 8, channels: 'QU', scale: 'linear', split: 'random', seed: 0 } as const
    const others = [{ mean: -0.5, std: 0.25 }]
    const asked: string[] = []
    const page = await show(
      { dataset: { ...dataset, recipe }, patch: { ...test, others }, channel: 1 },
      (address) => (asked.push(address), ramp),
    )
    await until(() => picture().props('values'))
    expect(facts(page)).toMatchObject({ mean: '−0.5000', std: '0.2500' })
    expect(asked).toEqual([patchesAddress(dataset.id, 17, 1, 'standard', 1)])
    const [low, high] = picture().props('range') as [number, number]
    expect([picture().props('label'), picture().props('colourMap'), low + high]).toEqual(['Patch 17, U', 'residual', 0])
    // An inpainting needs patches of one channel.
    expect(page.text()).not.toContain('Inpaint')
  })

  it('is requested alone, in the unit of the gallery', async () => {
    const page = await show()
    await until(() => picture().props('values'))
    expect(picture().props('unit')).toBe('std')
    await page.setProps({ unit: 'map' })
    await until(() => picture().props('unit') === 'MJy/sr')
    expect(open.fetched).toEqual([
      patchesAddress(dataset.id, 17, 1, 'standard'),
      patchesAddress(dataset.id, 17, 1, 'map'),
    ])
  })

  it('keeps the unit of the visible values until the new ones arrive', async () => {
    let hand = () => {}
    const page = await show()
    await until(() => picture().props('values'))
    const ask = globalThis.fetch
    globalThis.fetch = (...asked) => new Promise((resolve) => (hand = () => resolve(ask(...asked))))
    await page.setProps({ unit: 'map' })
    expect(picture().props('unit')).toBe('std')
    hand()
    await until(() => picture().props('unit') === 'MJy/sr')
  })

  it('reads out value and position of the pixel under the cursor: column 0 is east, row 0 south', async () => {
    await show()
    await until(() => picture().props('values'))
    const box = { left: 0, top: 0, width: 640, height: 640 } as DOMRect
    const target = picture().find<HTMLElement>('canvas').element.parentElement!
    for (const element of [target, ...target.querySelectorAll('*')])
      (element as HTMLElement).getBoundingClientRect = () => box
    // The lower left corner: longitude grows to the left.
    const move = new MouseEvent('pointermove', { clientX: 5, clientY: 635, bubbles: true })
    picture().find('canvas').element.dispatchEvent(move)
    const { lon, lat, value, note } = usePage().cursor!
    expect([value, note]).toEqual([0, 'column 0, row 0'])
    expect(lon!).toBeGreaterThan(test.lon!)
    expect(lat!).toBeLessThan(test.lat!)
  })

  it('links to an inpainting only if it is a test patch', async () => {
    const page = await show()
    expect(button(page, 'Inpaint this patch')!.attributes('href')).toBe('/inpaintings/new?dataset=demo-64px&patch=17')
    await page.setProps({ patch: patches[0] })
    expect(button(page, 'Inpaint this patch')).toBeUndefined()
  })

  it('can be shown on the sky, and closed', async () => {
    const page = await show()
    await press(page, 'Show on sky')
    await press(page, '✕')
    expect(page.emitted()).toMatchObject({ look: [[]], close: [[]] })
  })

  it('that the host cannot read says why, until another is selected', async () => {
    const page = await show({}, (address) => (address.includes('from=17') ? 'patches.npy: cut off.' : ramp))
    await until(() => page.text().includes('patches.npy: cut off.'))
    await page.setProps({ patch: patches[18] })
    await until(() => picture().exists() && picture().props('values'))
    expect(page.text()).not.toContain('cut off')
  })

  it('is measured with another patch of the dataset beside it, until another one is selected', async () => {
    const page = await show()
    const inDialog = (text: string) =>
      [...document.querySelectorAll<HTMLButtonElement>('dialog button')].find(
        (one) => one.textContent?.trim() === text,
      )!
    const names = () =>
      [...document.querySelectorAll('dialog figcaption > span:first-child')].map((one) => one.textContent)
    await until(() => picture().props('values'))
    await press(page, 'Measure…')
    expect(names()).toEqual(['patch 17'])
    expect(inDialog('Add beside').disabled).toBe(true)
    const field = document.querySelector<HTMLInputElement>('dialog input[type=number]')!
    field.value = '18'
    field.dispatchEvent(new Event('input'))
    await until(() => !inDialog('Add beside').disabled)
    inDialog('Add beside').click()
    await until(() => names().length === 2)
    expect(names()).toEqual(['patch 17', 'patch 18'])
    expect(open.fetched.at(-1)).toBe(patchesAddress(dataset.id, 18, 1, 'standard'))
    await page.setProps({ patch: patches[19] })
    await until(() => names().length === 1)
  })
})
