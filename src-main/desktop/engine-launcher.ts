import { utilityProcess } from 'electron'
import type { createApplication } from '../application/index.ts'

type EngineLauncher = NonNullable<Parameters<typeof createApplication>[0]['engineLauncher']>

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
      onExit: (listener) => void child.on('exit', (code) => listener({ code, signal: null })),
      // A process that is busy inside a native call does not hear the SIGTERM of child.kill().
      kill: () => void (child.pid === undefined ? child.kill() : process.kill(child.pid, 'SIGKILL')),
    }
  }
