import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { lossText } from '../../../src-shared/model/loss-words.ts'
import type { EpochMetrics } from '../../../src-preload/contract/runs.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { trialFiles } from '../../jobs/executors/slurm/trial-files.ts'

const logFile = (folder: string) => join(folder, 'log.txt')

/**
 * log.txt in a run's folder: its events, one per line after the time. Write errors are ignored: a training must not end
 * for want of a log line.
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
      const { epoch, trainLoss: train, validationLoss: validation, seconds, imagesPerSecond } = row
      const losses = `loss ${lossText(train)} in training, ${lossText(validation)} in validation`
      say(`epoch ${epoch}: ${losses}; ${seconds.toFixed(2)} s, ${imagesPerSecond.toFixed(0)} images/s`)
    },
    failure(error: unknown) {
      const { message, details } = error instanceof CirrusError ? error : { message: String(error), details: undefined }
      say(`failed: ${message}${details ? `\n${details}` : ''}`)
    },
    /** Resolves when everything has been written. */
    flushed: () => written,
  }
}

/**
 * The log of a run's training, wherever it ran: output of a cluster's jobs, if any, then the run's own log. The end of
 * each, at most `limit` characters; empty if there is nothing.
 */
export async function readRunLog(folder: string, limit = 200_000): Promise<string> {
  const [ofJobs, own] = await Promise.all([trialFiles(folder).log, logFile(folder)].map((file) => endOf(file, limit)))
  return [ofJobs, own].filter(Boolean).join('\n')
}

async function endOf(file: string, limit: number): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.length <= limit ? text : text.slice(text.indexOf('\n', text.length - limit) + 1)
}
