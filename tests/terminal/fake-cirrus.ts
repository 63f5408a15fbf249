import { Writable } from 'node:stream'
import { createOutput } from '../../src-main/terminal/output.ts'
import type { Terminal } from '../../src-main/terminal/terminal.ts'
import type { Cirrus } from '../../src-main/terminal/with-application.ts'

/**
 * An application with answers set by a test, method by method; `tell` sends its events, `calls` records what was
 * called.
 */
export function fakeCirrus(answers: Record<string, (params: never) => unknown>) {
  const listeners: [string, (payload: unknown) => void][] = []
  const calls: [method: string, params: unknown][] = []
  const cirrus = {
    on(name: string, listener: (payload: unknown) => void) {
      const entry: (typeof listeners)[number] = [name, listener]
      listeners.push(entry)
      return () => listeners.splice(listeners.indexOf(entry), 1)
    },
    async call(method: string, params: never) {
      calls.push([method, params])
      return answers[method](params)
    },
  } as unknown as Cirrus
  return {
    cirrus,
    calls,
    listeners,
    tell: (event: string, payload: unknown) =>
      listeners.filter(([name]) => name === event).forEach(([, listener]) => listener(payload)),
  }
}

/** A terminal that records what is printed, and a key that stops it. */
export function fakeTerminal() {
  const printed = { stdout: '', stderr: '' }
  const into = (name: keyof typeof printed) =>
    new Writable({
      write(chunk, _, done) {
        printed[name] += chunk
        done()
      },
    })
  const key = new AbortController()
  const streams = { stdout: into('stdout'), stderr: into('stderr') }
  const terminal: Terminal = { output: createOutput(streams), signal: key.signal }
  return { terminal, streams, printed, ctrlC: () => key.abort() }
}
