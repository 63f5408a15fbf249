import { app, dialog } from 'electron'

/** Calls `end` on an error or a rejection that nobody expected; Electron itself only warns of rejections. */
export function onUnexpected(events: NodeJS.EventEmitter, end: (error: unknown) => void): void {
  for (const event of ['uncaughtException', 'unhandledRejection']) events.on(event, end)
}

/**
 * Ends Cirrus if something fails in its main process that nobody expected: what it would do next cannot be trusted. The
 * catalog and the run folders are written so that they can be cut off at any moment.
 */
export const endOnError = (events: NodeJS.EventEmitter): void =>
  onUnexpected(events, (error) => {
    const details = error instanceof Error ? (error.stack ?? error.message) : String(error)
    process.stderr.write(`cirrus: ${details}\n`)
    dialog.showErrorBox(
      'Cirrus has failed inside and must end',
      `Completed work is kept, and runs can be resumed after the next start.\n\n${details}`,
    )
    app.exit(1)
  })
