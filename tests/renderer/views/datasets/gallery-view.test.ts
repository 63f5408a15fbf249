import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import PatchGallery from '../../../../src-renderer/views/datasets/PatchGallery.vue'
import { datasets, patches as table } from '../../fake/records.ts'
import { openPage } from '../mount-page.ts'
import type { OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

let open: OpenPage
// happy-dom has no layout: this gives a gallery of eight columns and three rows.
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(624)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(234)
})
afterEach(() => {
  open.close()
  vi.restoreAllMocks()
})
const [dataset] = datasets
/** A few of its patches; flat pictures, sixteen per request. */
const patches = table.slice(0, 60).map((patch) => ({ ...patch, others: [patch, patch] }))
const flat = () => new Float32Array(16 * 64 * 64)
const show = async (props = {}, resource: (address: string) => Float32Array | string = flat) => {
  open = await openPage(
    PatchGallery,
    '/',
    { dataset, patches, selected: null, unit: 'standard', ...props },
    { resource },
  )
  await until(() => open.page.find('[role=listbox]').exists())
  return open.page
}
const press = (key: string) => open.page.find('[role=listbox]').trigger('keydown', { key })
const selected = () => open.page.emitted<[number]>('update:selected')?.at(-1)?.[0]
const choice = (label: string) => open.page.findAll(`[aria-label="${label}"] button`)

describe('the gallery of patches', () => {
  it('offers the splits that have patches, with their counts', async () => {
    await show()
    expect(choice('Split').map((one) => one.text())).toEqual([
      'all 60',
      'train 1\u202f380',
      'validation 296',
      'test 296',
    ])
  })
  it('draws a dataset of one patch', async () => {
    const splits = { train: 1, validation: 0, test: 0, unused: 0 }
    const page = await show({ patches: patches.slice(0, 1), dataset: { ...dataset, count: 1, splits } })
    expect(page.findAll('[role=option]')).toHaveLength(1)
    expect(choice('Split').map((one) => one.text())).toEqual(['all 1', 'train 1'])
    await press('End')
    expect(selected()).toBe(0)
  })
  it('without patches ignores keys', async () => {
    const page = await show({ patches: [] })
    await press('ArrowRight')
    expect(page.findAll('[role=option]')).toHaveLength(0)
    expect(selected()).toBeUndefined()
  })
  it('is navigated by row, page, Home and End, and stops at both ends', async () => {
    await show({ selected: 20 })
    const after = async (key: string) => {
      await press(key)
      return selected()
    }
    expect(await after('ArrowUp')).toBe(12)
    expect(await after('PageDown')).toBe(36)
    expect(await after('PageUp')).toBe(12)
    expect(await after('End')).toBe(59)
    expect(await after('ArrowRight')).toBe(59)
    expect(await after('Home')).toBe(0)
    expect(await after('ArrowLeft')).toBe(0)
  })
  it('shows the selected patch on the sky on Enter or double click', async () => {
    const page = await show({ selected: 5 })
    await press('Enter')
    await page.find('#patch-2').trigger('dblclick')
    expect(page.emitted('look')).toEqual([[5], [2]])
  })
  it('reports the patch under the cursor, and when there is none', async () => {
    const page = await show()
    await page.find('#patch-3').trigger('pointerenter')
    await page.find('[role=listbox]').trigger('pointerleave')
    expect(page.emitted('hover')).toEqual([[patches[3]], [null]])
  })
  it('marks pictures that cannot be read', async () => {
    const page = await show({}, () => 'patches.npy ends early.')
    await until(() => page.text().includes('can’t read'))
  })
  it('marks validation and test patches with a letter', async () => {
    const page = await show()
    // Of every twenty, 14 are for training, 3 for validation and 3 for testing.
    expect(page.find('#patch-13 .sign').exists()).toBe(false)
    expect(page.find('#patch-14 .sign').text()).toBe('V')
    expect(page.find('#patch-17 .sign').text()).toBe('T')
  })
  it('offers the channels of polarised patches, each with thumbnails of its own', async () => {
    expect((await show()).find('[aria-label=Channel]').exists()).toBe(false)
    open.close()
    const recipe = { size: 64, width: 8, channels: 'IQU', scale: 'log', split: 'random', seed: 0 } as const
    const asked: string[] = []
    const page = await show({ dataset: { ...dataset, recipe }, channel: 2 }, (address) => (asked.push(address), flat()))
    expect(choice('Channel').map((one) => one.text())).toEqual(['I', 'Q', 'U'])
    await until(() => asked.length > 0)
    expect(asked[0]).toMatch(/channel=2$/)
    // Q and U have no logarithm.
    expect(choice('Unit')[1].attributes('title')).toBe('In the map’s unit')
    await choice('Channel')[0].trigger('click')
    expect(page.emitted('update:channel')).toEqual([[0]])
  })
  it('names the unit of the map, and says if its scale is logarithmic', async () => {
    const page = await show()
    expect(choice('Unit').map((one) => one.text())).toEqual(['standardised', 'MJy/sr'])
    expect(choice('Unit')[1].attributes('title')).toBe('In the map’s unit, on a logarithmic scale')
    await choice('Unit')[1].trigger('click')
    expect(page.emitted('update:unit')).toEqual([['map']])
    await page.setProps({ dataset: { ...dataset, unit: '', recipe: { ...dataset.recipe, scale: 'linear' } } })
    expect(choice('Unit')[1].text()).toBe('map unit')
    expect(choice('Unit')[1].attributes('title')).toBe('In the map’s unit')
  })
  it('sorts by standard deviation, largest first', async () => {
    const some = patches.slice(0, 3).map((patch, i) => ({ ...patch, std: [0.2, 0.5, 0.3][i] }))
    const page = await show({ patches: some })
    await page.find('select').setValue('std')
    expect(page.findAll('[role=option]').map((one) => one.attributes('id'))).toEqual(['patch-1', 'patch-2', 'patch-0'])
  })
})
