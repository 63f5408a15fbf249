import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { failureSchema } from '../../../../src-preload/contract/states.ts'
import { CirrusError, fromWire, type ErrorCode } from '../../../../src-preload/rpc/errors.ts'
import type { TrialEnd } from '../executor.ts'
import type { SlurmJob } from './queue.ts'
import { trialFiles } from './trial-files.ts'

/** What `cirrus train --json` prints at its end. */
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

/** What the training in a folder said of its end; null if it said nothing. */
export async function readResult(runFolder: string): Promise<TrainingResult | null> {
  const text = await readFile(trialFiles(runFolder).result, 'utf8').catch(() => '')
  try {
    return resultSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** Ends that Slurm made, by the job's state: the code for callers, and what to say to people. */
const slurmEnds: Record<string, [ErrorCode, string]> = {
  TIMEOUT: ['engine-lost', 'came to its time limit. It goes on from its last checkpoint; give the profile more time.'],
  DEADLINE: ['engine-lost', 'came to its deadline. It goes on from its last checkpoint.'],
  NODE_FAIL: ['engine-lost', 'lost its node. It goes on from its last checkpoint.'],
  BOOT_FAIL: ['engine-lost', 'had a node that did not start. It can be begun again.'],
  PREEMPTED: ['engine-lost', 'had to make room for another one. It goes on from its last checkpoint.'],
  REVOKED: ['engine-lost', 'was taken from this cluster. It goes on from its last checkpoint.'],
  OUT_OF_MEMORY: [
    'out-of-memory',
    'used more memory than it had asked for. Give the profile more, or the trial a smaller batch or model.',
  ],
}

/**
 * How an ended job left its trial.
 * @param state of the job; null if Slurm does not tell of it any more
 * @param epoch epochs complete
 * @throws CirrusError what ended the training, with the end of its log as details
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

/** An end of which the training said nothing, by the exit code of its script. */
function wordless(exitCode: number | null, runFolder: string, log: string): [ErrorCode, string] {
  if (exitCode === 126 || exitCode === 127) {
    const last = log.split('\n').findLast((line) => line.trim() !== '') ?? ''
    return ['engine-failed', `could not start Cirrus on its node: ${last}. Look at the profile's modules and command.`]
  }
  if (exitCode !== null && exitCode > 128) {
    return [
      'engine-killed',
      `had its training killed by signal ${exitCode - 128}. It goes on from its last checkpoint.`,
    ]
  }
  if (exitCode !== null) return ['engine-failed', `ended with ${exitCode} and no result; its log says more.`]
  if (log !== '') return ['engine-lost', 'was killed with its script. It goes on from its last checkpoint.']
  return [
    'engine-failed',
    `left nothing in ${runFolder}. Its node may not see that folder: put Cirrus's home (CIRRUS_HOME) where all nodes do.`,
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
