import { dialog } from 'electron'
import type { BrowserWindow } from 'electron'

const ask = async (window: BrowserWindow, message: string, detail: string, buttons: [string, string]) =>
  (await dialog.showMessageBox(window, { type: 'error', message, detail, buttons, defaultId: 0, cancelId: 1 })).response

/** Offers to reload if the page crashes or hangs; computations run in other processes and continue. */
export const watchRenderer = (window: BrowserWindow, quit: () => void): void => {
  window.webContents.on('render-process-gone', (_, { reason, exitCode }) => {
    if (reason === 'clean-exit') return
    const detail = `Reason: ${reason} (${exitCode}). Trainings continue in the background, and no saved data are lost.`
    void ask(window, 'The Cirrus window has crashed.', detail, ['Reload', 'Quit']).then((answer) =>
      answer === 0 ? window.webContents.reload() : quit(),
    )
  })
  let asking = false
  window.on('unresponsive', () => {
    if (asking) return
    asking = true
    const detail = 'It may be busy drawing. Reloading only discards input that was not yet submitted.'
    void ask(window, 'The Cirrus window is not responding.', detail, ['Reload', 'Wait']).then((answer) => {
      asking = false
      if (answer === 0) window.webContents.reload()
    })
  })
}
