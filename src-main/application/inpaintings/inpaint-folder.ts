import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Estimator } from '../../../src-preload/contract/estimators.ts'
import { factsOfData, type Problem } from '../../../src-preload/contract/inpaintings.ts'
import { estimatorFacts } from '../../../src-shared/inpainting/estimator-facts.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { freeId } from '../../../src-shared/text/names.ts'
import { readDataset } from '../datasets/dataset-folder.ts'
import type { Engine } from '../host/engine.ts'
import { readRunOfPatches } from '../runs/run-of-patches.ts'
import { checkEstimate } from './check-estimate.ts'
import { completeEstimates, estimateFolder, readEstimateRecord, type EstimateRecord } from './estimate-folder.ts'
import { estimateProblem } from './estimate-problem.ts'
import { inpaintingFiles, readProblemPictures, type InpaintingRecord } from './inpainting-folder.ts'
import { makeProblem } from './make-problem.ts'
import { readMasks } from './read-masks.ts'
import { readInpaintingRecord } from './read-inpainting.ts'

export interface FolderOrder {
  /** Folder of the run for estimators that use a model; null if there is none. */
  run: string | null
  /** Folder of the dataset; the run's own if null. */
  dataset: string | null
  problem: Problem
  estimators: readonly Estimator[]
  folder: string
  signal?: AbortSignal
  onProgress?(name: string, fraction: number, note: string): void
}

/**
 * Makes a problem in a folder, unless it is there already, and estimates it with each of some estimators.
 * @returns the new estimates by name
 * @throws CirrusError refused | conflict, before anything is written, for a folder of another problem or with one of these
 *   estimates; others as `makeProblem` and `estimateProblem`
 */
export async function inpaintFolder(engine: Engine, order: FolderOrder): Promise<[string, EstimateRecord][]> {
  const { problem, estimators, folder, signal } = order
  const run = order.run === null ? null : await readRunOfPatches(order.run)
  const dataset = order.dataset ?? run?.record.dataset.folder
  if (dataset === undefined) throw new CirrusError('refused', 'Give a dataset, or a run, whose dataset is then used.')
  const { recipe } = (await readDataset(dataset)).record
  for (const estimator of estimators)
    checkEstimate(estimator, factsOfData(problem, recipe), run && { name: order.run!, config: run.config })
  const isThere = existsSync(inpaintingFiles(folder).record)
  const known = isThere ? await estimatesOf(folder, dataset, problem) : []
  const usesRun = (estimator: Estimator) => estimatorFacts[estimator.kind].model !== null
  const work = estimators.map((estimator) => ({ estimator, run: usesRun(estimator) ? order.run : null }))
  for (const one of work) {
    const same = known.find(({ record }) => isOf(record, one))
    if (!same) continue
    const message = `${estimateFolder(folder, same.name)} already holds this estimate; choose another folder.`
    throw new CirrusError('conflict', message)
  }
  if (!isThere) await makeProblem(dataset, problem, folder)

  const made: [string, EstimateRecord][] = []
  const taken = known.map(({ name }) => name)
  for (const one of work) {
    const name = freeId(one.estimator.kind, (id) => taken.includes(id))
    taken.push(name)
    const record = await estimateProblem(engine, {
      ...{ ...one, inpainting: folder, name, signal },
      onProgress: (fraction, note) => order.onProgress?.(name, fraction, note),
    })
    made.push([name, record])
  }
  return made
}

const isOf = (record: EstimateRecord, { estimator, run }: { estimator: Estimator; run: string | null }) =>
  isDeepStrictEqual(record.estimator, estimator) && record.run === (run && resolve(run))

/** Whether a folder has a problem: with the same masks, whatever they are called. */
async function isSameProblem(folder: string, record: InpaintingRecord, problem: Problem) {
  if (!isDeepStrictEqual(withoutMasks(record.problem), withoutMasks(problem))) return false
  const pictures = await readProblemPictures(folder)
  return isDeepStrictEqual(pictures.mask, await readMasks(problem, record))
}

/** A problem as it is without its masks; nothing else may differ for a channel. */
const withoutMasks = ({ mask: _, channels, ...problem }: Problem) => ({
  ...problem,
  channels: Object.entries(channels).flatMap(([channel, { mask: _, ...own }]) =>
    Object.keys(own).length === 0 ? [] : [[channel, own]],
  ),
})

/** The estimates in a folder of the same problem. @throws CirrusError conflict if it is another */
async function estimatesOf(folder: string, dataset: string, problem: Problem) {
  const record = await readInpaintingRecord(folder)
  if (record.dataset !== resolve(dataset) || !(await isSameProblem(folder, record, problem))) {
    const what = `${folder} holds another problem, of patch ${record.problem.patch} of ${record.dataset}`
    throw new CirrusError('conflict', `${what}. Give the same data to add an estimate, or another folder.`)
  }
  const names = await completeEstimates(folder)
  return Promise.all(
    names.map(async (name) => ({ name, record: await readEstimateRecord(estimateFolder(folder, name)) })),
  )
}
