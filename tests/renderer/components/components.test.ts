import { mount } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import ColourBar from '../../../src-renderer/components/ColourBar.vue'
import ConfirmDialog from '../../../src-renderer/components/ConfirmDialog.vue'
import CopyCommand from '../../../src-renderer/components/CopyCommand.vue'
import DataTable from '../../../src-renderer/components/DataTable.vue'
import EditableName from '../../../src-renderer/components/EditableName.vue'
import FailureState from '../../../src-renderer/components/FailureState.vue'
import FileDialog from '../../../src-renderer/components/FileDialog.vue'
import ImageCanvas from '../../../src-renderer/components/ImageCanvas.vue'
import SplitPane from '../../../src-renderer/components/SplitPane.vue'
import StateBadge from '../../../src-renderer/components/StateBadge.vue'
import { stateSchema } from '../../../src-preload/contract/index.ts'
import { usePage } from '../../../src-renderer/stores/page.ts'
import { openWindowForEach, until } from '../window.ts'

openWindowForEach()

describe('a state', () => {
  it('has its own symbol and word, independent of colour', () => {
    const shown = stateSchema.options.map((state) => mount(StateBadge, { props: { state } }))
    expect(shown.map((badge) => badge.text().replace(badge.find('.sign').text(), ''))).toEqual([...stateSchema.options])
    expect(new Set(shown.map((badge) => badge.find('.sign').text())).size).toBe(stateSchema.options.length)
  })
})

describe('a name', () => {
  it('is edited in place: Enter saves, Escape reverts', async () => {
    const name = mount(EditableName, { props: { name: 'old' }, attachTo: document.body })
    await name.find('button').trigger('click')
    await name.find('input').setValue('  new ')
    await name.find('input').trigger('keydown', { key: 'Enter' })
    expect(name.emitted('rename')).toEqual([['new']])
    await name.find('button').trigger('click')
    await name.find('input').setValue('thrown away')
    await name.find('input').trigger('keydown', { key: 'Escape' })
    expect(name.emitted('rename')).toHaveLength(1)
    expect(name.text()).toBe('old')
  })
  it('stays unchanged if nothing is typed', async () => {
    const name = mount(EditableName, { props: { name: 'old' }, attachTo: document.body })
    await name.find('button').trigger('click')
    await name.find('input').setValue('  ')
    await name.find('input').trigger('keydown', { key: 'Enter' })
    expect(name.emitted('rename')).toBeUndefined()
  })
})

describe('a table', () => {
  const rows = [
    { id: 'a', name: 'run 10', value: 3 },
    { id: 'b', name: 'run 9', value: null },
    { id: 'c', name: 'run 1', value: -1 },
  ]
  const columns = [
    { key: 'name', label: 'Name', value: (row: (typeof rows)[number]) => row.name },
    { key: 'value', label: 'Value', value: (row: (typeof rows)[number]) => row.value, number: true },
  ]
  const table = () =>
    mount(DataTable<(typeof rows)[number]>, { props: { rows, columns, label: 'Rows' }, attachTo: document.body })
  const names = (wrapper: ReturnType<typeof table>) => wrapper.findAll('tbody tr').map((row) => row.find('td').text())

  it('sorts by a header, with numbers in names as numbers and missing values last in both directions', async () => {
    const wrapper = table()
    const [byName, byValue] = wrapper.findAll('th button')
    await byName.trigger('click')
    expect(names(wrapper)).toEqual(['run 1', 'run 9', 'run 10'])
    await byValue.trigger('click')
    expect(names(wrapper)).toEqual(['run 1', 'run 10', 'run 9'])
    await byValue.trigger('click')
    expect(names(wrapper)).toEqual(['run 10', 'run 1', 'run 9'])
    expect(wrapper.findAll('th')[1].attributes('aria-sort')).toBe('descending')
  })
  it('is navigated with the arrow keys and opens rows with Enter', async () => {
    const wrapper = table()
    const lines = wrapper.findAll('tbody tr')
    ;(lines[0].element as HTMLElement).focus()
    await lines[0].trigger('keydown', { key: 'ArrowDown' })
    await nextTick()
    expect(document.activeElement).toBe(lines[1].element)
    await lines[1].trigger('keydown', { key: 'Enter' })
    expect(wrapper.emitted('open')?.[0]).toEqual([rows[1]])
  })
})

describe('a picture', () => {
  const sky = { lon: 212, lat: -19, width: 8 }
  const picture = () =>
    mount(ImageCanvas, {
      props: {
        values: [0, 1, 2, NaN],
        width: 2,
        range: [0, 2],
        colourMap: 'magma',
        label: 'original',
        unit: 'std',
        sky,
      },
      attachTo: document.body,
    })
  it('reads out value and position of the pixel reached with the arrow keys', async () => {
    const wrapper = picture()
    const page = usePage()
    await wrapper.trigger('keydown', { key: 'ArrowLeft' })
    // Row 1, column 0 of 2 px: 4 degrees north and, longitude growing to the left, 4 degrees east on the tangent plane.
    expect(page.cursor).toMatchObject({ value: 2, unit: 'std', note: 'column 0, row 1' })
    expect(page.cursor!.lat!).toBeGreaterThan(-19)
    expect(page.cursor!.lon!).toBeGreaterThan(212)
    await wrapper.trigger('keydown', { key: 'ArrowDown' })
    expect(page.cursor).toMatchObject({ value: 0 })
    expect(wrapper.attributes('aria-label')).toBe('original: 0 std')
  })
  it('stops at its edges and clears the read-out on leaving', async () => {
    const wrapper = picture()
    for (let i = 0; i < 5; i++) await wrapper.trigger('keydown', { key: 'ArrowRight' })
    expect(usePage().cursor).toBeNull()
    await wrapper.trigger('keydown', { key: 'ArrowDown' })
    for (let i = 0; i < 5; i++) await wrapper.trigger('keydown', { key: 'ArrowUp' })
    expect(usePage().cursor).toMatchObject({ note: 'column 1, row 1' })
    await wrapper.trigger('pointerleave')
    expect(usePage().cursor).toBeNull()
  })
})

describe('a colour bar', () => {
  it('is labelled with round values and its unit', () => {
    const bar = mount(ColourBar, { props: { range: [-2.3, 2.4], colourMap: 'residual', unit: 'MJy*sr^-1' } })
    expect(bar.findAll('.ticks span').map((tick) => tick.text())).toEqual(['−2', '0', '2'])
    expect(bar.find('.name').text()).toBe('MJy sr⁻¹')
  })
  it('puts equal ratios at equal distances on a logarithmic scale', () => {
    const bar = mount(ColourBar, { props: { range: [1, 10_000], colourMap: 'magma', log: true } })
    const at = (text: string) =>
      parseFloat(bar.findAll<HTMLElement>('.ticks span').find((tick) => tick.text() === text)!.element.style.bottom)
    expect(at('10')).toBeCloseTo(25, 6)
    expect(at('1\u202f000')).toBeCloseTo(75, 6)
  })
})

describe('panels', () => {
  it('are resized with the arrow keys, remembered, and reset by a double click', async () => {
    const pane = mount(SplitPane, { props: { name: 'test', start: 0.5 }, attachTo: document.body })
    const border = pane.find('[role="separator"]')
    await border.trigger('keydown', { key: 'ArrowRight' })
    expect(border.attributes('aria-valuenow')).toBe('52')
    expect(
      mount(SplitPane, { props: { name: 'test', start: 0.5 } })
        .find('[role="separator"]')
        .attributes('aria-valuenow'),
    ).toBe('52')
    await border.trigger('dblclick')
    expect(border.attributes('aria-valuenow')).toBe('50')
  })
})

describe('the display of failures and commands', () => {
  it('says what happened, what is safe, and has details to copy', async () => {
    const write = vi.fn(async () => undefined)
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: write }, configurable: true })
    const failure = { code: 'engine-lost', message: 'The engine ended.', details: 'signal SIGKILL' }
    const shown = mount(FailureState, { props: { failure, safe: 'All epochs are kept.' } })
    expect(shown.text()).toContain('The engine ended.')
    expect(shown.text()).toContain('All epochs are kept.')
    await shown.find('button').trigger('click')
    expect(write).toHaveBeenCalledWith('engine-lost: The engine ended.\n\nsignal SIGKILL')
  })
  it('copies the command verbatim', async () => {
    const write = vi.fn(async () => undefined)
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: write }, configurable: true })
    const shown = mount(CopyCommand, { props: { command: "cirrus map info 'a b.fits'" } })
    expect(shown.find('code').text()).toBe("cirrus map info 'a b.fits'")
    await shown.find('button').trigger('click')
    expect(write).toHaveBeenCalledWith("cirrus map info 'a b.fits'")
    await nextTick()
    expect(shown.find('button').text()).toBe('Copied')
  })
  it('names what will be lost before it is lost', async () => {
    const dialog = mount(ConfirmDialog, {
      props: { title: 'Delete it?', losses: ['37 epochs', 'the folder'], action: 'Delete' },
      global: { stubs: { teleport: true } },
    })
    expect(dialog.findAll('li').map((loss) => loss.text())).toEqual(['37 epochs', 'the folder'])
    await dialog.find('button.failure').trigger('click')
    expect(dialog.emitted('confirm')).toHaveLength(1)
  })
})

describe('the file dialog', () => {
  const open = (props: Record<string, unknown> = {}) =>
    mount(FileDialog, {
      props: { title: 'Open', endings: ['.fits'], ...props },
      global: { stubs: { teleport: true } },
      attachTo: document.body,
    })
  it('lists folders and files with the given endings, folders first', async () => {
    const dialog = open()
    await until(() => dialog.findAll('tbody tr').length > 0)
    expect(dialog.findAll('tbody tr').map((row) => row.find('td').text().replace('▸', ''))).toEqual([
      'maps',
      'papers',
      'planck-545.fits',
    ])
  })
  it('enters a folder and chooses a file with Enter', async () => {
    const dialog = open()
    await until(() => dialog.findAll('tbody tr').length > 0)
    await dialog.findAll('tbody tr')[0].trigger('keydown', { key: 'Enter' })
    await until(() => (dialog.find('input').element as HTMLInputElement).value === '/home/astro/maps')
    await dialog.findAll('tbody tr')[2].trigger('keydown', { key: 'Enter' })
    expect(dialog.emitted('choose')).toEqual([['/home/astro/maps/planck-545.fits']])
  })
  it('accepts a typed path, and says why a folder cannot be shown', async () => {
    const dialog = open()
    await until(() => dialog.findAll('tbody tr').length > 0)
    await dialog.find('input').setValue('/forbidden')
    await dialog.find('input').trigger('keydown', { key: 'Enter' })
    await until(() => dialog.text().includes('/forbidden: it may not be read'))
    await dialog.find('input').setValue('/data/my map.fits')
    await dialog.find('input').trigger('keydown', { key: 'Enter' })
    expect(dialog.emitted('choose')).toEqual([['/data/my map.fits']])
  })
  it('chooses the folder itself in folder mode', async () => {
    const dialog = open({ folders: true })
    await until(() => dialog.findAll('tbody tr').length === 2)
    await dialog.find('button.primary').trigger('click')
    expect(dialog.emitted('choose')).toEqual([['/home/astro']])
  })
})
