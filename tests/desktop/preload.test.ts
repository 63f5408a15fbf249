// @vitest-environment happy-dom
import * as electron from 'electron'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { FakeElectron } from './fake-electron.ts'

vi.mock('electron', async () => (await import('./fake-electron.ts')).fakeElectron())
const { contextBridge, ipcRenderer } = electron as unknown as FakeElectron
let exposed: unknown[][]
beforeAll(async () => {
  await import('../../src-preload/index.ts')
  exposed = [...contextBridge.exposeInMainWorld.mock.calls]
})
beforeEach(() => void ipcRenderer.send.mockClear())

const say = (data: unknown, init: object = {}) =>
  window.dispatchEvent(
    new MessageEvent('message', { data, origin: location.origin, source: window, ...init } as MessageEventInit),
  )

describe('the preload', () => {
  it('exposes nothing to the page except that it runs in Electron, and where dropped files are', () => {
    expect(exposed).toEqual([['cirrus', { door: 'electron', pathOf: expect.any(Function) }]])
    const { pathOf } = exposed[0][1] as { pathOf(file: File): string }
    expect(pathOf(new File([], 'iris.fits'))).toBe('/dropped/iris.fits')
  })

  it('requests a port when the page is ready', () => {
    say({ type: 'cirrus:ready' })
    expect(ipcRenderer.send.mock.calls).toEqual([['cirrus:port']])
  })

  it.each([
    ['another message', { type: 'other' }, {}],
    ['nothing', null, {}],
    ['text', 'cirrus:ready', {}],
    ['a message from another origin', { type: 'cirrus:ready' }, { origin: 'https://evil.example' }],
    ['a message from another window', { type: 'cirrus:ready' }, { source: null }],
  ])('asks for nothing at %s', (_, data, init) => {
    say(data, init)
    expect(ipcRenderer.send).not.toHaveBeenCalled()
  })

  it('passes the one port to the page, to its own origin only', () => {
    const post = vi.spyOn(window, 'postMessage').mockReturnValue(undefined)
    const port = {}
    ipcRenderer.emit('cirrus:port', { ports: [port] })
    ipcRenderer.emit('cirrus:port', { ports: [] })
    expect(post.mock.calls).toEqual([[{ type: 'cirrus:port' }, location.origin, [port]]])
  })
})
