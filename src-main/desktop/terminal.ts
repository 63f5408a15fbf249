import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'
import { startEnginesWith } from '../application/host/engine-launcher.ts'
import { utilityProcessLauncher } from './engine-launcher.ts'
import { onUnexpected } from './main-crash.ts'

/**
 * The words of a command if the installed Cirrus was started as one (resources/terminal/cirrus): those after
 * `--terminal --`. Null if it was started for its window.
 */
export function terminalWords(argv: readonly string[]): string[] | null {
  const end = argv.indexOf('--')
  const at = argv.indexOf('--terminal')
  return at > 0 && end === at + 1 ? argv.slice(end + 1) : null
}

/**
 * Runs one command in Electron, without a window: the terminal's door in a package, which has no other Node (the fuse
 * `runAsNode` is off). Engines are utility processes, as in the desktop, for which Electron has to be ready.
 *
 * @param command the terminal's door: resolves with the exit code
 */
export async function runInTerminal(
  engineProgram: string,
  command: () => Promise<number>,
  events: NodeJS.EventEmitter = process,
): Promise<void> {
  // Chromium's files of the desktop are its own, and there may be several commands at once.
  const chromium = mkdtempSync(join(tmpdir(), 'cirrus-terminal-'))
  const end = (code: number) => {
    rmSync(chromium, { recursive: true, force: true })
    app.exit(code)
  }
  // Electron would open a dialog for an error, and go on after a rejection.
  onUnexpected(events, (error) => {
    process.stderr.write(`cirrus: ${error instanceof Error ? error.stack : String(error)}\n`)
    end(1)
  })
  app.setPath('userData', chromium)
  app.dock?.hide()
  startEnginesWith(utilityProcessLauncher(engineProgram))
  await app.whenReady()
  end(await command())
}
