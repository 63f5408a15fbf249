import { constants } from 'node:os'
import { utilityProcess } from 'electron'
import type { createApplication } from '../application/index.ts'

type EngineLauncher = NonNullable<Parameters<typeof createApplication>[0]['engineLauncher']>

/** Signals that kill an engine; the engine handles the others, or Node ignores them. */
const deadly = ['SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGKILL', 'SIGSEGV', 'SIGTRAP'] as const

/**
 * Decodes the number in Electron's `exit` event. After process.exit or an uncaught error it is the exit code, 0 or 1
 * for an engine; otherwise it is the status from waitpid: a signal's number in the low 7 bits, plus 128 if a core was
 * dumped, or no signal and the exit code in the next byte.
 */
function exitOf(status: number): { code: number | null; signal: string | null } {
  const signal = deadly.find((name) => constants.signals[name] === (status & 0x7f))
  if (signal) return { code: null, signal }
  return { code: status > 0xff ? status >> 8 : status, signal: null }
}

/**
 * Starts the engine as a utility process: Node without a window. It works with the fuse `runAsNode` off, and the system
 * ends it together with Cirrus.
 *
 * @param program path of the engine's bundled program
 */
export const utilityProcessLauncher =
  (program: string): EngineLauncher =>
  (environment) => {
    const child = utilityProcess.fork(program, [], {
      serviceName: 'Cirrus engine',
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    return {
      get pid() {
        return child.pid
      },
      post: (message) => child.postMessage(message),
      onMessage: (listener) => void child.on('message', listener),
      onOutput: (listener) => void child.stderr?.on('data', (chunk: Buffer) => listener(chunk.toString())),
      onExit: (listener) => void child.on('exit', (status) => listener(exitOf(status))),
      // A process that is busy in a native call does not react to the SIGTERM of child.kill().
      kill: () => void (child.pid === undefined ? child.kill() : process.kill(child.pid, 'SIGKILL')),
    }
  }
