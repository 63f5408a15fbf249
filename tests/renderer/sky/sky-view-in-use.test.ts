// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openStage, until } from './stage.ts'
import { element, look, patches, screen } from './view-stage.ts'

vi.mock('../../../src-renderer/sky/open-screen.ts', async () => ({
  openScreen: (await import('./view-stage.ts')).openScreen,
  closeSecondScreen: () => {},
  hasWebGl: () => false,
}))
vi.mock('../../../src-renderer/sky/survey.ts', async () => ({
  fetchSurvey: (await import('./view-stage.ts')).fetchSurvey,
}))
const { default: SkyView } = await import('../../../src-renderer/sky/SkyView.vue')

const mountView = (more = {}) =>
  mount(SkyView, { props: { mapId: 'demo', column: 0, look, patches, ...more }, attachTo: document.body })
const drag = async (view: ReturnType<typeof mountView>, from: [number, number], to: [number, number]) => {
  await view.find('.sky').trigger('pointerdown', { clientX: from[0], clientY: from[1], button: 0 })
  await view.find('.sky').trigger('pointerup', { clientX: to[0], clientY: to[1], button: 0 })
}
beforeEach(() => {
  vi.clearAllMocks()
  openStage()
})
afterEach(() => (document.body.innerHTML = ''))

describe('the sky view in use', () => {
  it('reports the position under the cursor, and when it leaves', async () => {
    const view = mountView()
    await until(() => element.parentElement)
    await view.find('.sky').trigger('pointermove', { clientX: 200, clientY: 100 })
    await view.find('.sky').trigger('pointermove', { clientX: 1, clientY: 1 })
    await view.find('.sky').trigger('pointerleave')
    expect(view.emitted('cursor')).toEqual([[{ lon: 0, lat: 0 }], [null], [null]])
    view.unmount()
  })

  it('zooms with the wheel about the cursor', async () => {
    const view = mountView()
    await until(() => element.parentElement)
    await view.find('.sky').trigger('wheel', { clientX: 150, clientY: 90, deltaY: -350, deltaMode: 0 })
    expect(screen.setFov).toHaveBeenLastCalledWith(180)
    view.unmount()
  })

  it('has its own right-click menu for the position under it', async () => {
    const view = mountView({ cuttable: true })
    await until(() => element.parentElement)
    const below = vi.fn()
    element.addEventListener('contextmenu', below)
    element.addEventListener('mousedown', below)
    const [clientX, clientY] = Array.from(screen.project([30], [10]))
    const more = { clientX, clientY, button: 2, bubbles: true, cancelable: true }
    element.dispatchEvent(new MouseEvent('mousedown', more))
    const event = new MouseEvent('contextmenu', more)
    element.dispatchEvent(event)
    expect(event.defaultPrevented).toBe(true)
    expect(below).not.toHaveBeenCalled()
    await until(() => view.find('[role=menu]').exists())
    const items = view.findAll('[role=menuitem]')
    expect(items.map((item) => item.text())).toEqual(['Copy position', 'Cut a patch here', 'Centre here', 'Reset view'])
    await items[1].trigger('click')
    const [[position]] = view.emitted('cut') as [[{ lon: number; lat: number }]]
    expect(position.lon).toBeCloseTo(30, 6)
    expect(position.lat).toBeCloseTo(10, 6)
    expect(view.find('[role=menu]').exists()).toBe(false)
    view.unmount()
  })

  it('selects the patch under a click, but not after a drag', async () => {
    const view = mountView()
    await until(() => element.parentElement)
    const [x, y] = Array.from(screen.project([90], [30]))
    await drag(view, [x, y], [x + 40, y])
    expect(view.emitted('patch')).toBeUndefined()
    await drag(view, [x, y], [x + 1, y])
    expect(view.emitted('patch')).toEqual([[1]])
    expect(view.emitted('pick')).toHaveLength(1)
    view.unmount()
  })

  it('selects the patch in the middle with Enter, and describes its keys to screen readers', async () => {
    const view = mountView()
    await until(() => element.parentElement)
    await view.find('.sky').trigger('keydown', { key: 'Enter' })
    expect(view.emitted('patch')).toEqual([[0]])
    expect(view.find('.sky').attributes('aria-label')).toContain('Arrow keys')
    view.unmount()
  })

  it('centres on a position, and zooms in', async () => {
    const view = mountView()
    await until(() => element.parentElement)
    ;(view.vm as unknown as { lookAt: (at: { lon: number; lat: number }) => void }).lookAt({ lon: 212, lat: -19 })
    expect(screen.goTo).toHaveBeenCalledWith(expect.objectContaining({ lon: 212, lat: -19 }))
    expect(screen.setFov).toHaveBeenCalledWith(40)
    view.unmount()
  })

  it('goes to what is typed: near a position, and to a region with sky around it', async () => {
    const view = mountView()
    await until(() => element.parentElement)
    const type = async (text: string) => {
      await view.find('.goto input').setValue(text)
      await view.find('.goto').trigger('submit')
    }
    await type('212 -19')
    expect(screen.goTo).toHaveBeenLastCalledWith(expect.objectContaining({ lon: 212, lat: -19 }))
    expect(screen.setFov).toHaveBeenLastCalledWith(40)
    await type('Orion')
    expect(screen.goTo).toHaveBeenLastCalledWith(expect.objectContaining({ lon: 211, lat: -16 }))
    expect(screen.setFov).toHaveBeenLastCalledWith(27)
    view.unmount()
  })

  it('focuses the field for a position by F, and the sky again by Escape; letters typed there are no shortcuts', async () => {
    const view = mountView()
    await until(() => element.parentElement)
    await view.find('.sky').trigger('keydown', { key: 'f' })
    const field = view.find('.goto input')
    expect(document.activeElement).toBe(field.element)
    await field.trigger('keydown', { key: 'g' })
    expect(view.emitted('grid')).toBeUndefined()
    await field.trigger('keydown', { key: 'Escape' })
    expect(document.activeElement).toBe(view.find('.sky').element)
    view.unmount()
  })

  it('opens the menu of overlays by O, and closes it by Escape; it scrolls instead of the sky', async () => {
    const view = mountView()
    await until(() => element.parentElement)
    await view.find('.sky').trigger('keydown', { key: 'o' })
    const form = view.find('form[aria-label="Overlays of the sky"]')
    await form.trigger('wheel', { deltaY: -350, deltaMode: 0 })
    expect(screen.setFov).not.toHaveBeenCalled()
    await form.trigger('keydown', { key: 'Escape' })
    expect(view.find('form[aria-label="Overlays of the sky"]').exists()).toBe(false)
    expect(document.activeElement).toBe(view.find('.sky').element)
    view.unmount()
  })
})
