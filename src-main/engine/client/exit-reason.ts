import type { ErrorCode } from '../../../src-preload/rpc/errors.ts'
import { remedies, machineFailureIn } from '../failure.ts'
import type { EngineExit } from './engine-process.ts'

/** Why an engine process ended: a code for callers and a sentence for the user. */
export interface ExitReason {
  code: ErrorCode
  message: string
}

/** @param output the end of what the process wrote to its error stream */
export function exitReason({ code, signal }: EngineExit, output: string): ExitReason {
  if (signal === 'SIGKILL') {
    return {
      code: 'engine-killed',
      message:
        'The engine process was killed (SIGKILL). Unless someone killed it by hand, the machine ran out of memory: choose a smaller batch or model.',
    }
  }
  const failure = machineFailureIn(output)
  if (failure === 'out-of-memory') {
    return { code: failure, message: `The engine process ended because memory ran out. ${remedies[failure]}` }
  }
  if (failure === 'device-failed') {
    return { code: failure, message: `The engine process ended because the GPU failed. ${remedies[failure]}` }
  }
  const last = output.trim().split('\n').at(-1)?.slice(0, 300)
  const said = last ? `: ${last}` : ''
  const message =
    signal !== null
      ? `The engine process was killed by ${signal}${said}.`
      : code === null
        ? `The engine process could not be started${said}.`
        : `The engine process ended with exit code ${code}${said}.`
  return { code: 'engine-lost', message }
}
