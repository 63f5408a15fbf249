import { setTimeout as sleep } from 'node:timers/promises'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { counted } from '../../../../src-shared/text/counted.ts'
import { AttemptFailure } from './attempt-failure.ts'
import { continuePart, type AttemptOptions, type Wanted } from './continue-part.ts'
import { partSize } from './part-file.ts'

export interface DownloadOptions extends Partial<AttemptOptions> {
  /** Milliseconds before each new attempt; they begin anew once the part has grown. */
  pauses?: readonly number[]
  /** An attempt failed, and the next one waits so long. */
  onRetry?(reason: string, milliseconds: number): void
}

const defaultPauses = [1000, 3000, 10_000, 30_000]

/**
 * Completes the part of a file, in as many attempts as it takes; the target is left alone.
 * @throws CirrusError download-failed with the address and what to do; refused for a wrong size or a full disk
 */
export async function downloadFile(wanted: Wanted, options: DownloadOptions = {}): Promise<void> {
  const {
    signal = new AbortController().signal,
    patience = 60_000,
    onTransfer = () => undefined,
    pauses = defaultPauses,
    onRetry,
  } = options
  let furthest = await partSize(wanted.target)
  for (let failures = 0; ;) {
    signal.throwIfAborted()
    try {
      return await continuePart(wanted, { signal, patience, onTransfer })
    } catch (error) {
      if (!(error instanceof AttemptFailure)) throw error
      const size = await partSize(wanted.target)
      // Only new ground counts as progress: a server that always begins anew would otherwise never be given up.
      if (size > furthest) failures = 0
      furthest = Math.max(furthest, size)
      if (!error.again || failures === pauses.length) throw finalFailure(wanted, error, failures)
      onRetry?.(error.message, pauses[failures])
      await sleep(pauses[failures++], undefined, { signal })
    }
  }
}

function finalFailure({ url, target, byHand }: Wanted, error: AttemptFailure, failures: number): CirrusError {
  const tries = !error.again || failures === 0 ? '' : ` (${counted(failures + 1, 'attempt')})`
  const later = error.again ? 'Try again later, which continues the download; or download' : 'Download'
  return new CirrusError(
    'download-failed',
    `${url}: ${error.message}${tries}. ${later} this address with a browser, save it as ${target}, and ${byHand}.`,
    undefined,
    { cause: error },
  )
}
