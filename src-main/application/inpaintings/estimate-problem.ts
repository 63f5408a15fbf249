import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import packageFacts from '../../../package.json' with { type: 'json' }
import type { Estimator, ObjectivePoint } from '../../../src-preload/contract/estimators.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { factsOfData, ofChannel } from '../../../src-preload/contract/inpaintings.ts'
import { blurOf } from '../../../src-shared/inpainting/blur.ts'
import { channelSets, patchesShape, patchShape } from '../../../src-shared/sky/channels.ts'
import { writeCsv } from '../../files/csv.ts'
import { writeNpy } from '../../files/npy.ts'
import type { Engine } from '../host/engine.ts'
import { readRunOfPatches } from '../runs/run-of-patches.ts'
import { checkEstimate } from './check-estimate.ts'
import { comparedWithTruth } from './compare-with-truth.ts'
import {
  estimateFiles,
  estimateFolder,
  writeEstimateRecord,
  type EstimatePictures,
  type EstimateRecord,
} from './estimate-folder.ts'
import { estimateStatistics } from './estimate-statistics.ts'
import { estimatePatch } from './estimators/estimate-patch.ts'
import { readProblemPictures } from './inpainting-folder.ts'
import { readProblemNoises } from './noise-of-problem.ts'
import { readInpaintingRecord } from './read-inpainting.ts'
import { makeFolder } from '../../files/make-folder.ts'

export interface EstimateWork {
  /** Folder of the inpainting. */
  inpainting: string
  /** The estimate's name in it. */
  name: string
  estimator: Estimator
  /** Folder of the run whose model it uses, if its kind needs one. */
  run: string | null
  signal?: AbortSignal
  onProgress?(fraction: number, note: string): void
  onPoint?(point: ObjectivePoint): void
}

/**
 * Estimates a problem: standardises what is seen, has the estimator work, compares what it made with the true patch, and
 * writes all of it into the estimate's folder.
 * @throws CirrusError refused | conflict if the folder has it | cancelled | engine-...; and errors of reading the files
 */
export async function estimateProblem(engine: Engine, work: EstimateWork): Promise<EstimateRecord> {
  const { estimator, signal, onProgress, onPoint } = work
  const folder = estimateFolder(work.inpainting, work.name)
  const files = estimateFiles(folder)
  if (existsSync(files.record)) throw new CirrusError('conflict', `${folder} already holds an estimate.`)
  const problem = await readInpaintingRecord(work.inpainting)
  const run = work.run === null ? null : await readRunOfPatches(work.run)
  checkEstimate(estimator, factsOfData(problem.problem, problem), run && { name: work.run!, config: run.config })
  const pictures = await readProblemPictures(work.inpainting)
  await makeFolder(folder)

  const began = performance.now()
  const points: ObjectivePoint[] = []
  const { original, mask } = pictures
  const channels = channelSets[problem.channels]
  const estimate = await estimatePatch({
    ...{ estimator, name: work.inpainting, standardisedAlone: problem.standardisation === 'patch' },
    ...{
      data: pictures.data,
      mask,
      size: problem.size,
      channels,
      noises: await readProblemNoises(work.inpainting, problem),
    },
    blurs: channels.map((channel) => blurOf(ofChannel(problem.problem, channel), problem)),
    dataset: problem.dataset,
    ...{ run: work.run, folder, engine, signal },
    progress: (fraction, note) => onProgress?.(fraction, note),
    onPoint(point) {
      points.push(point)
      onPoint?.(point)
    },
  })
  const seconds = (performance.now() - began) / 1000
  const samples = await writePictures(files, estimate, [problem.size, channels.length])
  if (points.length > 0) {
    const rows = points.map(({ start, iteration, objective }) => [start, iteration, objective])
    await writeCsv(files.history, { columns: ['start', 'iteration', 'objective'], rows })
  }
  const { fill, deviation } = estimate
  const record: EstimateRecord = {
    format: 'cirrus-estimate-1',
    cirrus: packageFacts.version,
    createdAt: new Date().toISOString(),
    estimator,
    run: work.run && resolve(work.run),
    result: {
      seconds,
      model: estimate.model ?? null,
      minimum: estimate.minimum ?? null,
      chains: estimate.chains ?? null,
      samples,
      ...comparedWithTruth({ truth: original, fill, deviation, mask }, channels.length),
    },
    statistics: estimateStatistics(estimate, pictures, problem),
  }
  await writeEstimateRecord(folder, record)
  return record
}

/** @returns the number of samples */
async function writePictures(
  files: ReturnType<typeof estimateFiles>,
  { fill, deviation, samples }: EstimatePictures,
  [size, channels]: [size: number, channels: number],
): Promise<number> {
  await writeNpy(files.fill, fill, patchShape(size, channels))
  if (deviation) await writeNpy(files.deviation, deviation, patchShape(size, channels))
  if (!samples) return 0
  const count = samples.length / fill.length
  await writeNpy(files.samples, samples, patchesShape(count, size, channels))
  return count
}
