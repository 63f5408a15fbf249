import { comparedPixels } from '../../../../src-shared/inpainting/compared-pixels.ts'
import { covarianceWiener, type GaussianFill } from '../../../../src-shared/inpainting/covariance-wiener.ts'
import {
  observation,
  observationOfChannels,
  seeingOf,
  varianceOfChannels,
  type Seeing,
} from '../../../../src-shared/inpainting/observation.ts'
import { mostExactSize } from '../../../../src-shared/inpainting/data-facts.ts'
import { spanWiener } from '../../../../src-shared/inpainting/span-wiener.ts'
import { covarianceOfField, type StationaryPrior } from '../../../../src-shared/inpainting/stationary-prior.ts'
import { stationaryWiener } from '../../../../src-shared/inpainting/stationary-wiener.ts'
import { seedRandom, type RandomState } from '../../../../src-shared/random/index.ts'
import { covariancePriorOf, spanPriorOf, stationaryPriorOf } from '../../datasets/gaussian-prior.ts'
import type { Filled, FillProgress, WienerTask } from './fill-task.ts'

/** Whether patches of this size have an exact filter. */
export const isExact = ({ size }: { size: number }): boolean => size <= mostExactSize

/**
 * The mean, standard deviation and realisations of a Gaussian field that is seen in part. Up to 64 px all of them are
 * exact. For larger patches, the standard deviation of a stationary field is that of its realisations, and the covariance
 * of the patches that of some hundreds of them.
 * @throws CirrusError refused if the dataset has no training patches; and errors of reading it
 */
export async function wienerFill(task: WienerTask, progress: FillProgress): Promise<Filled> {
  if (task.noises.length > 1) return channelsFill(task, progress)
  const { mask, size } = task
  const [[noise], [blur]] = [task.noises, task.blurs]
  const observed = observation(mask, size, blur)
  const seeing = seeingOf(observed, noise, comparedPixels(mask))
  // The data are seen through the blur already: only the pixels are picked.
  const data = Float64Array.from(observed.pixels, (pixel) => task.data[pixel])
  const measuring = (share: number) => progress(share / 2, 'measuring the training patches')
  const solving = (share: number) => progress((1 + share) / 2, 'solving for the hole')
  if (task.covariance === 'stationary') {
    const prior = await stationaryPriorOf(task.dataset, measuring)
    if (!isExact(task)) return byRealisations(task, prior, seeing, data, progress)
    const mean = new Float64Array(mask.length).fill(prior.mean)
    const fill = covarianceWiener({ mean, covariance: covarianceOfField(prior, size) }, seeing, solving)
    return drawn(task, fill(data))
  }
  const fill = isExact(task)
    ? covarianceWiener(await covariancePriorOf(task.dataset, measuring), seeing, solving)
    : spanWiener(await spanPriorOf(task.dataset, measuring), seeing, solving)
  return drawn(task, fill(data))
}

/** The same of a patch of several channels, with the covariance of all their values: what is seen of one tells of the others. */
async function channelsFill({ mask, size, noises, blurs, ...task }: WienerTask, progress: FillProgress) {
  const observed = observationOfChannels(mask, size, blurs)
  const prior = await covariancePriorOf(task.dataset, (share) => progress(share / 2, 'measuring the training patches'))
  const seeing = { observed, mask: comparedPixels(mask), variance: varianceOfChannels(noises, observed.pixels) }
  const fill = covarianceWiener(prior, seeing, (share) => progress((1 + share) / 2, 'solving for the hole'))
  return drawn(task, fill(Float64Array.from(observed.pixels, (value) => task.data[value])))
}

/** A fill with its realisations. */
export function drawn(
  { samples, seed }: Pick<WienerTask, 'samples' | 'seed'>,
  { mean, deviation, sample }: GaussianFill,
): Filled {
  const random = seedRandom(seed)
  return {
    fill: Float32Array.from(mean),
    deviation: Float32Array.from(deviation),
    ...(samples > 0 && { samples: stack(samples, mean.length, () => sample(random)) }),
  }
}

function byRealisations(
  { samples, seed }: WienerTask,
  prior: StationaryPrior,
  seeing: Seeing,
  data: Float64Array,
  progress: FillProgress,
): Filled {
  const random: RandomState = seedRandom(seed)
  const realisations = stationaryWiener(prior, seeing)(data)
  const mean = realisations.mean()
  const pixels = mean.length
  const values = stack(samples, pixels, (k) => {
    progress((1 + (1 + k) / (1 + samples)) / 2, `realisation ${k + 1} of ${samples}`)
    return realisations.sample(random)
  })
  const deviation = new Float32Array(pixels)
  for (let i = 0; i < pixels; i++) {
    let squares = 0
    for (let k = 0; k < samples; k++) squares += (values[k * pixels + i] - mean[i]) ** 2
    deviation[i] = Math.sqrt(squares / samples)
  }
  return { fill: Float32Array.from(mean), ...(samples > 0 && { deviation, samples: values }) }
}

function stack(count: number, pixels: number, patch: (k: number) => Float64Array): Float32Array {
  const values = new Float32Array(count * pixels)
  for (let k = 0; k < count; k++) values.set(patch(k), k * pixels)
  return values
}
