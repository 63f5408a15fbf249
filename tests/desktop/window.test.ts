import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as electron from 'electron'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { handleScheme, registerScheme } from '../../src-main/desktop/scheme.ts'
import { defaultSize, readState, visibleBounds, writeState } from '../../src-main/desktop/window-bounds.ts'
import { createWindow } from '../../src-main/desktop/window.ts'
import { watchRenderer } from '../../src-main/desktop/renderer-crash.ts'
import { watchGraphics } from '../../src-main/desktop/gpu-crash.ts'
import type { FakeElectron } from './fake-electron.ts'

vi.mock('electron', async () => (await import('./fake-electron.ts')).fakeElectron())
const { app, BrowserWindow, dialog, nativeTheme, protocol, screen } = electron as unknown as FakeElectron

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

  const reopen = () => {
    createWindow({ preload: '', icon: '', boundsFile })
    return BrowserWindow.opened.at(-1)!
  }
  it('reopens where it was closed', () => {
    window.emit('close', {})
    expect(reopen().options).toMatchObject({ x: 10, y: 20, width: 1200, height: 800, fullscreen: false })
  })

  it('is maximized or full screen again', () => {
    window.isMaximized.mockReturnValue(true)
    window.emit('close', {})
    const again = reopen()
    again.emit('ready-to-show')
    expect(again.maximize).toHaveBeenCalledOnce()
    again.isFullScreen.mockReturnValue(true)
    again.emit('close', {})
    expect(reopen().options).toMatchObject({ fullscreen: true })
  })

  it('has a place of its own on other screens', () => {
    window.emit('close', {})
    screen.getAllDisplays.mockReturnValueOnce(screens.map((workArea) => ({ workArea })))
    expect(reopen().options).toMatchObject(defaultSize)
    expect(reopen().options).toMatchObject({ x: 10, y: 20 })
  })

  it.each([
    [true, 'dark'],
    [false, 'light'],
  ])('is drawn on the background of the system’s theme (dark: %s)', (dark, theme) => {
    nativeTheme.shouldUseDarkColors = dark
    const { backgroundColor } = reopen().options
    const tokens = readFileSync(join(import.meta.dirname, '../../src-renderer/styles/tokens.css'), 'utf8')
    const [own, light] = tokens.split("[data-theme='light']")
    expect(theme === 'dark' ? own : light).toContain(`--ground: ${String(backgroundColor)};`)
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

describe('a saved state', () => {
  const bounds = { x: -5, y: 7, width: 1000, height: 700 }
  const state = { bounds, maximized: false, fullScreen: false }
  it('is that of the same screens, in whatever order', () => {
    writeState(boundsFile, screens, state)
    writeState(boundsFile, screens.slice(0, 1), { ...state, maximized: true })
    expect(readState(boundsFile, [...screens].reverse())).toEqual(state)
    expect(readState(boundsFile, screens.slice(0, 1))).toEqual({ ...state, maximized: true })
    expect(readState(boundsFile, screens.slice(1))).toBeNull()
  })
  it('is forgotten after twenty other arrangements', () => {
    writeState(boundsFile, screens, state)
    const others = Array.from({ length: 20 }, (_, i) => [{ x: 0, y: 0, width: 1000 + i, height: 800 }])
    for (const other of others) writeState(boundsFile, other, state)
    expect(readState(boundsFile, screens)).toBeNull()
    expect(readState(boundsFile, others[0])).toEqual(state)
  })
  it.each(['', '{', '[]', '{"1920x1080+0+0 2560x1440+1920+0":{"bounds":{"x":0},"maximized":false}}'])(
    'is ignored if the file contains %s',
    (text) => {
      writeFileSync(boundsFile, text)
      expect(readState(boundsFile, screens)).toBeNull()
    },
  )
  it('that cannot be written causes no error', () => {
    expect(() => writeState(join(folder, 'none', 'x.json'), screens, state)).not.toThrow()
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

describe('a crash of the process that draws', () => {
  const reload = vi.fn()
  watchGraphics(app as never, reload)
  const crash = (type: string, reason: string) => {
    const before = dialog.showMessageBox.mock.calls.length
    app.emit('child-process-gone', {}, { type, reason, exitCode: 9 })
    return dialog.showMessageBox.mock.calls.length - before
  }
  const settled = () => new Promise((resolve) => setImmediate(resolve))

  it('offers to reload, once at a time', async () => {
    dialog.showMessageBox.mockResolvedValueOnce({ response: 0 })
    expect([crash('GPU', 'killed'), crash('GPU', 'killed')]).toEqual([1, 0])
    await settled()
    expect(reload).toHaveBeenCalledOnce()
    dialog.showMessageBox.mockResolvedValueOnce({ response: 1 })
    expect(crash('GPU', 'crashed')).toBe(1)
    await settled()
    expect(reload).toHaveBeenCalledOnce()
  })
  it('is not the end of an engine, of which the application knows, nor a normal end', () => {
    expect([crash('Utility', 'killed'), crash('GPU', 'clean-exit')]).toEqual([0, 0])
  })
})
