import { spawn } from 'node:child_process'
import { constants, setPriority } from 'node:os'

/** Node 24.0 warns that type stripping is experimental; the version is pinned, so the warning is disabled. */
export const nodeFlags = ['--disable-warning=ExperimentalWarning']

/**
 * Hands over to another program: its streams, signals and exit status become this process's.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, onOutput?: (text: string) => void, background?: boolean }} [options]
 *   onOutput: receives its output, which is then not printed; background: it gets only the processor time that no other
 *   program wants
 * @returns {Promise<number>} the exit status; for a program ended by a signal, 128 + the signal's number
 */
export function handOver(command, args, { env = process.env, cwd, onOutput, background = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env, cwd, stdio: onOutput ? ['inherit', 'pipe', 'pipe'] : 'inherit' })
    if (background && child.pid) setPriority(child.pid, constants.priority.PRIORITY_LOW)
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', onOutput)
    // On a terminal Ctrl-C reaches the child directly; forwarding it would send it twice.
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
