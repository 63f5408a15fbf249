import { existsSync } from 'node:fs'
import { EventEmitter } from 'node:events'
import * as electron from 'electron'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { processLauncher } from '../../src-main/application/host/engine-launcher.ts'
import { runInTerminal, terminalWords } from '../../src-main/desktop/terminal.ts'
import type { FakeElectron } from './fake-electron.ts'

vi.mock('electron', async () => (await import('./fake-electron.ts')).fakeElectron())
const { app, dialog, utilityProcess } = electron as unknown as FakeElectron
beforeEach(() => {
  app.exit.mockClear()
  app.setPath.mockClear()
  utilityProcess.fork.mockReset().mockReturnValue(Object.assign(new EventEmitter(), { pid: 1 }))
})

describe('the words of a command', () => {
  it('are those after --terminal --, options like Chromium’s too', () => {
    const argv = [
      '/opt/Cirrus/cirrus',
      '--disable-gpu',
      '--terminal',
      '--',
      'map',
      'info',
      'a b.fits',
      '--version',
      '--',
    ]
    expect(terminalWords(argv)).toEqual(['map', 'info', 'a b.fits', '--version', '--'])
    expect(terminalWords(['cirrus', '--terminal', '--'])).toEqual([])
  })
  it.each([
    ['none'],
    ['--terminal'],
    ['a.fits', '--terminal', 'map'],
    ['--', '--terminal', '--', 'map'],
    ['--terminal', 'a.fits', '--'],
  ])('are none in %j %j %j %j, which starts the window', (...words) => {
    expect(terminalWords(['cirrus', ...words.filter((word) => word !== undefined)])).toBeNull()
  })
})

describe('a command in Electron', () => {
  it('waits until engines can start, starts them as utility processes, and exits with its code', async () => {
    let ready = () => {}
    app.whenReady.mockReturnValueOnce(new Promise<void>((resolve) => (ready = resolve)))
    const command = vi.fn(async () => {
      processLauncher()({ TF_CPP_MIN_LOG_LEVEL: '2' })
      return 3
    })
    const ended = runInTerminal('/o/engine.js', command, new EventEmitter())
    expect(command).not.toHaveBeenCalled()
    ready()
    await ended
    expect(utilityProcess.fork.mock.calls[0][0]).toBe('/o/engine.js')
    expect(app.exit.mock.calls).toEqual([[3]])
  })

  it('has Chromium’s files in a folder of its own, which is removed', async () => {
    const folder = () => app.setPath.mock.calls[0] as unknown as [string, string]
    let there = false
    await runInTerminal('/o/engine.js', async () => Number((there = existsSync(folder()[1])) && 0), new EventEmitter())
    expect([folder()[0], there, existsSync(folder()[1])]).toEqual(['userData', true, false])
  })

  it.each(['uncaughtException', 'unhandledRejection'])('says an %s without a dialog', async (event) => {
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const events = new EventEmitter()
    void runInTerminal('/o/engine.js', () => new Promise(() => undefined), events)
    events.emit(event, new RangeError('out of range'))
    expect(stderr).toHaveBeenCalledWith(expect.stringMatching(/^cirrus: RangeError: out of range\n {4}at /))
    expect([app.exit.mock.calls, dialog.showErrorBox.mock.calls]).toEqual([[[1]], []])
    stderr.mockRestore()
  })
})
