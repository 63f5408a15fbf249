import { dialog } from 'electron'
import type { App } from 'electron'

/**
 * Offers to reload if the process that draws for the page ends: Chromium starts it again, but what was drawn with WebGL,
 * such as the sky, may stay empty. Computations run in other processes and continue.
 */
export function watchGraphics(app: App, reload: () => void): void {
  let asking = false
  app.on('child-process-gone', (_, { type, reason, exitCode }) => {
    if (type !== 'GPU' || reason === 'clean-exit' || asking) return
    asking = true
    const asked = dialog.showMessageBox({
      type: 'warning',
      message: 'Drawing on the graphics card has crashed.',
      detail: `Reason: ${reason} (${exitCode}). It was started again; trainings continue. If the sky stays empty, reload the window.`,
      buttons: ['Reload', 'Continue'],
      defaultId: 0,
      cancelId: 1,
    })
    void asked.then(({ response }) => {
      asking = false
      if (response === 0) reload()
    })
  })
}
