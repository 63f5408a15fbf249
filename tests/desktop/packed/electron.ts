import { fork, type ForkOptions } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { constants } from 'node:os'
import { MessageChannel } from 'node:worker_threads'
import { fakeElectron } from '../fake-electron.ts'

// What a packed Cirrus gets as `electron` under Node: the fake of the unit tests, with channels and processes that work.
const fake = fakeElectron()
export const { app, BrowserWindow, contextBridge, dialog, ipcMain, ipcRenderer, Menu, nativeTheme, Notification } = fake
export const { powerSaveBlocker, screen, session, shell, webUtils } = fake
app.isPackaged = true

export const MessageChannelMain = MessageChannel

type Site = (request: Request) => Promise<Response>
/** What answers the addresses of the page. */
export const served: { site: Site | null } = { site: null }
export const protocol = {
  ...fake.protocol,
  handle: (_: string, site: Site) => void (served.site = site),
}

export const utilityProcess = {
  fork(program: string, words: string[], { env, stdio }: ForkOptions) {
    // Without their low priority, at which engines may wait long beside other tests.
    const { CIRRUS_ENGINE_BACKGROUND: _, ...own } = env!
    const child = fork(program, words, { env: own, execArgv: [], stdio: [...(stdio as 'pipe'[]), 'ipc'] })
    const outside = Object.assign(new EventEmitter(), {
      pid: child.pid,
      stderr: child.stderr,
      kill: () => child.kill(),
      postMessage: (message: object) => child.send(message),
    })
    child.on('message', (message) => outside.emit('message', message))
    child.on('exit', (code, signal) => outside.emit('exit', signal ? constants.signals[signal] : code))
    return outside
  },
}
