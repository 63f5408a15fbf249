import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createSlurmQueue } from '../../../src-main/jobs/executors/slurm/queue.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-slurm-words-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const queue = createSlurmQueue({ environment: { PATH: `${folder}:${process.env.PATH}` } })

/** Replaces a Slurm program by one that fails with this message. */
function failing(program: string, words: string) {
  writeFileSync(join(folder, program), `#!/bin/sh\ncat >&2 <<'END'\n${words}\nEND\nexit 1\n`)
  chmodSync(join(folder, program), 0o755)
}
const policy = "Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)"

// Errors of slurm_errno.c; the names of limits are those of squeue.
describe('what sbatch says', () => {
  it.each([
    'Batch job submission failed: Unable to contact slurm controller (connect failure)',
    'Batch job submission failed: Socket timed out on send/recv operation',
    'Batch job submission failed: Resource temporarily unavailable',
    'Slurm temporarily unable to accept job, sleeping and retrying',
    `AssocMaxSubmitJobLimit\nsbatch: error: Batch job submission failed: ${policy}`,
    `QOSMaxSubmitJobPerUserLimit\nsbatch: error: Batch job submission failed: ${policy}`,
    'Batch job submission failed: Required partition not available (inactive or drain)',
    'Batch job submission failed: Protocol authentication error',
  ])('is temporary: %s', async (words) => {
    failing('sbatch', `sbatch: error: ${words}`)
    await expect(queue.submit([])).rejects.toMatchObject({
      code: 'busy',
      message: expect.stringMatching(/^sbatch says: /),
    })
  })

  it.each([
    'Batch job submission failed: Invalid partition name specified',
    'Batch job submission failed: Invalid account or account/partition combination specified',
    'Batch job submission failed: Requested node configuration is not available',
    'Invalid generic resource (gres) specification',
    `QOSMaxWallDurationPerJobLimit\nsbatch: error: Batch job submission failed: ${policy}`,
  ])('rejects the profile: %s', async (words) => {
    failing('sbatch', `sbatch: error: ${words}`)
    await expect(queue.submit([])).rejects.toMatchObject({
      code: 'engine-missing',
      message: expect.stringContaining('Check the profile'),
    })
  })
})

it('squeue and scancel fail only with the controller', async () => {
  failing('squeue', 'slurm_load_jobs error: Unable to contact slurm controller (connect failure)')
  failing('scancel', 'scancel: error: Kill job error on job id 5: Invalid credential')
  await expect(queue.jobs()).rejects.toMatchObject({ code: 'busy', message: expect.stringMatching(/^squeue says: /) })
  await expect(queue.cancel('5_0')).rejects.toMatchObject({ code: 'busy' })
})
