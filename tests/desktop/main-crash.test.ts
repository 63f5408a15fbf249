import { EventEmitter } from 'node:events'
import * as electron from 'electron'
import { expect, it, vi } from 'vitest'
import { endOnError } from '../../src-main/desktop/main-crash.ts'
import type { FakeElectron } from './fake-electron.ts'

vi.mock('electron', async () => (await import('./fake-electron.ts')).fakeElectron())
const { app, dialog } = electron as unknown as FakeElectron

it.each(['uncaughtException', 'unhandledRejection'])('an %s is said, with its place, and ends Cirrus', (event) => {
  vi.clearAllMocks()
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const events = new EventEmitter()
  endOnError(events)
  events.emit(event, new TypeError('x is not a function'))
  const [title, text] = dialog.showErrorBox.mock.calls[0] as [string, string]
  expect(title).toBe('Cirrus has failed inside and must end')
  expect(text).toMatch(/runs can be resumed.*\n\nTypeError: x is not a function\n {4}at /s)
  expect(stderr).toHaveBeenCalledWith(expect.stringContaining('cirrus: TypeError'))
  expect(app.exit).toHaveBeenCalledWith(1)
  stderr.mockRestore()
})
