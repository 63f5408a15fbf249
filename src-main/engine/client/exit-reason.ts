import type { EngineExit } from './engine-process.ts'

/** Why the engine process ended, as a sentence for the user. */
export function exitReason({ code, signal }: EngineExit, output: string): string {
  const last = output.trim().split('\n').at(-1)?.slice(0, 300)
  if (signal === 'SIGKILL') {
    return 'The engine process was killed (SIGKILL). If nobody did that by hand, the machine ran out of memory: choose a smaller batch or model.'
  }
  if (signal !== null) return `The engine process was ended by ${signal}${last ? `: ${last}` : ''}.`
  if (code === null) return `The engine process could not be started${last ? `: ${last}` : ''}.`
  return `The engine process ended with exit code ${code}${last ? `: ${last}` : ''}.`
}
