import { join } from 'node:path'
import type { EpochMetrics } from '../../../src-preload/contract/runs.ts'
import { estimatorSchema, type EstimateResult } from '../../../src-preload/contract/estimators.ts'
import { problemSchema } from '../../../src-preload/contract/inpaintings.ts'
import type { EstimatorKind } from '../../../src-shared/inpainting/estimator-facts.ts'
import type { Engine } from './engine.ts'
import { demoMapPath, demoRecipe } from './first-start.ts'
import { cutDataset } from '../datasets/cut-dataset.ts'
import { readDataset, type DatasetRecord } from '../datasets/dataset-folder.ts'
import { describeMap } from '../maps/describe-map.ts'
import { exportInpainting } from '../exports/export-inpainting.ts'
import { estimateProblem } from '../inpaintings/estimate-problem.ts'
import { makeProblem } from '../inpaintings/make-problem.ts'
import type { WrittenFile } from './written-file.ts'
import { patchFormOf } from '../../../src-preload/contract/datasets.ts'
import { presetConfig } from '../runs/preset-config.ts'
import type { TrainingOutcome } from '../../engine/outcomes.ts'
import { trainRun } from '../runs/train-run.ts'

export interface DemoReport {
  map: string
  dataset: DatasetRecord
  epochs: EpochMetrics[]
  training: TrainingOutcome
  inpaintings: { mask: string; patch: number; estimates: Record<'mean' | 'map', EstimateResult> }[]
  files: WrittenFile[]
  seconds: { dataset: number; training: number; inpainting: number; export: number }
}

/**
 * Runs the whole workflow on the demo map, into a folder: dataset, training, inpainting of a test patch with the three
 * masks of Fig. 6, export.
 * @throws CirrusError as the steps
 */
export async function runDemo(
  engine: Engine,
  options: { folder: string; epochs?: number; signal: AbortSignal; onProgress(fraction: number, note: string): void },
): Promise<DemoReport> {
  const { folder, signal, onProgress } = options
  const [dataset, run] = [join(folder, 'dataset'), join(folder, 'run')]
  const map = demoMapPath()
  const clock = stopwatch()

  onProgress(0, 'reading the map')
  await describeMap(map, { signal })
  const record = await cutDataset({
    path: map,
    recipe: demoRecipe,
    folder: dataset,
    signal,
    onProgress: (_, note) => onProgress(0.02, note),
  })
  const seconds = { dataset: clock(), training: 0, inpainting: 0, export: 0 }

  const preset = presetConfig('demo', patchFormOf(record))
  const epochs: EpochMetrics[] = []
  const training = await trainRun(engine, {
    dataset,
    folder: run,
    config: { ...preset, epochs: options.epochs ?? preset.epochs },
    signal,
    onStep: ({ epoch, epochs: all, step, stepsPerEpoch }) =>
      onProgress(0.05 + (0.8 * (epoch - 1 + step / stepsPerEpoch)) / all, `training, epoch ${epoch} of ${all}`),
    onEpoch: (metrics) => void epochs.push(metrics),
  })
  seconds.training = clock()

  const { patches } = await readDataset(dataset)
  const patch = patches.find(({ split }) => split === 'test')!.index
  const inpaintings: DemoReport['inpaintings'] = []
  const files: WrittenFile[] = []
  for (const [index, mask] of (['disc', 'corner', 'block'] as const).entries()) {
    onProgress(0.87 + 0.04 * index, `inpainting patch ${patch}, mask ${mask}`)
    const into = join(folder, 'inpaintings', mask)
    await makeProblem(dataset, problemSchema.parse({ patch, mask: { kind: mask } }), into)
    const estimate = async (kind: EstimatorKind) => {
      const estimator = estimatorSchema.parse({ kind })
      return (await estimateProblem(engine, { inpainting: into, name: kind, estimator, run, signal })).result
    }
    inpaintings.push({ mask, patch, estimates: { mean: await estimate('mean'), map: await estimate('map') } })
    seconds.inpainting += clock()
    files.push(
      ...(await exportInpainting({ folder: into, formats: ['fits', 'npy', 'png'], out: join(folder, 'exports') })),
    )
    seconds.export += clock()
  }
  onProgress(1, 'done')
  return { map, dataset: record, epochs, training, inpaintings, files, seconds }
}

/** Seconds since the previous call. */
function stopwatch() {
  let last = performance.now()
  return () => {
    const now = performance.now()
    const seconds = (now - last) / 1000
    last = now
    return seconds
  }
}
