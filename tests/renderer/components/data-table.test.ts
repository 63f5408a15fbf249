import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { h, nextTick, ref } from 'vue'
import DataTable from '../../../src-renderer/components/DataTable.vue'

interface Row {
  id: string
  loss: number | null
  state: string
}
const rows: Row[] = [
  { id: 'run-2', loss: 30, state: 'complete' },
  { id: 'run-10', loss: 4, state: 'failed' },
  { id: 'run-1', loss: null, state: 'complete' },
]
const columns = [
  { key: 'id', label: 'Name', value: (row: Row) => row.id },
  { key: 'loss', label: 'Loss', unit: 'nat', number: true, value: (row: Row) => row.loss },
  { key: 'state', label: 'State' },
]
afterEach(() => (document.body.innerHTML = ''))
const open = (props: Record<string, unknown> = {}, slots: Record<string, unknown> = {}) =>
  mount(DataTable<Row>, { props: { rows, columns, label: 'Runs', ...props }, slots, attachTo: document.body } as never)
type Table = ReturnType<typeof open>
const names = (table: Table) => table.findAll('tbody tr').map((row) => row.find('td').text())
const focused = () => document.activeElement?.querySelector('td')?.textContent.trim()
const press = async (key: string) => {
  document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  await nextTick()
}

describe('the order of a table', () => {
  it('is that of its rows by default', () => expect(names(open())).toEqual(['run-2', 'run-10', 'run-1']))
  it('can be set initially, in either direction', () => {
    expect(names(open({ sortBy: 'id' }))).toEqual(['run-1', 'run-2', 'run-10'])
    expect(names(open({ sortBy: 'loss', descending: true }))).toEqual(['run-2', 'run-10', 'run-1'])
  })
  it('reverses on a second click, and starts afresh with another column', async () => {
    const table = open()
    const [name, loss] = table.findAll('th button')
    const directions = () => table.findAll('th').map((head) => head.attributes('aria-sort'))
    await name.trigger('click')
    expect(directions()).toEqual(['ascending', undefined, undefined])
    await name.trigger('click')
    expect(names(table)).toEqual(['run-10', 'run-2', 'run-1'])
    expect(directions()).toEqual(['descending', undefined, undefined])
    await loss.trigger('click')
    expect(directions()).toEqual([undefined, 'ascending', undefined])
  })
  it('keeps parts of the rows apart in both directions', () => {
    const part = ({ id }: Row) => Number(id === 'run-10')
    const apart = columns.map((column) => (column.key === 'loss' ? { ...column, part } : column))
    for (const descending of [true, false])
      expect(names(open({ columns: apart, sortBy: 'loss', descending }))).toEqual(['run-2', 'run-1', 'run-10'])
  })
  it('leaves its input unchanged', async () => {
    const table = open()
    await table.find('th button').trigger('click')
    expect(rows.map(({ id }) => id)).toEqual(['run-2', 'run-10', 'run-1'])
  })
  it('holds when rows are added and changed', async () => {
    const table = open({ sortBy: 'loss' })
    await table.setProps({ rows: [...rows, { id: 'run-3', loss: 7, state: 'running' }] } as never)
    expect(names(table)).toEqual(['run-10', 'run-3', 'run-2', 'run-1'])
  })
  it('is stable for equal rows', () => {
    const equal = ['c', 'a', 'b'].map((id) => ({ id, loss: 1, state: '' }))
    expect(names(open({ rows: equal, sortBy: 'loss' }))).toEqual(['c', 'a', 'b'])
  })
  it('is not available for columns without a value', () => {
    expect(
      open()
        .findAll('th')
        .map((head) => head.find('button').exists()),
    ).toEqual([true, true, false])
  })
})

describe('keyboard navigation in a table', () => {
  it('follows the visible order, and stops at both ends', async () => {
    const table = open({ sortBy: 'id' })
    table.find<HTMLElement>('tbody tr').element.focus()
    await press('ArrowUp')
    expect(focused()).toBe('run-1')
    const seen = []
    for (let i = 0; i < 4; i++) {
      await press('ArrowDown')
      seen.push(focused())
    }
    expect(seen).toEqual(['run-2', 'run-10', 'run-10', 'run-10'])
  })
  it('does not scroll the page', async () => {
    const table = open()
    // Vue keeps an event from listeners that were attached in the same millisecond.
    const attached = Date.now()
    await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(attached), { interval: 1 })
    const event = new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true })
    table.find('tbody tr').element.dispatchEvent(event)
    expect(event.defaultPrevented).toBe(true)
  })
  it('opens a row with Enter or a click', async () => {
    const table = open()
    await table.findAll('tbody tr')[1].trigger('keydown', { key: 'Enter' })
    await table.findAll('tbody tr')[2].trigger('click')
    expect(table.emitted('open')).toEqual([[rows[1]], [rows[2]]])
  })
  it('leaves Enter to a button inside a row', async () => {
    const table = open({}, { state: () => h('button', { class: 'inside' }, 'Stop') })
    await table.find('button.inside').trigger('keydown', { key: 'Enter' })
    expect(table.emitted('open')).toBeUndefined()
  })
})

describe('what a table shows', () => {
  it('is a dash for no value, and the unit in the header', () => {
    const table = open()
    expect(table.findAll('tbody tr')[2].findAll('td')[1].text()).toBe('–')
    expect(table.findAll('th')[1].text()).toContain('nat')
  })
  it('includes a mark on the row that is open elsewhere', () => {
    const table = open({ current: () => 'run-10' })
    expect(table.findAll('tr.current').map((row) => row.find('td').text())).toEqual(['run-10'])
  })
  it('includes a mark on the row under the cursor elsewhere, without re-rendering rows, also after sorting', async () => {
    const hovered = ref<string | null>('run-2')
    const cell = vi.fn(({ row }: { row: Row }) => row.state)
    const table = open({ highlighted: () => hovered.value }, { state: cell })
    const highlighted = () => table.findAll('tr.highlighted').map((row) => row.find('td').text())
    expect(highlighted()).toEqual(['run-2'])
    const drawn = cell.mock.calls.length
    hovered.value = 'run-1'
    await nextTick()
    expect(highlighted()).toEqual(['run-1'])
    expect(cell).toHaveBeenCalledTimes(drawn)
    await table.find('th button').trigger('click')
    expect(highlighted()).toEqual(['run-1'])
    hovered.value = null
    await nextTick()
    expect(highlighted()).toEqual([])
  })
  it('has a name, for the shortcut / and screen readers', () => {
    expect(open().attributes()).toMatchObject({ 'aria-label': 'Runs', 'data-shortcut': '/' })
  })
})

describe('a long table', () => {
  const many = Array.from({ length: 1000 }, (_, i) => ({ id: `run-${i}`, loss: i, state: '' }))
  it('renders only visible rows and keeps the space of the others', async () => {
    const table = open({ rows: many })
    const drawn = table.findAll('tbody tr[tabindex]')
    expect(drawn.length).toBeLessThan(60)
    const space = table.find('.space td').attributes('style')!
    expect(Number(/height: (\d+)px/.exec(space)![1]) + 28 * drawn.length).toBe(28_000)
    expect(table.attributes('aria-rowcount')).toBe('1000')
  })
  it('can be navigated beyond the rendered rows', async () => {
    const scroller = document.createElement('div')
    scroller.style.overflowY = 'auto'
    Object.defineProperty(scroller, 'clientHeight', { value: 280 })
    document.body.append(scroller)
    const table = mount(DataTable<Row>, { props: { rows: many, columns, label: 'Runs' }, attachTo: scroller } as never)
    await nextTick()
    table.find<HTMLElement>('tbody tr').element.focus()
    for (let i = 0; i < 40; i++) {
      await press('ArrowDown')
      await nextTick()
    }
    expect(focused()).toBe('run-40')
    expect(scroller.scrollTop).toBe(28 * 42 - 280)
  })
})
