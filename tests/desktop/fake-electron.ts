import { EventEmitter } from 'node:events'
import { vi } from 'vitest'

/**
 * The parts of Electron that the desktop uses, as emitters and recorded calls. One per test file: `vi.mock('electron',
 * async () => (await import('./fake-electron.ts')).fakeElectron())`.
 */
export const fakeElectron = () => {
  const app = Object.assign(new EventEmitter(), {
    isPackaged: false,
    addRecentDocument: vi.fn(),
    dock: { hide: vi.fn() },
    enableSandbox: vi.fn(),
    exit: vi.fn(),
    getAppPath: vi.fn(() => '/fake/app'),
    getPath: vi.fn((name: string) => `/fake/${name}`),
    quit: vi.fn(),
    requestSingleInstanceLock: vi.fn(() => true),
    setAppUserModelId: vi.fn(),
    setAsDefaultProtocolClient: vi.fn(),
    setPath: vi.fn(),
    showAboutPanel: vi.fn(),
    whenReady: vi.fn(() => Promise.resolve()),
  })
  class FakeWindow extends EventEmitter {
    static readonly opened: FakeWindow[] = []
    readonly webContents = createContents()
    readonly options: Record<string, unknown>
    readonly loadURL = vi.fn(() => Promise.resolve())
    readonly show = vi.fn()
    readonly focus = vi.fn()
    readonly restore = vi.fn()
    readonly setProgressBar = vi.fn()
    readonly maximize = vi.fn()
    readonly isFocused = vi.fn(() => false)
    readonly isMinimized = vi.fn(() => false)
    readonly isMaximized = vi.fn(() => false)
    readonly isFullScreen = vi.fn(() => false)
    readonly getNormalBounds = vi.fn(() => ({ x: 10, y: 20, width: 1200, height: 800 }))
    constructor(options: Record<string, unknown>) {
      super()
      this.options = options
      FakeWindow.opened.push(this)
    }
  }
  class FakeNotification extends EventEmitter {
    static readonly shown: FakeNotification[] = []
    static isSupported = () => true
    readonly options: { title: string; body: string }
    constructor(options: { title: string; body: string }) {
      super()
      this.options = options
    }
    show() {
      FakeNotification.shown.push(this)
    }
  }
  class FakeChannel {
    static readonly opened: FakeChannel[] = []
    readonly port1 = createPort()
    readonly port2 = createPort()
    constructor() {
      FakeChannel.opened.push(this)
    }
  }
  return {
    app,
    BrowserWindow: FakeWindow,
    MessageChannelMain: FakeChannel,
    Notification: FakeNotification,
    Menu: { setApplicationMenu: vi.fn(), buildFromTemplate: vi.fn((template: unknown) => template) },
    contextBridge: { exposeInMainWorld: vi.fn() },
    dialog: {
      showErrorBox: vi.fn(),
      showMessageBox: vi.fn(async (..._: unknown[]) => ({ response: 0 })),
      showOpenDialog: vi.fn(async (..._: unknown[]) => ({ filePaths: [] as string[] })),
    },
    ipcMain: new EventEmitter(),
    ipcRenderer: Object.assign(new EventEmitter(), { send: vi.fn() }),
    nativeTheme: { shouldUseDarkColors: true },
    powerSaveBlocker: { start: vi.fn(() => 7), stop: vi.fn() },
    protocol: { handle: vi.fn(), registerSchemesAsPrivileged: vi.fn() },
    screen: { getAllDisplays: vi.fn(() => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }]) },
    session: { defaultSession: createSession() },
    shell: { openExternal: vi.fn(async () => undefined), openPath: vi.fn(async () => '') },
    utilityProcess: { fork: vi.fn() },
    webUtils: { getPathForFile: vi.fn((file: File) => `/dropped/${file.name}`) },
  }
}
export type FakeElectron = ReturnType<typeof fakeElectron>

export const createContents = () =>
  Object.assign(new EventEmitter(), { id: 1, reload: vi.fn(), setWindowOpenHandler: vi.fn() })

export const createPort = () =>
  Object.assign(new EventEmitter(), { close: vi.fn(), postMessage: vi.fn(), start: vi.fn() })

export const createSession = () => ({
  setPermissionRequestHandler: vi.fn(),
  setPermissionCheckHandler: vi.fn(),
  setDevicePermissionHandler: vi.fn(),
  webRequest: { onBeforeRequest: vi.fn() },
})
