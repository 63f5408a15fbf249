import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as electron from 'electron'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { handleScheme, registerScheme } from '../../src-main/desktop/scheme.ts'
import { defaultSize, readBounds, visibleBounds, writeBounds } from '../../src-main/desktop/window-bounds.ts'
import { createWindow } from '../../src-main/desktop/window.ts'
import { watchRenderer } from '../../src-main/desktop/renderer-crash.ts'
import type { FakeElectron } from './fake-electron.ts'

vi.mock('electron', async () => (await import('./fake-electron.ts')).fakeElectron())
const { BrowserWindow, dialog, protocol } = electron as unknown as FakeElectron

const folder = mkdtempSync(join(tmpdir(), 'cirrus-window-'))
const boundsFile = join(folder, 'window.json')
afterAll(() => rmSync(folder, { recursive: true }))
const screens = [
  { x: 0, y: 0, width: 1920, height: 1080 },
  { x: 1920, y: 0, width: 2560, height: 1440 },
]

describe('the window', () => {
  let window: InstanceType<FakeElectron['BrowserWindow']>
  beforeEach(() => {
    rmSync(boundsFile, { force: true })
    BrowserWindow.opened.length = 0
    createWindow({ preload: '/p/index.cjs', icon: '/i.png', boundsFile })
    window = BrowserWindow.opened[0]
  })

  it('is sandboxed, isolated and without Node, with every protection on', () => {
    expect(window.options.webPreferences).toEqual({
      preload: '/p/index.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    })
  })

  it('loads our own page over our own scheme', () => {
    expect(window.loadURL).toHaveBeenCalledWith('cirrus://app/')
  })

  it('is 1440 x 900 at first, and is shown once it has drawn', () => {
    expect(window.options).toMatchObject({ width: 1440, height: 900, show: false })
    expect(window.show).not.toHaveBeenCalled()
    window.emit('ready-to-show')
    expect(window.show).toHaveBeenCalledOnce()
  })

  it('reopens where it was closed', () => {
    window.emit('close', {})
    createWindow({ preload: '', icon: '', boundsFile })
    expect(BrowserWindow.opened[1].options).toMatchObject({ x: 10, y: 20, width: 1200, height: 800 })
  })
})

describe('visibleBounds', () => {
  it('keeps a window that can be grabbed on any screen', () => {
    const second = { x: 4300, y: 100, width: 1440, height: 900 }
    expect(visibleBounds(second, screens)).toBe(second)
  })
  it.each([
    ['on a screen that is gone', { x: 5000, y: 0, width: 1440, height: 900 }],
    ['above all screens', { x: 0, y: -850, width: 1440, height: 900 }],
    ['with 99 pixels to grab', { x: 1821 - 1920 - 1341 + 99, y: 0, width: 1341, height: 900 }],
  ])('forgets a window %s', (_, saved) => {
    expect(visibleBounds(saved, screens.slice(0, 1))).toEqual(defaultSize)
  })
  it('starts with the default size', () => {
    expect(visibleBounds(null, screens)).toEqual(defaultSize)
  })
})

describe('saved bounds', () => {
  it('are restored', () => {
    const bounds = { x: -5, y: 7, width: 1000, height: 700 }
    writeBounds(boundsFile, bounds)
    expect(readBounds(boundsFile)).toEqual(bounds)
  })
  it.each(['', '{', '[]', '{"x":0,"y":0,"width":1,"height":1}', '{"x":"0","y":0,"width":1000,"height":700}'])(
    'are ignored if the file contains %s',
    (text) => {
      writeFileSync(boundsFile, text)
      expect(readBounds(boundsFile)).toBeNull()
    },
  )
  it('that cannot be written cause no error', () => {
    expect(() => writeBounds(join(folder, 'none', 'x.json'), { x: 0, y: 0, width: 1000, height: 700 })).not.toThrow()
  })
})

describe('the scheme', () => {
  it('is a secure origin of its own and bypasses no policy', () => {
    registerScheme()
    const [[{ scheme, privileges }]] = protocol.registerSchemesAsPrivileged.mock.calls[0]
    expect(scheme).toBe('cirrus')
    expect(privileges).toEqual({ standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true })
  })
  it('answers only for its one host', async () => {
    const site = vi.fn(async () => new Response('page'))
    handleScheme(site)
    const [, handler] = protocol.handle.mock.calls[0]
    expect(await (await handler({ url: 'cirrus://app/maps' })).text()).toBe('page')
    expect((await handler({ url: 'cirrus://other/maps' })).status).toBe(404)
    expect(site).toHaveBeenCalledOnce()
  })
})

describe('a window whose page crashes or hangs', () => {
  const quit = vi.fn()
  const window = new BrowserWindow({})
  watchRenderer(window as never, quit)
  const answerWith = (response: number) => dialog.showMessageBox.mockResolvedValueOnce({ response })
  const settled = () => new Promise((resolve) => setImmediate(resolve))

  it('offers to reload, with the reason', async () => {
    answerWith(0)
    window.webContents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 5 })
    await settled()
    expect(dialog.showMessageBox.mock.lastCall![1]).toMatchObject({ detail: expect.stringContaining('oom (5)') })
    expect(window.webContents.reload).toHaveBeenCalledOnce()
  })
  it('or offers to quit', async () => {
    answerWith(1)
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 11 })
    await settled()
    expect(quit).toHaveBeenCalledOnce()
  })
  it('asks nothing if the page ended normally', async () => {
    const before = dialog.showMessageBox.mock.calls.length
    window.webContents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 })
    expect(dialog.showMessageBox.mock.calls.length).toBe(before)
  })
  it('asks once while the page hangs', async () => {
    const before = dialog.showMessageBox.mock.calls.length
    answerWith(1)
    window.emit('unresponsive')
    window.emit('unresponsive')
    await settled()
    expect(dialog.showMessageBox.mock.calls.length).toBe(before + 1)
  })
})
