import { setTimeout as sleep } from 'node:timers/promises'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'

/** Maximum milliseconds between two attempts. */
const longestPause = 300_000

/** Whether Slurm could not be reached or could not comply now, but may later. */
export const isBusy = (error: unknown): error is CirrusError => error instanceof CirrusError && error.code === 'busy'

/**
 * Repeats a call to Slurm while it is too busy, doubling the delay after each attempt.
 * @param first milliseconds before the second attempt
 * @param limit milliseconds after which no further attempt is made
 * @param signal ends the waiting; one last attempt follows
 * @param onBusy called with Slurm's message before each pause
 * @throws whatever the last attempt threw
 */
export async function retryWhileBusy<T>(
  work: () => Promise<T>,
  {
    first,
    limit,
    signal,
    onBusy,
  }: { first: number; limit: number; signal?: AbortSignal; onBusy?(error: CirrusError): void },
): Promise<T> {
  const end = Date.now() + limit
  for (let pause = first; ; pause = Math.min(2 * pause, longestPause)) {
    const isLast = signal?.aborted
    try {
      return await work()
    } catch (error) {
      if (!isBusy(error) || isLast || Date.now() + pause > end) throw error
      onBusy?.(error)
      await sleep(pause, undefined, { signal }).catch(() => {})
    }
  }
}
