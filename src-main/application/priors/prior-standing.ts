import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { priorNameSchema, type PriorStanding } from '../../../src-preload/contract/priors.ts'
import { checkpointSchema, type CheckpointChoice } from '../../../src-preload/contract/runs.ts'
import { chosenEpoch } from '../../engine/inference/trained-model.ts'
import { priorFiles, readPriorRecord, type PriorRecord } from '../../engine/prior/prior-folder.ts'
import { holderOf } from '../../engine/training/hold-run.ts'
import { bestOf, isStale, readMetrics } from '../../engine/training/metrics.ts'
import { runFiles } from '../../engine/training/run-folder.ts'
import { keptMetrics } from '../runs/kept-metrics.ts'
import { readRun } from '../runs/run-folder.ts'
import { readRunOfPatches } from '../runs/run-of-patches.ts'

/** Folder of a run's prior. */
export const priorFolder = (runFolder: string, name: string) => join(runFolder, 'priors', name)

/** The names of a run's priors, in the order of the alphabet. */
export async function priorNames(runFolder: string): Promise<string[]> {
  const names = await readdir(join(runFolder, 'priors')).catch(() => [])
  return names
    .filter((name) => priorNameSchema.safeParse(name).success)
    .filter((name) => existsSync(priorFiles(priorFolder(runFolder, name)).record))
    .sort()
}

/**
 * The priors of a run, as their folders tell: whether they were trained in a window or in a terminal, and whether or not
 * the process that did it is still there.
 * @throws CirrusError refused if the folder holds no run, or a prior is damaged
 */
export async function listPriors(runFolder: string): Promise<PriorStanding[]> {
  await readRunOfPatches(runFolder)
  return Promise.all((await priorNames(runFolder)).map((name) => priorStanding(runFolder, name)))
}

/** @throws CirrusError refused if there is no such prior, or it is damaged */
export async function priorStanding(runFolder: string, name: string): Promise<PriorStanding> {
  const folder = resolve(priorFolder(runFolder, name))
  const record = await readPriorRecord(folder)
  const { kind, failure, checkpoint, latents } = record
  const config = kind === 'gaussian' ? null : (await readRun(folder)).config
  const isHeld = (await holderOf(folder)) !== null
  const rows = isHeld ? await readMetrics(runFiles(folder).metrics) : await keptMetrics(folder)
  const best = bestOf(rows)
  const epoch = rows.at(-1)?.epoch ?? 0
  const isTrained = config === null || epoch >= config.epochs || isStale(rows, config)
  return {
    name,
    kind,
    state: isHeld ? 'running' : restingState(record, isTrained),
    failure: isHeld ? null : failure,
    checkpoint,
    latents,
    fits: latents ? await checkpointsOf(runFolder, latents.epoch) : [],
    config,
    epoch,
    bestEpoch: best?.epoch ?? null,
    bestValidationLoss: best?.validationLoss ?? null,
    folder,
  }
}

function restingState({ failure, latents }: PriorRecord, isTrained: boolean): PriorStanding['state'] {
  if (failure) return 'failed'
  return latents && isTrained ? 'complete' : 'interrupted'
}

/** Those of a run's checkpoints that are of an epoch. */
async function checkpointsOf(runFolder: string, epoch: number): Promise<CheckpointChoice[]> {
  const epochs = await Promise.all(
    checkpointSchema.options.map((which) => chosenEpoch(runFolder, which).catch(() => null)),
  )
  return checkpointSchema.options.filter((_, i) => epochs[i] === epoch)
}
