import { spawn } from 'node:child_process'

/** Node 24.0 calls type stripping experimental with a warning; what runs on it is pinned. */
export const nodeFlags = ['--disable-warning=ExperimentalWarning']

/**
 * Lets another program take over: its streams, signals and exit status are this process's own.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, onOutput?: (text: string) => void }} [options]
 *   onOutput: is given what it prints, which then does not appear by itself
 * @returns {Promise<number>} the exit status; a program ended by a signal gives 128 + its number
 */
export function handOver(command, args, { env = process.env, cwd, onOutput } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env, cwd, stdio: onOutput ? ['inherit', 'pipe', 'pipe'] : 'inherit' })
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', onOutput)
    // On a terminal Ctrl-C reaches the child by itself; sent on, it would count twice.
    const atTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    const handlers = signals.map((signal) => {
      const handler = () => {
        if (signal !== 'SIGINT' || !atTerminal) child.kill(signal)
      }
      process.on(signal, handler)
      return () => process.off(signal, handler)
    })
    const end = (status) => {
      for (const remove of handlers) remove()
      resolve(status)
    }
    child.on('error', (error) => {
      console.error(`${command} could not be started: ${error.message}`)
      end(1)
    })
    child.on('close', (status, signal) => end(status ?? 128 + (signalNumbers[signal] ?? 1)))
  })
}

const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 }
