import { presets } from '../../src-shared/model/presets.ts'
import type { Validated } from '../../src-main/figures/validation/index.ts'
import type { EpochMetrics } from '../../src-preload/contract/runs.ts'
import { epochMetricsSchema } from '../../src-preload/contract/runs.ts'
import { plainRecipe } from '../../src-shared/statistics/spectrum-recipe.ts'
import { arrayOf, validatedPatch, validationResults } from '../renderer/fake/validation-results.ts'
import { blurred, cloud } from '../renderer/fake/sky.ts'

const size = 32
const latents = 16

const metricsOf = (epoch: number): EpochMetrics =>
  epochMetricsSchema.parse({
    epoch,
    trainLoss: 900 / epoch + 300,
    trainReconstruction: 900 / epoch + 260,
    trainKl: 40,
    validationLoss: 900 / epoch + 320,
    validationReconstruction: 900 / epoch + 280,
    validationKl: 41,
    testLoss: epoch % 5 === 0 ? 900 / epoch + 325 : null,
    activeLatents: 12,
    imagesPerSecond: 400,
    seconds: 2,
    elapsedSeconds: 2 * epoch,
  })

/** A validation of clouds without a training: every number is there, but none is meaningful. */
export function madeValidation(count = 11): Validated {
  const indices = Array.from({ length: count }, (_, i) => 3 * i)
  const pictures = (name: Parameters<Validated['pictures']>[0], place: number) => {
    const sky = cloud(name === 'samples' ? 4000 + place : place, size)
    const smooth = blurred(sky, size, name === 'linear' ? 2 : 3)
    if (name === 'residuals') return sky.map((value, i) => value - smooth[i])
    if (name === 'deviations') return sky.map((value) => 0.1 + 0.05 * Math.abs(value))
    return name === 'originals' || name === 'nearest' ? sky : smooth
  }
  return {
    run: 'a run & more',
    split: 'test',
    epoch: 18,
    samples: 100,
    prior: null,
    size,
    width: 8,
    unit: 'MJy/sr',
    scale: 'log',
    softening: null,
    standardisation: 'patch',
    spectra: plainRecipe,
    config: { ...presets.demo, size, latentDimension: latents },
    metrics: Array.from({ length: 20 }, (_, i) => metricsOf(i + 1)),
    results: validationResults(indices, latents),
    patches: indices.map((index) => validatedPatch({ index, lon: 7 * index, lat: -60 + 4 * index })),
    nearest: Array.from({ length: 8 }, (_, i) => ({
      index: 20 * i,
      distance: 0.74 + 0.021 * i,
      turns: i % 4,
      flipped: i % 2 === 1,
    })),
    interpolation: {
      from: 3,
      to: 12,
      steps: 10,
      pictures: Array.from({ length: 12 }, (_, i) => {
        const [a, b] = [cloud(3, size), cloud(12, size)]
        return a.map((value, j) => ((11 - i) * value + i * b[j]) / 11)
      }),
    },
    array: async (name) => arrayOf(name, indices, latents),
    pictures: async (name, places) => places.map((place) => pictures(name, place)),
  }
}
