import { EventEmitter } from 'node:events'
import * as electron from 'electron'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { quitCleanly } from '../../src-main/desktop/clean-quit.ts'
import type { CleanQuitOptions } from '../../src-main/desktop/clean-quit.ts'
import type { FakeElectron } from './fake-electron.ts'

vi.mock('electron', async () => (await import('./fake-electron.ts')).fakeElectron())
const { dialog } = electron as unknown as FakeElectron
beforeEach(() => void dialog.showMessageBox.mockReset())

const training = { kind: 'run', title: 'Training demo-a' } as const
const inpainting = { kind: 'inpainting', title: 'Inpainting 3' } as const

const setUp = (options: Partial<CleanQuitOptions> = {}) => {
  const close = vi.fn(async () => undefined)
  const app = Object.assign(new EventEmitter(), { quit: vi.fn() })
  const bind = quitCleanly(app as never, { close, runningJobs: () => [], ...options })
  /** Whether the attempt was prevented. */
  const attempt = () => {
    const event = { preventDefault: vi.fn() }
    app.emit('before-quit', event)
    return event.preventDefault.mock.calls.length === 1
  }
  return { app, attempt, bind, close }
}

describe('quitting', () => {
  it('waits for the application to close, then quits', async () => {
    const { app, attempt, close } = setUp()
    expect(attempt()).toBe(true)
    await vi.waitFor(() => expect(app.quit).toHaveBeenCalledOnce())
    expect(close).toHaveBeenCalledOnce()
    expect(attempt()).toBe(false)
  })

  it('closes once, however often it is requested', async () => {
    const { app, attempt, close } = setUp()
    attempt()
    attempt()
    await vi.waitFor(() => expect(app.quit).toHaveBeenCalledOnce())
    expect(close).toHaveBeenCalledOnce()
  })

  it('names the jobs that would be stopped, and stops them on confirmation', async () => {
    dialog.showMessageBox.mockResolvedValue({ response: 0 })
    const { app, attempt, close } = setUp({ runningJobs: () => [training, inpainting] })
    attempt()
    await vi.waitFor(() => expect(app.quit).toHaveBeenCalled())
    expect(dialog.showMessageBox.mock.calls[0][0]).toMatchObject({
      message: '2 jobs are still running.',
      detail: expect.stringMatching(
        /^Training demo-a\nInpainting 3\n\n.*trainings and studies go on where they were; the others/,
      ),
    })
    expect(close).toHaveBeenCalledOnce()
  })

  it('is cancelled by "Keep running", and asks again the next time', async () => {
    dialog.showMessageBox.mockResolvedValue({ response: 1 })
    const { app, attempt, close } = setUp({ runningJobs: () => [training] })
    attempt()
    await new Promise((resolve) => setImmediate(resolve))
    attempt()
    await vi.waitFor(() => expect(dialog.showMessageBox).toHaveBeenCalledTimes(2))
    expect(close).not.toHaveBeenCalled()
    expect(app.quit).not.toHaveBeenCalled()
  })

  it('does not wait forever', async () => {
    const { app, attempt } = setUp({ close: () => new Promise(() => undefined), limit: 5 })
    attempt()
    await vi.waitFor(() => expect(app.quit).toHaveBeenCalledOnce())
  })

  it('quits even if closing fails', async () => {
    const { app, attempt } = setUp({ close: () => Promise.reject(new Error('disk full')) })
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    attempt()
    await vi.waitFor(() => expect(app.quit).toHaveBeenCalledOnce())
    expect(stderr).toHaveBeenCalledWith('cirrus: Error: disk full\n')
    stderr.mockRestore()
  })

  it.each([
    ['linux', 1],
    ['win32', 1],
    ['darwin', 0],
  ] as const)('is what closing the window does on %s: %i time', (platform, times) => {
    const { app, bind } = setUp()
    const window = new EventEmitter()
    const event = { preventDefault: vi.fn() }
    bind(window as never, platform)
    window.emit('close', event)
    expect([app.quit.mock.calls.length, event.preventDefault.mock.calls.length]).toEqual([times, times])
  })
})
