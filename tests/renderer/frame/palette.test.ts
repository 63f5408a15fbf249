import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import CommandPalette from '../../../src-renderer/frame/CommandPalette.vue'
import { bestEntries, matchScore } from '../../../src-renderer/frame/palette-entries.ts'
import type { PaletteEntry } from '../../../src-renderer/frame/palette-entries.ts'
import { paletteOpen, sheetOpen } from '../../../src-renderer/frame/shortcuts.ts'
import { useAppearance } from '../../../src-renderer/stores/appearance.ts'
import { useRuns } from '../../../src-renderer/stores/runs.ts'
import { useStudies } from '../../../src-renderer/stores/studies.ts'
import { openWindow, until } from '../window.ts'

const entry = (label: string, kind: PaletteEntry['kind'] = 'run'): PaletteEntry => ({ kind, label, hint: '', run() {} })
const best = (labels: string[], query: string, limit?: number) =>
  bestEntries(
    labels.map((label) => entry(label)),
    query,
    limit,
  ).map(({ label }) => label)

describe('the search of the palette', () => {
  it('ranks entries that start with the query before those that contain it', () => {
    expect(best(['old-demo', 'xdemox', 'demo-a'], 'demo')).toEqual(['demo-a', 'old-demo', 'xdemox'])
  })
  it('treats what follows a dash, dot, slash or underscore as the start of a word', () => {
    for (const label of ['a demo', 'a-demo', 'a_demo', 'a/demo', 'a.demo']) {
      expect(matchScore('demo', label)).toBeGreaterThan(matchScore('demo', 'ademo')!)
    }
  })
  it('requires every word, in any order', () => {
    const labels = ['Train on demo-64px', 'Inpaint with demo-a', 'demo-64px']
    expect(best(labels, 'demo train')).toEqual(['Train on demo-64px'])
    expect(best(labels, 'train zebra')).toEqual([])
  })
  it('tolerates omitted letters, but not swapped ones', () => {
    expect(matchScore('dmo', 'demo')).not.toBeNull()
    expect(matchScore('omd', 'demo')).toBeNull()
  })
  it('ignores case', () => {
    expect(matchScore('MAPS', 'maps')).toBe(matchScore('maps', 'Maps'))
  })
  it('shows all entries in their order for an empty query', () => {
    expect(best(['b', 'a', 'c'], '  ')).toEqual(['b', 'a', 'c'])
  })
  it('keeps equal matches in their order, up to its limit', () => {
    expect(best(['run-3', 'run-1', 'run-2'], 'run', 2)).toEqual(['run-3', 'run-1'])
  })
  it('also finds by kind', () => {
    const entries = [entry('demo-a', 'run'), entry('demo-64px', 'dataset')]
    expect(bestEntries(entries, 'dataset').map(({ label }) => label)).toEqual(['demo-64px'])
  })
})

describe('the palette', () => {
  let cirrus: Awaited<ReturnType<typeof openWindow>>
  beforeEach(async () => {
    cirrus = await openWindow()
  })
  afterEach(() => {
    cirrus.close()
    paletteOpen.value = sheetOpen.value = false
    document.body.innerHTML = ''
  })
  const open = async () => {
    const push = vi.spyOn(cirrus.router, 'push').mockResolvedValue(undefined)
    const palette = mount(CommandPalette, { global: { plugins: [cirrus.router], stubs: { teleport: true } } })
    paletteOpen.value = true
    await until(() => useRuns().phase === 'ready')
    await nextTick()
    const key = (key: string) => palette.find('input').trigger('keydown', { key })
    const search = async (query: string) => palette.find('input').setValue(query)
    const chosen = () => palette.find('[aria-selected="true"] .label').text()
    return { palette, push, key, search, chosen }
  }

  it('opens the chosen entry, and closes', async () => {
    const { push, key, search, palette } = await open()
    await search('runs')
    await key('Enter')
    expect(push).toHaveBeenCalledExactlyOnceWith('/runs')
    expect(paletteOpen.value).toBe(false)
    expect(palette.find('input').exists()).toBe(false)
  })
  it('highlights the entry under the pointer, and runs the clicked one', async () => {
    const { palette, push, search, chosen } = await open()
    await search('inpaint with')
    const lines = palette.findAll('[role="option"]')
    await lines[1].trigger('pointermove')
    expect(chosen()).toBe('Inpaint with demo-2026-11-23-b')
    await lines[1].trigger('click')
    expect(push).toHaveBeenCalledExactlyOnceWith('/inpaintings/new?run=demo-2026-11-23-b')
  })
  it('returns to the best match when the query changes', async () => {
    const { key, search, chosen, palette } = await open()
    await key('ArrowDown')
    await key('ArrowDown')
    await search('wide')
    expect(chosen()).toBe('wide-kernel')
    const field = palette.find('input')
    expect(palette.find(`#${field.attributes('aria-activedescendant')}`).attributes('aria-selected')).toBe('true')
  })
  it('is empty when reopened', async () => {
    const { search, palette } = await open()
    await search('wide')
    paletteOpen.value = false
    await nextTick()
    paletteOpen.value = true
    await nextTick()
    expect(palette.find('input').element.value).toBe('')
  })
  it('does nothing on Enter without matches, and says so', async () => {
    const { palette, search, key, push } = await open()
    await search('zzzz')
    expect(palette.text()).toContain('No matches')
    await key('ArrowDown')
    await key('Enter')
    expect(push).not.toHaveBeenCalled()
    expect(paletteOpen.value).toBe(true)
  })
  it('runs actions too: the theme, the shortcuts, the engine', async () => {
    const { search, key } = await open()
    await search('switch between dark')
    await key('Enter')
    expect(useAppearance().theme).toBe('light')
    paletteOpen.value = true
    await nextTick()
    await search('keyboard shortcuts')
    await key('Enter')
    expect(sheetOpen.value).toBe(true)
  })
  it('offers inpainting only with runs that have completed an epoch', async () => {
    cirrus.host.runs[3].epoch = 0
    const { palette, search } = await open()
    await search('inpaint with wide-kernel')
    expect(palette.findAll('.label').map((label) => label.text())).not.toContain('Inpaint with wide-kernel')
    await search('inpaint with latent-16')
    expect(palette.find('.label').text()).toBe('Inpaint with latent-16')
  })
  it('finds a map, and the page about it', async () => {
    const { search, key, push } = await open()
    await search('about iris')
    await key('Enter')
    expect(push).toHaveBeenCalledExactlyOnceWith('/maps/iris-100um/about')
  })
  it('finds studies, and starts one on a dataset or around a run', async () => {
    const { palette, search, key, push } = await open()
    await until(() => useStudies().phase === 'ready')
    await search('demo search study')
    expect(palette.find('.label').text()).toBe('demo search')
    await search('tune hyperparameters from latent-16')
    await key('Enter')
    expect(push).toHaveBeenCalledWith('/studies/new?run=latent-16')
    paletteOpen.value = true
    await nextTick()
    await search('tune hyperparameters on demo-64px')
    await key('Enter')
    expect(push).toHaveBeenCalledWith('/studies/new?dataset=demo-64px')
    paletteOpen.value = true
    await nextTick()
    await search('new study')
    await key('Enter')
    expect(push).toHaveBeenCalledWith('/studies/new')
  })
  it('finds a run that was added while it is open', async () => {
    const { palette, search } = await open()
    await search('brand new')
    expect(palette.text()).toContain('No matches')
    const record = { ...cirrus.host.runs[2], id: 'brand-new', name: 'brand new' }
    cirrus.host.server.broadcast('runs.changed', { id: 'brand-new', record })
    await until(() => palette.text().includes('brand new'))
  })
  it('closes with Escape without running anything', async () => {
    const { palette, push } = await open()
    await palette.find('dialog').trigger('cancel')
    expect(paletteOpen.value).toBe(false)
    expect(push).not.toHaveBeenCalled()
  })
})
