/**
 * Reports the set-up's steps as a checklist, with a progress line that is redrawn on a terminal and printed every 10 %
 * elsewhere. Nothing is written until there is something to do.
 * @param {Pick<NodeJS.WriteStream, 'write'> & { isTTY?: boolean, columns?: number }} stream
 */
export function createReport(stream) {
  let begun = false
  let drawn = false
  const clear = () => {
    if (drawn) stream.write('\r\x1b[K')
    drawn = false
  }
  const line = (text) => {
    clear()
    stream.write(`${text}\n`)
  }
  const draw = (text) => {
    stream.write(`\r\x1b[K${text.slice(0, (stream.columns ?? 80) - 1)}`)
    drawn = true
  }

  return {
    /** @param {string} text */
    say: (text) => line(text),
    /** @param {string} label */
    step(label) {
      if (!begun) line('Setting up Cirrus')
      begun = true
      const start = Date.now()
      let lastTenth = 0
      if (stream.isTTY) draw(`  · ${label}`)
      else line(`  · ${label}`)
      return {
        /** @param {string} text */
        note: (text) => line(`    ${text}`),
        /**
         * @param {string} text
         * @param {number} [fraction] 0 to 1, if the total is known
         */
        progress(text, fraction) {
          if (stream.isTTY) draw(`  · ${label}  ${fraction === undefined ? '' : `${bar(fraction)} `}${text}`)
          else if (fraction !== undefined && Math.floor(fraction * 10) > lastTenth) {
            lastTenth = Math.floor(fraction * 10)
            line(`    ${text}`)
          }
        },
        /** @param {string} [result] */
        done: (result) => line(`  ✓ ${label}${result ? `: ${result}` : ''} (${seconds(Date.now() - start)})`),
        failed: () => line(`  ✗ ${label}`),
      }
    },
  }
}

/** @typedef {ReturnType<typeof createReport>} Report */
/** @typedef {ReturnType<Report['step']>} Step */

/**
 * Runs one step of the list and marks it as done or failed.
 * @template T
 * @param {Report} report
 * @param {string} label
 * @param {(step: Step) => Promise<T>} work
 * @param {(value: T) => string | undefined} [result] a note to show beside the tick
 */
export async function asStep(report, label, work, result) {
  const step = report.step(label)
  try {
    const value = await work(step)
    step.done(result?.(value))
    return value
  } catch (error) {
    step.failed()
    throw error
  }
}

const width = 20

/** @param {number} fraction */
const bar = (fraction) => {
  const full = Math.round(Math.min(1, Math.max(0, fraction)) * width)
  return `${'━'.repeat(full)}${'─'.repeat(width - full)}`
}

/** @param {number} ms */
export const seconds = (ms) => `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`

/**
 * "12 of 274 MB, 4 %"; "12 MB" if the total is unknown.
 * @param {number} done bytes
 * @param {number} [whole] bytes
 */
export function megabytes(done, whole) {
  const mb = (bytes) => Math.round(bytes / 1e6)
  return whole ? `${mb(done)} of ${mb(whole)} MB, ${Math.floor((100 * done) / whole)} %` : `${mb(done)} MB`
}
