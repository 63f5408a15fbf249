import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EpochMetrics } from '../../../src-preload/contract/runs.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { trialFiles } from '../../jobs/executors/slurm/trial-files.ts'

const logFile = (folder: string) => join(folder, 'log.txt')

/**
 * log.txt of a run's folder: what happened to it, a line each behind its instant. What can't be written is left out: a
 * training does not end for want of a line.
 */
export function openRunLog(folder: string) {
  let written: Promise<void> = Promise.resolve()
  const say = (text: string) => {
    const line = `${new Date().toISOString()}  ${text}\n`
    written = written.then(() => appendFile(logFile(folder), line)).catch(() => undefined)
  }
  return {
    say,
    epoch(row: EpochMetrics) {
      const { epoch, trainNegativeElbo: train, validationNegativeElbo: validation, seconds, imagesPerSecond } = row
      const elbos = `-ELBO ${train.toFixed(2)} in training, ${validation.toFixed(2)} in validation`
      say(`epoch ${epoch}: ${elbos}; ${seconds.toFixed(2)} s, ${imagesPerSecond.toFixed(0)} images/s`)
    },
    failure(error: unknown) {
      const { message, details } = error instanceof CirrusError ? error : { message: String(error), details: undefined }
      say(`failed: ${message}${details ? `\n${details}` : ''}`)
    },
    /** Resolves when all that was said is in the file. */
    flushed: () => written,
  }
}

/**
 * What a run's folder says of its training, wherever that was: what the jobs of a cluster wrote, if there were any, and
 * the run's own log after it. Of each the end, no more than `limit` characters; empty if there is nothing.
 */
export async function readRunLog(folder: string, limit = 200_000): Promise<string> {
  const [ofJobs, own] = await Promise.all([trialFiles(folder).log, logFile(folder)].map((file) => endOf(file, limit)))
  return [ofJobs, own].filter(Boolean).join('\n')
}

async function endOf(file: string, limit: number): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.length <= limit ? text : text.slice(text.indexOf('\n', text.length - limit) + 1)
}
