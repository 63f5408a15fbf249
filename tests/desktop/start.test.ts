import { EventEmitter } from 'node:events'
import * as electron from 'electron'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { MenuItemConstructorOptions } from 'electron'
import { startDesktop } from '../../src-main/desktop/start.ts'
import { createFakeApplication } from '../serve/fake-application.ts'
import type { FakeElectron } from './fake-electron.ts'

vi.mock('electron', async () => (await import('./fake-electron.ts')).fakeElectron())
const createApplication = vi.fn()
vi.mock('../../src-main/application/index.ts', () => ({
  createApplication: (options: unknown) => createApplication(options),
}))
const fake = electron as unknown as FakeElectron
const { app, BrowserWindow, dialog, Menu, protocol, session } = fake
const options = { engineProgram: '/o/engine.js', preload: '/o/preload.cjs', icon: '/o/icon.png' }

const emit = vi.fn()
/** The page asks for its port, as the preload does. */
const askForPort = () => {
  const senderFrame = { url: 'cirrus://app/', parent: null, postMessage: vi.fn() }
  fake.ipcMain.emit('cirrus:port', { sender: Object.assign(new EventEmitter(), { id: 1 }), senderFrame })
}
// vitest's own words are no files.
const { argv } = process
afterAll(() => void (process.argv = argv))
beforeEach(() => {
  process.argv = ['electron', '.']
  emit.mockClear()
  dialog.showMessageBox.mockClear()
  app.removeAllListeners()
  fake.ipcMain.removeAllListeners()
  BrowserWindow.opened.length = 0
  app.requestSingleInstanceLock.mockReset().mockReturnValue(true)
  app.whenReady.mockReset().mockResolvedValue(undefined)
  dialog.showOpenDialog.mockReset().mockResolvedValue({ filePaths: [] })
  fake.screen.getAllDisplays.mockReset().mockReturnValue([])
  createApplication.mockReset().mockResolvedValue({
    ...createFakeApplication().application,
    home: '/fake/home',
    emit,
    close: async () => undefined,
  })
})

describe('startDesktop', () => {
  it('sets scheme, sandbox and locks before Electron is ready', async () => {
    let ready = () => {}
    app.whenReady.mockReturnValue(new Promise<void>((resolve) => (ready = resolve)))
    const started = startDesktop(options)
    expect(protocol.registerSchemesAsPrivileged).toHaveBeenCalledOnce()
    expect(app.enableSandbox).toHaveBeenCalledOnce()
    expect(app.listenerCount('web-contents-created')).toBe(1)
    expect(BrowserWindow.opened).toEqual([])
    ready()
    await started
    expect(BrowserWindow.opened).toHaveLength(1)
  })

  it('locks the session and registers the scheme before the window loads', async () => {
    await startDesktop(options)
    const [load] = BrowserWindow.opened[0].loadURL.mock.invocationCallOrder
    for (const early of [
      protocol.handle,
      session.defaultSession.setPermissionRequestHandler,
      session.defaultSession.setPermissionCheckHandler,
      session.defaultSession.webRequest.onBeforeRequest,
    ])
      expect(early.mock.invocationCallOrder[0]).toBeLessThan(load)
  })

  it('serves pages and data of the application under the same policy as the browser host', async () => {
    await startDesktop(options)
    const [, handler] = protocol.handle.mock.calls[0]
    const answer: Response = await handler(new Request('cirrus://app/data/datasets/a/patches'))
    expect(new Float32Array(await answer.arrayBuffer())).toEqual(new Float32Array([1, 2, 3]))
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self' 'wasm-unsafe-eval'")
  })

  it('runs the application’s engine in a utility process', async () => {
    await startDesktop(options)
    expect(createApplication.mock.calls[0][0]).toEqual({ door: 'electron', engineLauncher: expect.any(Function) })
  })

  it('yields to a running instance, which comes to the front', async () => {
    await startDesktop(options)
    app.emit('second-instance')
    expect(BrowserWindow.opened[0].focus).toHaveBeenCalledOnce()
    app.requestSingleInstanceLock.mockReturnValue(false)
    createApplication.mockClear()
    await startDesktop(options)
    expect(app.quit).toHaveBeenCalledOnce()
    expect(createApplication).not.toHaveBeenCalled()
  })

  it('shows what is opened from outside once the page has its port, and the window before', async () => {
    await startDesktop(options)
    app.emit('second-instance', {}, [], '/', { argv: ['electron', '.', 'a.fits', 'cirrus://run/b'], folder: '/sky' })
    expect(emit).not.toHaveBeenCalled()
    askForPort()
    expect(emit.mock.calls).toEqual([
      ['host.openPath', { path: '/sky/a.fits' }],
      ['host.showPage', { address: '/runs/b' }],
    ])
    // On macOS Cirrus stays without its window, which opens again.
    BrowserWindow.opened[0].emit('closed')
    app.emit('open-file', { preventDefault() {} }, '/c.fits')
    expect(BrowserWindow.opened).toHaveLength(2)
  })

  it('refuses links that lead to no page, however long', async () => {
    await startDesktop(options)
    askForPort()
    app.emit('open-url', { preventDefault() {} }, `cirrus://app/${'x'.repeat(5000)}`)
    const [{ message, detail }] = dialog.showMessageBox.mock.calls[0] as [{ message: string; detail: string }]
    expect(message).toBe('This link leads to no page of Cirrus.')
    expect(detail).toHaveLength(201)
    expect(emit).not.toHaveBeenCalled()
  })

  it('tells the running instance its command line', async () => {
    await startDesktop(options)
    expect(app.requestSingleInstanceLock).toHaveBeenCalledWith({ argv: process.argv, folder: process.cwd() })
  })

  it('says why it cannot start, and exits with code 1', async () => {
    createApplication.mockRejectedValue(new Error('Another Cirrus uses /fake/home.'))
    await startDesktop(options)
    expect(dialog.showErrorBox).toHaveBeenCalledWith('Cirrus cannot start', 'Another Cirrus uses /fake/home.')
    expect(app.exit).toHaveBeenCalledWith(1)
  })

  it('keeps Chromium’s files out of the home’s data folders', async () => {
    vi.stubEnv('CIRRUS_HOME', '/my/home')
    await startDesktop(options)
    expect(app.setPath).toHaveBeenCalledWith('userData', '/my/home/desktop')
    vi.stubEnv('CIRRUS_HOME', '')
    await startDesktop(options)
    expect(app.setPath).toHaveBeenLastCalledWith('userData', '/fake/appData/Cirrus Desktop')
    vi.unstubAllEnvs()
  })

  it('sends the map chosen in the native dialog to the window', async () => {
    await startDesktop(options)
    dialog.showOpenDialog.mockResolvedValue({ filePaths: ['/maps/iris.fits'] })
    const template = Menu.buildFromTemplate.mock.calls[0][0] as MenuItemConstructorOptions[]
    const open = (template.find(({ label }) => label === '&File')!.submenu as MenuItemConstructorOptions[])[0]
    const click = open.click as () => void
    click()
    askForPort()
    await vi.waitFor(() => expect(emit).toHaveBeenCalledWith('host.openPath', { path: '/maps/iris.fits' }))
  })
})
