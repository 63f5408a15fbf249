import { formatBytes } from '../../../../src-shared/text/format.ts'

/** How far a download is. */
export interface Transfer {
  /** Bytes on disk. */
  done: number
  total: number | null
  /** Bytes per second over the last seconds; null until it can be told. */
  rate: number | null
}

/** Measures the rate over this many seconds. */
const window = 5
/** Progress is told this often, seconds. */
const interval = 0.25

/**
 * Tells the progress of a transfer at most four times a second.
 * @param now seconds
 * @returns a function to call with the number of bytes on disk
 */
export function createTransferMeter(
  total: number | null,
  tell: (transfer: Transfer) => void,
  now: () => number = () => performance.now() / 1000,
): (done: number) => void {
  const samples: { at: number; done: number }[] = []
  let told = -Infinity
  return (done) => {
    const at = now()
    if (at - told < interval && done !== total) return
    told = at
    samples.push({ at, done })
    while (samples.length > 2 && samples[0].at < at - window) samples.shift()
    const [first] = samples
    tell({ done, total, rate: at > first.at ? (done - first.done) / (at - first.at) : null })
  }
}

export const fractionOf = ({ done, total }: Transfer) => (total ? Math.min(1, done / total) : null)

export const secondsLeft = ({ done, total, rate }: Transfer) =>
  total !== null && rate !== null && rate > 0 ? (total - done) / rate : null

/** 12.1 MB of 201 MB, 3.40 MB/s */
export const transferWords = ({ done, total, rate }: Transfer) =>
  `${formatBytes(done)}${total === null ? '' : ` of ${formatBytes(total)}`}${rate === null ? '' : `, ${formatBytes(rate)}/s`}`
