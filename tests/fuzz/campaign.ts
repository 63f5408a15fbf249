import { startChild, type Child } from '../bench/child.ts'
import { untypedIn, type CaseResult, type Fault } from './outcome.ts'

export interface CampaignOptions {
  /** the program that reads the changed files: it answers the job `read` with {seed} */
  program: string
  /** arguments of the process with this number */
  args(process: number): string[]
  seed: number
  count: number
  processes: number
  /** a case that takes more processor time is a hang; where the system does not tell it, more time by the clock */
  seconds: number
  /** most memory of a process, in bytes */
  memory: number
  onResult(result: CaseResult): void
  onFault(fault: Fault): void
  signal?: AbortSignal
}

/** How often a busy process is looked at. */
const everyMs = 50
/** How many times longer a case may take by the clock than in processor time, which a busy machine does not change. */
const patience = 30

class LimitError extends Error {
  readonly kind: 'hang' | 'memory'
  constructor(kind: 'hang' | 'memory', message: string) {
    super(message)
    this.kind = kind
  }
}

/**
 * Reads `count` changed files, those of the seeds from `seed` on, in several processes, and reports each result and
 * fault. A process that hangs, dies, or takes too much memory is replaced. Hangs and memory are faults only if they
 * recur when the case is repeated in a fresh process: cases before it may have left memory to collect.
 * @returns the number of cases read, fewer than `count` when aborted
 */
export async function runCampaign(options: CampaignOptions): Promise<number> {
  let started = 0
  let done = 0
  const work = async (place: number) => {
    const reader = { child: await startReader(options, place) }
    const replace = async () => {
      await reader.child.end()
      reader.child = await startReader(options, place)
    }
    while (started < options.count && !options.signal?.aborted) {
      const seed = options.seed + started++
      let error = await attempt(reader.child, seed, options)
      if (error) await replace()
      if (error instanceof LimitError && (error = await attempt(reader.child, seed, options))) await replace()
      if (error)
        options.onFault({ seed, kind: error instanceof LimitError ? error.kind : 'crash', message: error.message })
      done++
    }
    await reader.child.end()
  }
  await Promise.all(Array.from({ length: options.processes }, (_, place) => work(place)))
  return done
}

async function startReader({ program, args, memory }: CampaignOptions, place: number): Promise<Child> {
  const heap = `--max-old-space-size=${Math.floor(memory / 2 ** 20)}`
  const child = startChild(process.execPath, ['--disable-warning=ExperimentalWarning', heap, program, ...args(place)])
  await child.ask('ready')
  return child
}

/** Reads one file; null if this ended as it must, with a result or untyped errors, which are reported. */
async function attempt(child: Child, seed: number, options: CampaignOptions): Promise<Error | null> {
  const limit = Promise.withResolvers<never>()
  const exceed = (kind: 'hang' | 'memory', message: string) => {
    limit.reject(new LimitError(kind, message))
    child.kill()
  }
  const began = performance.now()
  const busyBefore = child.processorTime()
  const requireLimits = () => {
    const peak = child.peakMemory() ?? 0
    if (peak > options.memory) exceed('memory', `the process took ${Math.ceil(peak / 2 ** 20)} MiB`)
    const waited = (performance.now() - began) / 1000
    const busy = child.processorTime()
    const took = busy === null || busyBefore === null ? waited : busy - busyBefore
    if (took > options.seconds) exceed('hang', `no end after ${took.toFixed(1)} s`)
    if (waited > patience * options.seconds) exceed('hang', `no end after ${waited.toFixed(1)} s of waiting`)
  }
  const watch = setInterval(requireLimits, everyMs)
  try {
    const answer = child.ask<CaseResult>('read', { seed })
    answer.catch(() => {}) // of a process that was killed
    const result = await Promise.race([answer.finally(requireLimits), limit.promise])
    options.onResult(result)
    for (const message of untypedIn(result)) options.onFault({ seed, kind: 'untyped', message })
    return null
  } catch (error) {
    return error as Error
  } finally {
    clearInterval(watch)
  }
}
