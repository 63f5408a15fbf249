import { afterEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import App from '../../../src-renderer/App.vue'
import DropTarget from '../../../src-renderer/frame/DropTarget.vue'
import { openWindowForEach, until } from '../window.ts'

const cirrus = openWindowForEach()
afterEach(() => {
  vi.unstubAllGlobals()
})

const transferOf = (names: string[], text = '') => ({
  files: names.map((name) => ({ name })),
  getData: (type: string) => (type === 'text/plain' ? text : ''),
})
/** Whether the window took the event. */
function send(name: string, dataTransfer: object = transferOf([]), target: EventTarget = document.body) {
  const event = Object.assign(new Event(name, { bubbles: true, cancelable: true }), {
    dataTransfer,
    relatedTarget: null,
  })
  target.dispatchEvent(event)
  return event.defaultPrevented
}
const inDesktop = () => vi.stubGlobal('cirrus', { door: 'electron', pathOf: ({ name }: File) => `/sky/${name}` })

describe('dropping files on the window', () => {
  it('opens every one of them, on whatever page it is', async () => {
    inDesktop()
    const push = vi.spyOn(cirrus.router, 'push')
    await cirrus.show(App, {}, '/settings')
    send('drop', transferOf(['a.fits', 'b.fits']))
    for (const open of ['/sky/a.fits', '/sky/b.fits'])
      await until(() =>
        push.mock.calls.some(([to]) => JSON.stringify(to) === JSON.stringify({ path: '/maps', query: { open } })),
      )
  })

  it('says where to drop while something is dragged over it, until it leaves', async () => {
    const target = await cirrus.show(DropTarget)
    expect(send('dragover')).toBe(true)
    await nextTick()
    expect(target.text()).toBe('Drop to open the map')
    send('dragleave')
    await nextTick()
    expect(target.text()).toBe('')
  })

  it('asks for the file where the browser hides its path', async () => {
    const push = vi.spyOn(cirrus.router, 'push').mockResolvedValue(undefined)
    await cirrus.show(DropTarget)
    send('drop', transferOf(['a.fits']))
    expect(push).toHaveBeenLastCalledWith({ path: '/maps', query: { open: null } })
  })

  it('leaves to the page what is dragged within it, and to a field what is dropped on it', async () => {
    const target = await cirrus.show(DropTarget)
    const field = document.body.appendChild(document.createElement('input'))
    expect(send('drop', transferOf([], '/a.fits'), field)).toBe(false)
    send('dragstart')
    expect([send('dragover'), send('drop', transferOf([], '/a.fits'))]).toEqual([false, false])
    send('dragend')
    expect(send('drop', transferOf([], '/a.fits'))).toBe(true)
    expect(target.emitted('drop')).toEqual([[['/a.fits']]])
  })
})
