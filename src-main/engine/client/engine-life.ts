import { createClient, type Client } from '../../../src-preload/rpc/client.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { createListeners } from '../../../src-preload/rpc/listeners.ts'
import { engineContract, type EngineContract } from '../contract.ts'
import type { EngineDescription } from '../outcomes.ts'
import type { EngineProcess } from './engine-process.ts'
import { exitReason, type ExitReason } from './exit-reason.ts'

/** Number of characters of the error stream kept for a report. */
const outputKept = 4000

/** One engine process from its start to its death. */
export interface EngineLife {
  readonly pid: number | null
  readonly client: Client<EngineContract>
  /** What the engine runs on. Rejects with CirrusError: the engine's own error, `engine-failed`, or `engine-lost`. */
  readonly description: Promise<EngineDescription>
  readonly ended: Promise<void>
  /** Kills the process; pending calls are rejected with this reason instead of the signal's. */
  end(reason: ExitReason): void
  /** Milliseconds since its last message, without the time the machine was asleep. */
  silence(): number
  /** The longest completed silence, in milliseconds, since it described its device; Infinity before that. */
  longestSilence(): number
  /** A call's error, with the reason of death instead of a lost connection. */
  explain(error: unknown): unknown
}

export interface EngineDeath {
  reason: ExitReason
  /** The end of what the process wrote to its error stream. */
  output: string
}

/**
 * Connects to a process that was just started and asks for its description.
 * @param startLimit milliseconds within which it must answer
 * @param onEnd called when it dies, before its pending calls are rejected
 */
export function beginLife(
  process: EngineProcess,
  { startLimit, onEnd }: { startLimit: number; onEnd(death: EngineDeath): void },
): EngineLife {
  let output = ''
  let reason: ExitReason | null = null
  let heard = performance.now()
  let longest = Infinity
  process.onOutput((text) => (output = (output + text).slice(-outputKept)))

  const { receive, closed, onMessage, onClose } = createListeners()
  process.onMessage((message) => {
    longest = Math.max(longest, performance.now() - heard)
    heard = performance.now()
    receive(message)
  })
  const port = { post: process.post, onMessage, onClose, close: process.kill }
  const client = createClient(engineContract, port)
  const ended = new Promise<void>((resolve) => {
    process.onExit((exit) => {
      reason ??= exitReason(exit, output)
      onEnd({ reason, output })
      closed(reason.message)
      resolve()
    })
  })
  const explain = (error: unknown) =>
    error instanceof CirrusError && error.code === 'connection-lost'
      ? new CirrusError(
          reason?.code ?? 'engine-lost',
          reason?.message ?? 'The engine process ended.',
          output || undefined,
        )
      : error

  const describe = async (): Promise<EngineDescription> => {
    const limit = AbortSignal.timeout(startLimit)
    try {
      const description = await client.call('engine.describe', {}, { signal: limit })
      // Loading TensorFlow says nothing about how long it is silent at work.
      longest = 0
      return description
    } catch (error) {
      if (!limit.aborted) throw explain(error)
      throw new CirrusError(
        'engine-failed',
        `The engine process did not answer within ${startLimit / 1000} s of its start. Restart it, or run "cirrus doctor" to diagnose it.`,
        output || undefined,
      )
    }
  }

  return {
    pid: process.pid ?? null,
    client,
    description: describe(),
    ended,
    end(why) {
      reason ??= why
      process.kill()
    },
    explain,
    silence: () => performance.now() - heard,
    longestSilence: () => longest,
  }
}
