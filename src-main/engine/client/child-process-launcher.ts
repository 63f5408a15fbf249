import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parentVariable } from '../end-with-parent.ts'
import type { EngineLauncher } from './engine-process.ts'

/** The engine's program: process.ts as Node runs it from source, or engine.js at the top of the bundle (out/main). */
export const engineProgram = (moduleUrl = import.meta.url): string =>
  fileURLToPath(
    moduleUrl.endsWith('.ts')
      ? new URL('../process.ts', moduleUrl)
      : new URL(/\/chunks\/[^/]*$/.test(moduleUrl) ? '../engine.js' : './engine.js', moduleUrl),
  )

/** Starts the engine as a child of this Node process. */
export const childProcessLauncher =
  (program = engineProgram()): EngineLauncher =>
  (environment) => {
    const child = fork(program, [], {
      env: { ...process.env, ...environment, [parentVariable]: String(process.pid) },
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    let ended = false
    const exits = new Set<(exit: { code: number | null; signal: string | null }) => void>()
    const end = (code: number | null, signal: string | null) => {
      if (ended) return
      ended = true
      for (const listener of exits) listener({ code, signal })
    }
    child.once('exit', end)
    child.once('error', () => end(null, null))
    return {
      pid: child.pid,
      post: (message) => {
        if (child.connected) child.send(message as object, () => {})
      },
      onMessage: (listener) => void child.on('message', listener),
      onOutput: (listener) => void child.stderr?.setEncoding('utf8').on('data', listener),
      onExit: (listener) => void exits.add(listener),
      kill: () => void child.kill('SIGKILL'),
    }
  }
