import { constants } from 'node:os'
import { utilityProcess } from 'electron'
import type { createApplication } from '../application/index.ts'

type EngineLauncher = NonNullable<Parameters<typeof createApplication>[0]['engineLauncher']>

/** Signals that end an engine; the others it handles, or Node ignores them. */
const deadly = ['SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGKILL', 'SIGSEGV', 'SIGTRAP'] as const

/**
 * What the number of Electron's `exit` says. After process.exit and an uncaught error it is the exit code, which an engine
 * has 0 and 1 of; after all other ends it is the status of waitpid: a signal's number in the low 7 bits, 128 more if a core
 * was dumped, or no signal there and the exit code in the byte above.
 */
function exitOf(status: number): { code: number | null; signal: string | null } {
  const signal = deadly.find((name) => constants.signals[name] === (status & 0x7f))
  if (signal) return { code: null, signal }
  return { code: status > 0xff ? status >> 8 : status, signal: null }
}

/**
 * Starts the engine as a utility process: Node without a window, which works with the fuse `runAsNode` off, and which
 * the system ends together with Cirrus.
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
      // A process that is busy inside a native call does not hear the SIGTERM of child.kill().
      kill: () => void (child.pid === undefined ? child.kill() : process.kill(child.pid, 'SIGKILL')),
    }
  }
