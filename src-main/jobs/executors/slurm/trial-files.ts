import { rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Files a job leaves in its trial's run folder besides the training's own. */
export const trialFiles = (runFolder: string) => ({
  script: join(runFolder, 'slurm.sh'),
  /**
   * Exists from before a job is submitted until its end is known, while a job may be alive. Each line is a link of
   * job-arrays.ts.
   */
  job: join(runFolder, 'slurm-job'),
  /** Log of all jobs of the trial, one after the other. */
  log: join(runFolder, 'slurm.log'),
  /** Final output of `cirrus train --json`; empty until then. */
  result: join(runFolder, 'slurm-result.json'),
  /** The script's exit code; absent if it was killed. */
  exitCode: join(runFolder, 'slurm-exit-code'),
})

/** Removes what an earlier job reported of its end. */
export async function forgetEnd(runFolder: string): Promise<void> {
  const { result, exitCode } = trialFiles(runFolder)
  await Promise.all([rm(result, { force: true }), rm(exitCode, { force: true })])
}
