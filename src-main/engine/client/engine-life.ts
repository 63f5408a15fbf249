import { createClient, type Client } from '../../../src-preload/rpc/client.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { createListeners } from '../../../src-preload/rpc/listeners.ts'
import { engineContract, type EngineContract, type EngineDescription } from '../contract.ts'
import type { EngineProcess } from './engine-process.ts'
import { exitReason } from './exit-reason.ts'

/** Characters of the error stream that are kept for a report. */
const outputKept = 4000

/** One engine process from its start to its death. */
export interface EngineLife {
  readonly pid: number | null
  readonly client: Client<EngineContract>
  /** What the engine runs on. Rejects with CirrusError: what the engine said, `engine-failed`, or `engine-lost`. */
  readonly description: Promise<EngineDescription>
  readonly ended: Promise<void>
  /** Kills the process; its pending calls are rejected for this reason instead of the signal's. */
  end(reason: string): void
  /** An error of a call, with the reason of death in place of a lost connection. */
  explain(error: unknown): unknown
}

export interface EngineDeath {
  reason: string
  /** The end of what the process wrote to its error stream. */
  output: string
}

/**
 * Greets a process that was just started.
 * @param startLimit milliseconds in which it must say what it runs on
 * @param onEnd told of its death before its pending calls are
 */
export function beginLife(
  process: EngineProcess,
  { startLimit, onEnd }: { startLimit: number; onEnd(death: EngineDeath): void },
): EngineLife {
  let output = ''
  let reason: string | null = null
  process.onOutput((text) => (output = (output + text).slice(-outputKept)))

  const { receive, closed, onMessage, onClose } = createListeners()
  process.onMessage(receive)
  const port = { post: process.post, onMessage, onClose, close: process.kill }
  const client = createClient(engineContract, port)
  const ended = new Promise<void>((resolve) => {
    process.onExit((exit) => {
      reason ??= exitReason(exit, output)
      onEnd({ reason, output })
      closed(reason)
      resolve()
    })
  })
  const explain = (error: unknown) =>
    error instanceof CirrusError && error.code === 'connection-lost'
      ? new CirrusError('engine-lost', reason ?? 'The engine process ended.', output || undefined)
      : error

  const describe = async (): Promise<EngineDescription> => {
    const limit = AbortSignal.timeout(startLimit)
    try {
      return await client.call('engine.describe', {}, { signal: limit })
    } catch (error) {
      if (!limit.aborted) throw explain(error)
      throw new CirrusError(
        'engine-failed',
        `The engine process did not answer within ${startLimit / 1000} s of its start. Restart it; "cirrus doctor" says what it finds.`,
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
  }
}
