import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { datasetChannels } from '../../../src-preload/contract/datasets.ts'
import type { CovariancePrior } from '../../../src-shared/inpainting/covariance-wiener.ts'
import { covarianceOfPatches } from '../../../src-shared/inpainting/patch-covariance.ts'
import { spanOfPatches } from '../../../src-shared/inpainting/patch-span.ts'
import type { SpanPrior } from '../../../src-shared/inpainting/span-wiener.ts'
import { powerOfPatches, type StationaryPrior } from '../../../src-shared/inpainting/stationary-prior.ts'
import { readNpy, writeNpy, type NpyArray } from '../../files/npy.ts'
import { readDataset, type DatasetRecord } from './dataset-folder.ts'
import { trainingPatches } from './training-patches.ts'
import { makeFolder } from '../../files/make-folder.ts'

/**
 * What a dataset's training patches tell of Gaussian fields; power and span are those of patches of one channel. Power and covariance are measured once, and kept beside the
 * patches: each an array whose first values are the mean.
 */
const files = (folder: string) => ({
  /** float64 [1 + side²]: the mean, and the power of `StationaryPrior`. */
  power: join(folder, 'gaussian', 'power.npy'),
  /** float32 [1 + values, values]: the mean, and the covariance of `CovariancePrior`. */
  covariance: join(folder, 'gaussian', 'covariance.npy'),
})

/** Told the share that is done. */
type Progress = (share: number) => void

/** Patches that are measured, spread evenly over the training patches: more would tell little. */
const most = { power: 2000, covariance: 8000 }
/** Pixels of all patches of a span, 160 MB of float32. */
const pixelsOfSpan = 4e7

/**
 * Variance of a patch's mean, where each patch is standardised by its own: all patches have mean 0 then, which must not
 * be believed of one that is seen in part, and standardised by that part. Larger values give the same fills.
 */
const meanVariance = ({ recipe }: DatasetRecord) => (recipe.standardisation === 'patch' ? 1 : 0)

/**
 * Variance that each pixel has of its own, relative to that of a pixel: a hundredth of its standard deviation. It keeps
 * covariances positive definite that are kept in float32, or were measured on few patches or on very smooth ones.
 */
const ownVariance = 1e-4

/** @throws CirrusError refused without training patches; and errors of reading the files */
export async function stationaryPriorOf(folder: string, progress: Progress): Promise<StationaryPrior> {
  const { record } = await readDataset(folder)
  const { size } = record.recipe
  const side = 2 * size
  const kept = await measuredOnce(files(folder).power, [1 + side * side], async () => {
    const { add, prior } = powerOfPatches(size)
    for await (const { patches, share } of trainingPatches(folder, most.power)) {
      for (let from = 0; from < patches.length; from += size * size) add(patches.subarray(from, from + size * size))
      progress(share)
    }
    const { mean, power } = prior()
    const both = new Float64Array(1 + power.length)
    both[0] = mean
    both.set(power, 1)
    return both
  })
  const power = Float64Array.from(kept.subarray(1))
  const variance = power.reduce((sum, value) => sum + value, 0) / power.length
  for (let k = 0; k < power.length; k++) power[k] += ownVariance * variance
  // A mean adds its variance to every covariance: it is the mode that does not change.
  power[0] += meanVariance(record) * side * side
  return { side, power, mean: kept[0] }
}

/** Of all values of a patch, [size, size, channels]. @throws CirrusError refused without training patches; and errors of reading the files */
export async function covariancePriorOf(folder: string, progress: Progress): Promise<CovariancePrior> {
  const { record } = await readDataset(folder)
  const { size } = record.recipe
  const channels = datasetChannels(record.recipe)
  const pixels = size * size * channels.length
  const kept = await measuredOnce(files(folder).covariance, [1 + pixels, pixels], async () => {
    const { add, result } = covarianceOfPatches(size, channels)
    for await (const { patches, share } of trainingPatches(folder, most.covariance)) {
      add(patches)
      progress(share)
    }
    const { mean, covariance } = result()
    const both = new Float32Array((1 + pixels) * pixels)
    both.set(mean)
    both.set(covariance, pixels)
    return both
  })
  const added = meanVariance(record)
  // The means of channels are not known of each other.
  const isOneChannel = (at: number) => (Math.floor(at / pixels) - (at % pixels)) % channels.length === 0
  const covariance = Float64Array.from(kept.subarray(pixels), (value, at) => value + (isOneChannel(at) ? added : 0))
  let variance = 0
  for (let i = 0; i < pixels; i++) variance += kept[pixels + i * (pixels + 1)] / pixels
  for (let i = 0; i < pixels; i++) covariance[i * (pixels + 1)] += ownVariance * variance
  return { mean: kept.subarray(0, pixels), covariance }
}

/** @throws CirrusError refused without training patches; and errors of reading the files */
export async function spanPriorOf(folder: string, progress: Progress): Promise<SpanPrior> {
  const { record } = await readDataset(folder)
  const pixels = record.recipe.size ** 2
  const groups: Float32Array[] = []
  for await (const { patches, share } of trainingPatches(folder, Math.floor(pixelsOfSpan / pixels))) {
    groups.push(patches)
    progress(share)
  }
  return spanOfPatches(groups, pixels, meanVariance(record))
}

/** The array of a file; if it does not exist, it is measured and written. */
async function measuredOnce<T extends NpyArray>(path: string, shape: number[], measure: () => Promise<T>) {
  if (existsSync(path)) return (await readNpy(path)).data
  const measured = await measure()
  await makeFolder(dirname(path))
  await writeNpy(path, measured, shape)
  return measured
}
