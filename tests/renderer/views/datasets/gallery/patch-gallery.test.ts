import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import PatchGallery from '../../../../../src-renderer/views/datasets/gallery/PatchGallery.vue'
import { datasets, patches as table } from '../../../fake/records.ts'
import { openPage, press as pressOn } from '../../mount-page.ts'
import type { OpenPage } from '../../mount-page.ts'
import { until } from '../../../window.ts'

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
const show = async (
  props = {},
  resource: (address: string) => Float32Array | string = flat,
  at = '/datasets/demo-64px',
) => {
  open = await openPage(
    PatchGallery,
    at,
    { dataset, patches, selected: null, unit: 'standard', ...props },
    { resource },
  )
  await until(() => open.page.find('[role=listbox]').exists())
  return open.page
}
const press = (key: string) => open.page.find('[role=listbox]').trigger('keydown', { key })
const pressButton = (text: string) => pressOn(open.page, text)
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
  it('sorts and filters by no mean or contrast that all patches share', async () => {
    const page = await show({ dataset: { ...dataset, recipe: { ...dataset.recipe, standardisation: 'dataset' } } })
    expect(page.findAll('option').map((one) => one.text())).toEqual(['number', 'l', 'b', '|b|', 'split'])
    await pressButton('Filter')
    expect(page.findAll('.range').map((one) => one.attributes('aria-label'))).toEqual(['l', 'b'])
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
  it('sorts by contrast, largest first, and the other way round', async () => {
    const some = patches.slice(0, 3).map((patch, i) => ({ ...patch, std: [0.2, 0.5, 0.3][i] }))
    const page = await show({ patches: some })
    const ids = () => page.findAll('[role=option]').map((one) => one.attributes('id'))
    await page.find('select').setValue('std')
    expect(ids()).toEqual(['patch-1', 'patch-2', 'patch-0'])
    await page.find('[aria-label^="Descending"]').trigger('click')
    expect(ids()).toEqual(['patch-0', 'patch-2', 'patch-1'])
    await until(() => open.router.currentRoute.value.query.sort === 'std')
  })

  it('draws a screen of 20,000 patches, and asks only for their thumbnails', async () => {
    const many = Array.from({ length: 20_000 }, (_, index) => ({ ...patches[0], index, std: (index * 7919) % 20_011 }))
    const page = await show({ patches: many, dataset: { ...dataset, count: many.length } })
    expect(page.text()).toContain('20\u202f000 patches')
    await page.find('select').setValue('std')
    const inSight = page.findAll('[role=option]').length
    expect(inSight).toBeLessThan(60)
    await until(() => open.fetched.length >= inSight)
    // Neighbours in contrast are far apart in the file: each is asked for by itself.
    expect(open.fetched.filter((address) => address.includes('count=1&')).length).toBeGreaterThan(20)
    expect(open.fetched.length).toBeLessThan(2 * inSight + 20)
  })
})

describe('the filter of the gallery', () => {
  const range = (label: string) => open.page.find<HTMLInputElement>(`[aria-label="${label}"]`)
  const enter = async (label: string, value: string) => {
    range(label).element.value = value
    await range(label).trigger('change')
  }
  const around = patches
    .slice(0, 6)
    .map((patch, i) => ({ ...patch, lon: 60 * i, lat: [-30, -20, 20, 30, 40, 80][i], mean: i - 3 }))
  const shownIds = () => open.page.findAll('[role=option]').map((one) => Number(one.attributes('id')!.slice(6)))

  it('takes ranges of position and contrast, l through 0, and says how many are shown', async () => {
    const page = await show({ patches: around })
    expect(page.find('[aria-label=Filter]').exists()).toBe(false)
    await pressButton('Filter')
    await enter('l from', '290')
    await enter('l to', '70')
    expect(shownIds()).toEqual([0, 1, 5])
    await enter('b from', '-25')
    expect(shownIds()).toEqual([1, 5])
    expect(page.find('[role=status]').text()).toBe('6 patches, 2 shown')
    expect(page.text()).toContain('Filter (2)')
    await until(() => open.router.currentRoute.value.query.lat === '-25..')
    expect(open.router.currentRoute.value.query).toMatchObject({ lon: '290..70' })
    await pressButton('Clear ranges')
    expect(shownIds()).toHaveLength(6)
  })

  it('filters by negative means, and is open at an end left empty', async () => {
    await show({ patches: around })
    await pressButton('Filter')
    await enter('mean to', '-1')
    expect(shownIds()).toEqual([0, 1, 2])
    await enter('mean to', '')
    expect(shownIds()).toHaveLength(6)
  })

  it('is read from the address, and offers no positions to patches without one', async () => {
    const nowhere = around.map((patch) => ({ ...patch, lon: null, lat: null }))
    const page = await show({ patches: nowhere }, flat, '/datasets/demo-64px?mean=0..1&sort=-mean&chosen=3-4&unit=map')
    expect(shownIds()).toEqual([4, 3])
    expect(range('l from').exists()).toBe(false)
    expect(page.find('[role=status]').text()).toBe('6 patches, 2 shown, 2 chosen')
    expect(page.emitted('update:unit')).toEqual([['map']])
  })
})

describe('the choice in the gallery', () => {
  const click = (index: number, init: MouseEventInit = {}) => open.page.find(`#patch-${index}`).trigger('click', init)
  const chosen = () => open.page.findAll('[aria-selected=true]').map((one) => Number(one.attributes('id')!.slice(6)))
  const said = () => open.page.find('[role=status]').text()

  it('is made by clicks: one, with Ctrl one more, with Shift all between', async () => {
    await show()
    await click(3)
    await click(5, { ctrlKey: true })
    expect(chosen()).toEqual([3, 5])
    await click(8, { shiftKey: true })
    expect(chosen()).toEqual([5, 6, 7, 8])
    expect(said()).toBe('60 patches, 4 chosen')
    expect(selected()).toBe(8)
    await until(() => open.router.currentRoute.value.query.chosen === '5-8')
  })

  it('is made by keys: arrows, Shift, Space after Ctrl, Ctrl+A, Escape', async () => {
    const page = await show({ selected: 4 })
    const key = async (name: string, init: object = {}) => {
      await page.find('[role=listbox]').trigger('keydown', { key: name, ...init })
      await page.setProps({ selected: selected() ?? 4 })
    }
    await key('ArrowRight')
    await key('ArrowRight', { shiftKey: true })
    expect(chosen()).toEqual([5, 6])
    await key('ArrowRight', { ctrlKey: true })
    expect(chosen()).toEqual([5, 6])
    await key(' ')
    expect(chosen()).toEqual([5, 6, 7])
    await key('a', { ctrlKey: true })
    expect(said()).toBe('60 patches, 60 chosen')
    await key('Escape')
    expect(said()).toBe('60 patches')
  })

  it('takes all that are shown, keeps those that a filter hides, and takes none', async () => {
    await show()
    await choice('Split')[3].trigger('click')
    await pressButton('Choose all shown')
    expect(said()).toBe('60 patches, 9 shown, 9 chosen')
    await choice('Split')[2].trigger('click')
    expect(said()).toBe('60 patches, 9 shown, 9 chosen (9 not shown)')
    await pressButton('Choose none')
    expect(chosen()).toEqual([])
  })
})
