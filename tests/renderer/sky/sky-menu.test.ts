import { mount } from '@vue/test-utils'
import { nextTick } from 'vue'
import { afterEach, describe, expect, it, vi } from 'vitest'
import SkyMenu from '../../../src-renderer/sky/SkyMenu.vue'

const open = async () => {
  const acts = { copy: vi.fn(), reset: vi.fn() }
  const entries = [
    { label: 'Copy position', act: acts.copy },
    { label: 'Reset view', act: acts.reset },
  ]
  const menu = mount(SkyMenu, { props: { x: 30, y: 40, entries }, attachTo: document.body })
  await nextTick()
  await nextTick()
  return { menu, acts, press: (key: string) => menu.trigger('keydown', { key }) }
}
const focused = () => document.activeElement?.textContent?.trim()
afterEach(() => (document.body.innerHTML = ''))

describe('the menu of the sky', () => {
  it('starts at its first entry, and is navigated with the arrow keys', async () => {
    const { menu, press } = await open()
    expect(focused()).toBe('Copy position')
    await press('ArrowDown')
    expect(focused()).toBe('Reset view')
    await press('ArrowDown')
    expect(focused()).toBe('Copy position')
    await press('End')
    expect(focused()).toBe('Reset view')
    expect(menu.findAll('[role=menuitem]')).toHaveLength(2)
    menu.unmount()
  })

  it('closes and then runs the chosen entry', async () => {
    const { menu, acts } = await open()
    await menu.findAll('button')[1].trigger('click')
    expect(menu.emitted('close')).toHaveLength(1)
    expect(acts.reset).toHaveBeenCalledTimes(1)
    expect(acts.copy).not.toHaveBeenCalled()
    menu.unmount()
  })

  it('closes with Escape and with a press outside, but not inside', async () => {
    const { menu, press } = await open()
    await menu.find('button').trigger('pointerdown')
    expect(menu.emitted('close')).toBeUndefined()
    document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }))
    await press('Escape')
    expect(menu.emitted('close')).toHaveLength(2)
    menu.unmount()
  })
})
