import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

/** A long-lived process that answers each JSON line with one JSON line. It exits when its input ends. */
export interface Child {
  /** @throws Error with the process's output, if it fails or exits */
  ask<T>(job: string, input?: object): Promise<T>
  /** Peak memory in bytes; null if the system does not report it, or the process has ended. */
  peakMemory(): number | null
  /** Seconds of processor time so far, of all its threads; null as for `peakMemory`. */
  processorTime(): number | null
  end(): Promise<void>
  /** Ends it whatever it is doing. */
  kill(): void
}

export function startChild(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Child {
  const child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'pipe'] })
  const waiting: PromiseWithResolvers<unknown>[] = []
  let written = ''
  const closed = new Promise<void>((resolve) => {
    const fail = (reason: string) => {
      for (const { reject } of waiting.splice(0)) reject(new Error(`${args.at(-1)} ended: ${reason}\n${written}`))
      resolve()
    }
    child.on('error', (error) => fail(error.message))
    child.on('close', (status, signal) => fail(signal ?? `status ${status}`))
  })
  child.stdin.on('error', () => {}) // 'close' reports the exit
  child.stderr.setEncoding('utf8').on('data', (text) => (written = (written + text).slice(-4000)))
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { answer, error } = JSON.parse(line) as { answer?: unknown; error?: string }
    const asked = waiting.shift()
    if (error === undefined) asked?.resolve(answer)
    else asked?.reject(new Error(`${args.at(-1)}: ${error}`))
  })
  return {
    ask<T>(job: string, input: object = {}) {
      const answer = Promise.withResolvers<unknown>()
      if (child.exitCode !== null || child.signalCode !== null) return Promise.reject(new Error(`${args.at(-1)} ended`))
      waiting.push(answer)
      child.stdin.write(`${JSON.stringify({ job, ...input })}\n`)
      return answer.promise as Promise<T>
    },
    peakMemory() {
      const peak = /VmHWM:\s*(\d+) kB/.exec(factsOf(child, 'status'))
      return peak && 1024 * Number(peak[1])
    },
    processorTime() {
      // Of proc(5)'s fields, those after the name, which may have blanks: user and system time in hundredths.
      const fields = factsOf(child, 'stat').split(') ')[1]?.split(' ')
      return fields ? (Number(fields[11]) + Number(fields[12])) / 100 : null
    },
    async end() {
      child.stdin.end()
      await closed
    },
    kill: () => void child.kill('SIGKILL'),
  }
}

/** What the system says of a process, on Linux; empty if it does not. */
function factsOf({ pid, exitCode, signalCode }: ChildProcess, file: 'stat' | 'status'): string {
  if (process.platform !== 'linux' || exitCode !== null || signalCode !== null) return ''
  return readFileSync(`/proc/${pid}/${file}`, 'utf8')
}
