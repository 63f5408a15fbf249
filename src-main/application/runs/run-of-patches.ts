import { existsSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { refused } from '../../../src-preload/rpc/errors.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { priorFiles } from '../../engine/prior/prior-folder.ts'
import { holdsLatents, readLatentsRecord } from '../priors/latents-folder.ts'
import { readRun, type RunRecord } from './run-folder.ts'

/**
 * Reads a run whose model makes patches. A run's priors, the trials of a study of a prior and the latents of such a study
 * have folders that look alike, but are of latents.
 * @throws CirrusError refused for one of those, naming the run to give instead; as `readRun`
 */
export async function readRunOfPatches(folder: string): Promise<{ record: RunRecord; config: TrainingConfig }> {
  const prior = [resolve(folder), dirname(resolve(folder))].find((one) => existsSync(priorFiles(one).record))
  if (prior !== undefined) {
    const run = dirname(dirname(prior))
    throw refused(folder, '', `this is a prior, not a run; give its run, ${run}, and --prior ${basename(prior)}`)
  }
  if (holdsLatents(folder)) {
    const { run } = await readLatentsRecord(folder)
    throw refused(
      folder,
      '',
      `these are the latents that a study of a prior trains on; give the run they are of, ${run}`,
    )
  }
  const found = await readRun(folder)
  if (found.config.space === 'latents') {
    const { folder: latents } = found.record.dataset
    const run = holdsLatents(latents) ? (await readLatentsRecord(latents)).run : 'the run whose latents it learned'
    const remedy = `keep it as a prior with cirrus study keep-prior, then give ${run} and --prior NAME`
    throw refused(folder, '', `this is a trial of a study of a prior, which makes no patches; ${remedy}`)
  }
  return found
}
