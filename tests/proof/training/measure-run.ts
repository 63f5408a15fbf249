import { readFile } from 'node:fs/promises'
import { patchSpectrumEstimator } from '../../../src-main/application/inpaintings/patch-statistics.ts'
import { reconstructionFiles } from '../../../src-main/engine/inference/reconstruction-files.ts'
import { bestOf, readMetrics } from '../../../src-main/engine/training/metrics.ts'
import { runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { readCsv } from '../../../src-main/files/csv.ts'
import { readNpy } from '../../../src-main/files/npy.ts'
import { latentCeiling } from '../../../src-shared/statistics/latent-ceiling.ts'
import { quantiles } from '../../../src-shared/statistics/quantile.ts'
import { compareSpectra, fallsBelow } from '../../../src-shared/statistics/spectrum-comparison.ts'
import { trainingConfigSchema, type TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { type EpochMetrics } from '../../../src-preload/contract/runs.ts'

/** Side of the patches in degrees, `cirrus dataset create`'s default. */
const width = 8

export interface MeasuredRun {
  config: TrainingConfig
  metrics: EpochMetrics[]
  /** The epoch of the checkpoint used to reconstruct: that of the lowest validation negative ELBO. */
  best: EpochMetrics
  /** Mean over the test patches, with that checkpoint. */
  testError: number
  ell: readonly number[]
  /** Median over the test patches of the power of the reconstruction over that of the patch. */
  ratio: number[]
  halfPower: number | null
  ceiling: number
}

/** What the page shows for a finished run. @param reconstructions folder written by `cirrus reconstruct` */
export async function measureRun(runFolder: string, reconstructions: string): Promise<MeasuredRun> {
  const files = runFiles(runFolder)
  const config = trainingConfigSchema.parse(JSON.parse(await readFile(files.config, 'utf8')))
  const metrics = await readMetrics(files.metrics)
  const made = reconstructionFiles(reconstructions)
  const errors = (await readCsv(made.table)).rows.map((row) => Number(row[1]))
  const originals = (await readNpy(made.originals)).data as Float32Array
  const decoded = (await readNpy(made.reconstructions)).data as Float32Array
  const estimator = patchSpectrumEstimator(config.size, width)
  const pixels = config.size ** 2
  const ratios = errors.map((_, i) => {
    const at = (values: Float32Array) => values.subarray(i * pixels, (i + 1) * pixels)
    return compareSpectra(estimator.pair(at(originals), at(decoded))).ratio
  })
  const ratio = estimator.ell.map((_, band) => {
    const [median] = quantiles(
      ratios.map((each) => each[band]),
      [0.5],
    )
    return median
  })
  return {
    config,
    metrics,
    best: bestOf(metrics)!,
    testError: errors.reduce((sum, error) => sum + error, 0) / errors.length,
    ell: estimator.ell,
    ratio,
    halfPower: fallsBelow(estimator.ell, ratio),
    ceiling: latentCeiling(config.latentDimension, width),
  }
}
