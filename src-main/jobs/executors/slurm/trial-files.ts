import { rm } from 'node:fs/promises'
import { join } from 'node:path'

/** What a job leaves in its trial's run folder beside the training's own files. */
export const trialFiles = (runFolder: string) => ({
  script: join(runFolder, 'slurm.sh'),
  /** There from before a job is submitted until its end is known: so long one may live. Each line is a link of job-arrays.ts. */
  job: join(runFolder, 'slurm-job'),
  /** Of all jobs of the trial, one after the other. */
  log: join(runFolder, 'slurm.log'),
  /** What `cirrus train --json` said of its end; empty until then. */
  result: join(runFolder, 'slurm-result.json'),
  /** The script's exit code; not there if it was killed. */
  exitCode: join(runFolder, 'slurm-exit-code'),
})

/** Takes away what an earlier job said of its end. */
export async function forgetEnd(runFolder: string): Promise<void> {
  const { result, exitCode } = trialFiles(runFolder)
  await Promise.all([rm(result, { force: true }), rm(exitCode, { force: true })])
}
