import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { failureSchema } from '../../../../src-preload/contract/states.ts'
import { CirrusError, fromWire, type ErrorCode } from '../../../../src-preload/rpc/errors.ts'
import type { TrialEnd } from '../executor.ts'
import type { SlurmJob } from './queue.ts'
import { trialFiles } from './trial-files.ts'

/** The final output of `cirrus train --json`. */
const resultSchema = z.union([
  z.object({
    state: z.enum(['complete', 'interrupted']),
    epoch: z.number().int(),
    device: z.string(),
    parameters: z.number().int(),
  }),
  z.object({ state: z.literal('failed'), failure: failureSchema }),
])
export type TrainingResult = z.infer<typeof resultSchema>

/** What the training in a folder reported at its end; null if nothing. */
export async function readResult(runFolder: string): Promise<TrainingResult | null> {
  const text = await readFile(trialFiles(runFolder).result, 'utf8').catch(() => '')
  try {
    return resultSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** Jobs ended by Slurm, by state: the code for callers, and the message for users. */
const slurmEnds: Record<string, [ErrorCode, string]> = {
  TIMEOUT: [
    'engine-lost',
    'reached its time limit. It can resume from its last checkpoint; give the profile more time.',
  ],
  DEADLINE: ['engine-lost', 'reached its deadline. It can resume from its last checkpoint.'],
  NODE_FAIL: ['engine-lost', 'lost its node. It can resume from its last checkpoint.'],
  BOOT_FAIL: ['engine-lost', 'was given a node that did not boot. It can be started again.'],
  PREEMPTED: ['engine-lost', 'was preempted by another job. It can resume from its last checkpoint.'],
  REVOKED: ['engine-lost', 'was revoked from this cluster. It can resume from its last checkpoint.'],
  OUT_OF_MEMORY: [
    'out-of-memory',
    'used more memory than it requested. Give the profile more, or the trial a smaller batch or model.',
  ],
}

/**
 * How a trial's ended job left it.
 * @param state of the job; null if Slurm no longer lists it
 * @param epoch completed epochs
 * @throws CirrusError with the cause of the training's end, and the end of its log as details
 */
export async function outcomeOf(
  { id, state }: { id: SlurmJob['id']; state: SlurmJob['state'] | null },
  runFolder: string,
  epoch: number,
): Promise<TrialEnd> {
  const result = await readResult(runFolder)
  if (result?.state === 'complete') return { state: 'complete', epoch: result.epoch }
  if (state === 'CANCELLED') return { state: 'interrupted', epoch }
  const log = await tail(trialFiles(runFolder).log)
  const end = state === null ? undefined : slurmEnds[state]
  if (end) throw new CirrusError(end[0], `Slurm's job ${id} ${end[1]}`, log)
  if (result?.state === 'failed') throw fromWire({ details: log, ...result.failure })
  if (result?.state === 'interrupted') return { state: 'interrupted', epoch }
  const [code, message] = wordless(await exitCodeOf(runFolder), runFolder, log)
  throw new CirrusError(code, `Slurm's job ${id} ${message}`, log)
}

/** The reason for an end that the training did not report, from the exit code of its script. */
function wordless(exitCode: number | null, runFolder: string, log: string): [ErrorCode, string] {
  if (exitCode === 126 || exitCode === 127) {
    const last = log.split('\n').findLast((line) => line.trim() !== '') ?? ''
    return ['engine-failed', `could not start Cirrus on its node: ${last}. Check the profile's modules and command.`]
  }
  if (exitCode !== null && exitCode > 128) {
    return [
      'engine-killed',
      `had its training killed by signal ${exitCode - 128}. It can resume from its last checkpoint.`,
    ]
  }
  if (exitCode !== null) return ['engine-failed', `ended with exit code ${exitCode} and no result; see its log.`]
  if (log !== '') return ['engine-lost', 'was killed with its script. It can resume from its last checkpoint.']
  return [
    'engine-failed',
    `left nothing in ${runFolder}. Its node may not see that folder: put Cirrus's home (CIRRUS_HOME) on a file system that all nodes share.`,
  ]
}

async function exitCodeOf(runFolder: string): Promise<number | null> {
  const text = await readFile(trialFiles(runFolder).exitCode, 'utf8').catch(() => '')
  return /^\d+\n$/.test(text) ? Number(text) : null
}

/** The last lines of a log; '' if there is none. */
async function tail(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.split('\n').slice(-30).join('\n')
}
