import { CommanderError } from 'commander'
import { CirrusError } from '../../src-preload/rpc/errors.ts'

/** Exit codes for scripts (cli.md): success, internal failure, wrong usage, refused input, stopped by Ctrl-C. */
export const exitCodes = { done: 0, failure: 1, usage: 2, refused: 3, interrupted: 130 } as const

/** A command line that can't be understood; thrown by a command's own checks. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Work started by a command has failed: exit code 1, whatever the failure's code. */
export class WorkFailure extends Error {
  override readonly name = 'WorkFailure'
}

const refusals: readonly string[] = ['refused', 'not-found', 'conflict']

/** The exit code and the message for whatever a command threw. */
export function describeFailure(error: unknown): { code: number; message: string } {
  if (error instanceof CommanderError) return { code: error.exitCode === 0 ? 0 : exitCodes.usage, message: '' }
  if (error instanceof UsageError) return { code: exitCodes.usage, message: error.message }
  if (error instanceof WorkFailure) return { code: exitCodes.failure, message: error.message }
  if ((error as Error)?.name === 'AbortError') return { code: exitCodes.interrupted, message: 'stopped' }
  if (error instanceof CirrusError) {
    if (error.code === 'cancelled') return { code: exitCodes.interrupted, message: 'stopped' }
    if (error.code === 'invalid-params') return { code: exitCodes.usage, message: error.message }
    return { code: refusals.includes(error.code) ? exitCodes.refused : exitCodes.failure, message: error.message }
  }
  return { code: exitCodes.failure, message: (error as Error)?.stack ?? String(error) }
}
