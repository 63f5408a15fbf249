import type { SampleStatistics } from '../../../../src-shared/validation/sample-statistics.ts'
import { setStyles } from '../../../../src-shared/validation/set-styles.ts'
import type { MeasuredSets, PatchSets } from './measure-sets.ts'
import type { MeasureInWorker } from './measure-thread.ts'
import { setFeatures } from './set-features.ts'
import type { StatisticsOptions } from './set-statistics.ts'
import type { UnitMeasures } from './unit-measures.ts'

/**
 * How far prior samples are from the patches, statistic by statistic; the floor is how far the training patches are.
 * @param sets with samples and training patches
 * @param measured the statistics of the same sets
 * @throws the signal's reason when aborted
 */
export async function measureSamples(
  { original, train, sample }: PatchSets,
  measured: MeasuredSets['sets'],
  { measures, grid }: UnitMeasures,
  measureInWorker: MeasureInWorker,
  options: StatisticsOptions & { onPatch?(done: number, count: number): void },
): Promise<SampleStatistics> {
  const features = await setFeatures([original, train!, sample!], measures, options)
  const [sky, floor, samples] = features.sets
  return measureInWorker('samples', {
    sky: { statistics: measured.original, features: sky },
    floor: { statistics: measured.train!, features: floor },
    models: [{ name: setStyles.sample.name, statistics: measured.sample!, features: samples }],
    grids: { statistics: grid, features: features.grid },
  })
}
