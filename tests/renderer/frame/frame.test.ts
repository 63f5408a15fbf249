import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { defineComponent, h } from 'vue'
import CommandPalette from '../../../src-renderer/frame/CommandPalette.vue'
import ConnectionBar from '../../../src-renderer/frame/ConnectionBar.vue'
import DeviceChip from '../../../src-renderer/frame/DeviceChip.vue'
import JobTray from '../../../src-renderer/frame/JobTray.vue'
import Rail from '../../../src-renderer/frame/Rail.vue'
import StatusBar from '../../../src-renderer/frame/StatusBar.vue'
import { bestEntries, matchScore } from '../../../src-renderer/frame/palette-entries.ts'
import { isTyping, paletteOpen, sheetOpen, useShortcuts } from '../../../src-renderer/frame/shortcuts.ts'
import { useDevices } from '../../../src-renderer/stores/devices.ts'
import { usePage } from '../../../src-renderer/stores/page.ts'
import { useRuns } from '../../../src-renderer/stores/runs.ts'
import { openWindowForEach, until } from '../window.ts'

const cirrus = openWindowForEach()
afterEach(() => {
  paletteOpen.value = sheetOpen.value = false
})
const press = (key: string, options: KeyboardEventInit = {}) =>
  window.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...options }))

describe('the rail', () => {
  it('links to every page and marks the open one', async () => {
    const rail = await cirrus.show(Rail, {}, '/runs/demo-2026-11-23-a')
    expect(rail.findAll('.item').map((item) => item.text())).toEqual([
      'Maps',
      'Datasets',
      'Runs',
      'Studies',
      'Validation',
      'Inpainting',
      'Settings',
    ])
    expect(rail.find('[aria-current="page"]').text()).toBe('Runs')
    expect(rail.findAll('.item')[2].attributes('title')).toBe('Runs (g r)')
  })
})

describe('the keys', () => {
  const Listener = defineComponent({ setup: () => (useShortcuts(), () => h('div')) })

  it('g and a letter open a page; a letter alone does not', async () => {
    const wrapper = await cirrus.show(Listener, {}, '/maps')
    press('r')
    expect(cirrus.router.currentRoute.value.path).toBe('/maps')
    press('g')
    press('r')
    await until(() => cirrus.router.currentRoute.value.path === '/runs')
    wrapper.unmount()
    press('g')
    press('m')
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(cirrus.router.currentRoute.value.path).not.toBe('/maps')
  })
  it('Ctrl K and Cmd K open the palette, ? the list of shortcuts', async () => {
    const wrapper = await cirrus.show(Listener)
    press('k', { metaKey: true })
    expect(paletteOpen.value).toBe(true)
    press('k', { ctrlKey: true })
    expect(paletteOpen.value).toBe(false)
    press('?')
    expect(sheetOpen.value).toBe(true)
    wrapper.unmount()
  })
  it('are text in a text field', () => {
    const field = document.createElement('input')
    const box = Object.assign(document.createElement('input'), { type: 'checkbox' })
    expect([isTyping(field), isTyping(box), isTyping(document.body)]).toEqual([true, false, false])
  })
})

describe('the command palette', () => {
  it('ranks matches at the start of words before those inside, and letters in order last', () => {
    expect(matchScore('run', 'runs page')!).toBeGreaterThan(matchScore('run', 'new run')!)
    expect(matchScore('run', 'new run')!).toBeGreaterThan(matchScore('run', 'prune')!)
    expect(matchScore('run', 'prune')!).toBeGreaterThan(matchScore('run', 'reunion')!)
    expect(matchScore('run', 'maps')).toBeNull()
    expect(matchScore('demo train', 'Train on demo-64px action')).not.toBeNull()
    expect(bestEntries([], 'x')).toEqual([])
  })
  it('finds runs, datasets, maps and inpaintings, and opens them with Enter', async () => {
    const palette = mount(CommandPalette, { global: { plugins: [cirrus.router], stubs: { teleport: true } } })
    paletteOpen.value = true
    await until(() => palette.text().includes('iris-100um') || palette.findAll('li').length > 20)
    const find = async (query: string) => {
      await palette.find('input').setValue(query)
      return palette.findAll('li').map((entry) => entry.find('.label').text())
    }
    expect((await find('iris'))[0]).toBe('iris-100um')
    expect(await find('train on')).toContain('Train on demo-64px')
    expect((await find('patch 117 block'))[0]).toContain('block')
    expect((await find('wide'))[0]).toBe('wide-kernel')
    await palette.find('input').trigger('keydown', { key: 'Enter' })
    await until(() => cirrus.router.currentRoute.value.path === '/runs/wide-kernel')
    expect(paletteOpen.value).toBe(false)
  })
  it('moves with the arrow keys, wrapping around', async () => {
    const palette = mount(CommandPalette, { global: { plugins: [cirrus.router], stubs: { teleport: true } } })
    paletteOpen.value = true
    await until(() => palette.findAll('li').length > 3)
    await palette.find('input').trigger('keydown', { key: 'ArrowUp' })
    await until(() => palette.findAll('li').at(-1)?.attributes('aria-selected') === 'true')
    await palette.find('input').trigger('keydown', { key: 'ArrowDown' })
    await until(() => palette.findAll('li')[0].attributes('aria-selected') === 'true')
  })
})

describe('the bars', () => {
  it('show the engine’s device and memory use', async () => {
    const chip = await cirrus.show(DeviceChip)
    await until(() => chip.text().includes('NVIDIA'))
    expect(chip.find('.name').text()).toBe('NVIDIA H100')
    expect(chip.find('.memory').text()).toBe('12.1/80.0 GB')
  })
  it('mark a failed engine with a symbol, not with colour alone', async () => {
    const chip = await cirrus.show(DeviceChip)
    const store = useDevices()
    await until(() => store.main)
    store.engines = [{ ...store.main!, state: 'failed', name: null }]
    await until(() => chip.find('.sign').text() === '▲')
    expect(chip.find('.name').text()).toBe('engine failed')
  })
  it('list the jobs with their time left, and cancel them', async () => {
    const tray = await cirrus.show(JobTray)
    await until(() => tray.text().includes('1 job'))
    await tray.find('button').trigger('click')
    expect(tray.text()).toContain('2 min 13 s left')
    expect(tray.find('a').attributes('href')).toBe('/runs/demo-2026-11-23-c')
    await tray
      .findAll('button')
      .find((button) => button.text() === 'Cancel')!
      .trigger('click')
    await until(() => tray.text().includes('cancelled'))
    expect(tray.text()).toContain('0 jobs')
  })
  it('read out position, value and unit under the cursor', async () => {
    const bar = await cirrus.show(StatusBar)
    usePage().cursor = { lon: 212, lat: -19, value: 3.42, unit: 'MJy/sr' }
    await until(() => bar.text().includes('212.00'))
    expect(bar.text().replace(/\s+/g, ' ')).toMatch(
      /^l 212\.00°b −19\.00° ?RA \d+\.\d\d° Dec −\d+\.\d\d° ?3\.420 MJy\/sr/,
    )
    usePage().cursor = { value: NaN }
    await until(() => bar.text().includes('no data'))
  })
  it('report a lost connection unobtrusively, and nothing while connected', async () => {
    const runs = useRuns()
    await until(() => runs.phase === 'ready')
    const bar = await cirrus.show(ConnectionBar)
    expect(bar.text()).toBe('')
    cirrus.host.server.close()
    await until(() => bar.text().includes('Connection to Cirrus lost'))
    expect(runs.items).toHaveLength(5)
  })
})
