import { existsSync } from 'node:fs'
import { copyFile, cp, link, readdir, rename } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import type { PriorStanding } from '../../../src-preload/contract/priors.ts'
import type { Run } from '../../../src-preload/contract/runs.ts'
import { isUnderWay } from '../../../src-preload/contract/states.ts'
import type { Study } from '../../../src-preload/contract/studies.ts'
import { searchedPriorSchema } from '../../../src-preload/contract/study-latents.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { bestTrial } from '../../../src-shared/study/best-trial.ts'
import { priorFiles, readPriorRecord } from '../../engine/prior/prior-folder.ts'
import { holderOf } from '../../engine/training/hold-run.ts'
import { runFiles } from '../../engine/training/run-folder.ts'
import { removeFolder } from '../../files/remove-folder.ts'
import type { Context } from '../host/context.ts'
import { tellPrior } from '../priors/prior-jobs.ts'
import { priorFolder, priorStanding } from '../priors/prior-standing.ts'
import { writePrior } from '../priors/train-prior.ts'
import { readRun, writeRunRecord } from '../runs/run-folder.ts'
import { latentsOfStudy } from './study-latents.ts'
import { makeFolder } from '../../files/make-folder.ts'

/** What a training leaves in its folder that a prior has too; neither its lock nor a cluster's files. */
const kept = ({ config, metrics, checkpoints, sample }: ReturnType<typeof runFiles>) =>
  [config, metrics, checkpoints, join(sample(1), '..')].map((path) => basename(path))

/**
 * Makes a trial of a study of a prior a prior of the run: a copy, which is listed, drawn from and trained longer like
 * others. A prior of that name which the same study made is replaced, unless it is the same trial or was trained longer.
 * @param number null for the best trial
 * @param name null for the name that the study was given
 * @throws CirrusError conflict for a study of a dataset, a trial that trains or has no checkpoint, or a name that another
 *   prior has
 */
export async function keepPrior(
  context: Context,
  study: Study,
  { number, name }: { number: number | null; name: string | null },
): Promise<PriorStanding> {
  const { catalog } = context
  const { latents } = study
  const conflict = (message: string, field?: string) => new CirrusError('conflict', message, undefined, { field })
  if (!latents) throw conflict(`${study.name} is a study on a dataset: its trials are runs, not priors.`)
  const trials = catalog.trials.outcomes(study.id)
  const trial = number === null ? bestTrial(study.direction, trials) : trials.find((one) => one.number === number)
  const run = trial?.runId ? catalog.runs.get(trial.runId) : null
  if (!trial || !run) {
    throw conflict(
      `${study.name} has no ${number === null ? 'best trial' : `trial ${number}`} with a training of its own.`,
    )
  }
  if (isUnderWay(run) || (await holderOf(run.folder))) throw conflict(`${run.name} is being trained: stop it first.`)
  if (run.epoch === 0) throw conflict(`${run.name} has no checkpoint.`)

  const chosen = name ?? latents.prior
  const folder = resolve(priorFolder(latents.runFolder, chosen))
  if (existsSync(priorFiles(folder).record)) {
    const before = await readPriorRecord(folder)
    if (before.trial?.studyId !== study.id) {
      throw conflict(`${latents.runName} has a prior named ${chosen} already: choose another name.`, 'name')
    }
    const standing = await priorStanding(latents.runFolder, chosen)
    if (before.trial.number === trial.number && standing.epoch >= run.epoch) return standing
    if (standing.state === 'running' || standing.epoch > study.epochs) {
      throw conflict(`${chosen} of ${latents.runName} was trained longer: choose another name.`, 'name')
    }
  }
  await copyTrial(run, study, trial.number, folder)
  const owner = latents.runId === null ? null : catalog.runs.get(latents.runId)
  if (owner) await tellPrior(context, owner, chosen)
  return priorStanding(latents.runFolder, chosen)
}

/** Puts a copy of a trial's training in a prior's folder, which is complete or as it was. */
async function copyTrial(run: Run, study: Study, number: number, folder: string) {
  const latents = study.latents!
  const encoded = await latentsOfStudy(study)
  const { record } = await readRun(run.folder)
  const { dataset } = (await readRun(latents.runFolder)).record
  // A name that no prior has, beside its place.
  const made = `${folder}.new`
  await removeFolder(made)
  await makeFolder(made)
  for (const name of kept(runFiles(run.folder))) {
    const from = join(run.folder, name)
    if (existsSync(from)) await cp(from, join(made, name), { recursive: true })
  }
  await linkFiles(study.datasetFolder, priorFiles(made).latents)
  await writeRunRecord(made, { ...record, dataset })
  await writePrior(made, {
    format: 'cirrus-prior-1',
    kind: searchedPriorSchema.parse(run.config.architecture),
    createdAt: new Date().toISOString(),
    trial: { studyId: study.id, number },
    checkpoint: latents.checkpoint,
    latents: encoded,
    failure: null,
  })
  await removeFolder(folder)
  await rename(made, folder)
}

/** Another name for each file of a folder, or a copy where the file system has no such links. */
async function linkFiles(from: string, to: string) {
  await makeFolder(to)
  for (const name of await readdir(from)) {
    await link(join(from, name), join(to, name)).catch(() => copyFile(join(from, name), join(to, name)))
  }
}
