import { setTimeout as sleep } from 'node:timers/promises'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'

/** Milliseconds between two attempts, at most. */
const longestPause = 300_000

/** Whether Slurm could not be asked, or could not do it now, and may well a while later. */
export const isBusy = (error: unknown): error is CirrusError => error instanceof CirrusError && error.code === 'busy'

/**
 * Does what Slurm may be too busy for, until it is done: each attempt twice as long after the one before.
 * @param first milliseconds before the second attempt
 * @param limit milliseconds after which there is no further one
 * @param signal ends the waiting: one attempt more begins after it
 * @param onBusy told what Slurm said before each pause
 * @throws what the last attempt threw
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
