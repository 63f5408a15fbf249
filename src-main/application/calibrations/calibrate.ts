import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { datasetChannels, type StoredRecipe } from '../../../src-preload/contract/datasets.ts'
import type { CalibrationChoice, KeptCalibration } from '../../../src-preload/contract/calibrations.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { blurOf } from '../../../src-shared/inpainting/blur.ts'
import { calibrationTally } from '../../../src-shared/inpainting/calibration.ts'
import { plainData } from '../../../src-shared/inpainting/data-facts.ts'
import { channelOf, interleaved } from '../../../src-shared/sky/channels.ts'
import { seedRandom } from '../../../src-shared/random/index.ts'
import { removeFolder } from '../../files/remove-folder.ts'
import { readDataset, readPatches } from '../datasets/dataset-folder.ts'
import type { Engine } from '../host/engine.ts'
import { checkEstimate } from '../inpaintings/check-estimate.ts'
import { estimatePatch } from '../inpaintings/estimators/estimate-patch.ts'
import { observedData, seenPatch } from '../inpaintings/observed-data.ts'
import { readRunOfPatches } from '../runs/run-of-patches.ts'
import { calibrationProblems, type CalibrationProblem } from './calibration-problems.ts'

export interface CalibrationOrder {
  choice: CalibrationChoice
  /** Folder of the run, for an estimator that uses a model. */
  run: string | null
  /** Folder of the dataset whose test patches are estimated; the run's own if null. */
  dataset: string | null
}

/** An order in which nothing is wrong, with the patches and holes that it is about. */
export interface PlannedCalibration extends CalibrationOrder {
  dataset: string
  recipe: StoredRecipe
  problems: readonly CalibrationProblem[]
}

/**
 * Finds what is wrong with an order before any work is done.
 * @throws CirrusError refused, with the field that is wrong
 */
export async function planCalibration(order: CalibrationOrder): Promise<PlannedCalibration> {
  const run = order.run === null ? null : await readRunOfPatches(order.run)
  const dataset = order.dataset ?? run?.record.dataset.folder
  if (dataset === undefined) throw new CirrusError('refused', 'Give a dataset, or a run, whose dataset is then used.')
  const { recipe } = (await readDataset(dataset)).record
  const { estimator } = order.choice
  const blurs = blursOf(order.choice, recipe)
  checkEstimate(
    estimator,
    plainData({ size: recipe.size, channels: blurs.length, blurs, whole: order.choice.mask === 'all' }),
    run && { name: order.run!, config: run.config },
  )
  return { ...order, dataset, recipe, problems: await calibrationProblems(dataset, order.choice) }
}

/** What each channel of the patches is seen through: the same. */
const blursOf = ({ beam }: CalibrationChoice, recipe: StoredRecipe) =>
  datasetChannels(recipe).map(() => blurOf({ beam, pixelWindow: null }, recipe))

/**
 * Compares an estimator's intervals and samples with the truth: estimates test patches through random holes or without any, through a
 * beam if there is one, with noise, as an inpainting does. Of several channels, all have the same holes, and values of all are counted.
 * @throws CirrusError cancelled, and those of the estimator
 */
export async function calibrate(
  engine: Engine,
  { choice, run, dataset, recipe, problems }: PlannedCalibration,
  { signal, onProgress }: { signal?: AbortSignal; onProgress?(fraction: number, note: string): void } = {},
): Promise<Pick<KeptCalibration, 'epoch' | 'seconds' | 'calibration'>> {
  const began = performance.now()
  const { estimator, sigma, seed } = choice
  const { size } = recipe
  const channels = datasetChannels(recipe)
  const blurs = blursOf(choice, recipe)
  const seeing = { beam: choice.beam, pixelWindow: null }
  const tally = calibrationTally()
  const folder = await mkdtemp(join(tmpdir(), 'cirrus-calibration-'))
  let epoch: number | null = null
  try {
    for (const [i, { patch, mask: hole }] of problems.entries()) {
      if (signal?.aborted) throw new CirrusError('cancelled', 'The calibration was stopped.')
      const name = `patch ${patch}`
      const truth = await readPatches(dataset, patch, 1)
      const noise = { kind: 'white', sigma } as const
      const mask = interleaved(channels.map(() => hole))
      const random = seedRandom(seed + i)
      const observed = channels.map((_, c) =>
        observedData(seenPatch(channelOf(truth, channels.length, c), seeing, recipe), hole, noise, random),
      )
      const { fill, deviation, samples, model } = await estimatePatch({
        ...{ name, mask, size, channels, dataset, run, folder, engine, signal },
        ...{ noises: channels.map(() => noise), blurs },
        // Samples of another problem must not be of the same random numbers.
        estimator: 'seed' in estimator ? { ...estimator, seed: estimator.seed + i } : estimator,
        data: interleaved(observed),
        standardisedAlone: recipe.standardisation === 'patch',
        progress: (fraction) => onProgress?.((i + fraction) / problems.length, `patch ${i + 1} of ${problems.length}`),
        onPoint: () => {},
      })
      if (!deviation) throw new CirrusError('refused', 'This estimate has no standard deviation; ask for samples.')
      epoch = model?.epoch ?? null
      tally.add({ truth, mask, fill, deviation, samples })
      onProgress?.((i + 1) / problems.length, `patch ${i + 1} of ${problems.length}`)
    }
  } finally {
    await removeFolder(folder)
  }
  return { epoch, seconds: (performance.now() - began) / 1000, calibration: tally.result() }
}
