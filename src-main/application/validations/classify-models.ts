import { effectiveCount } from '../../../src-shared/statistics/cross-validated-accuracy.ts'
import type { ClassifierComparison, ClassifierTest } from '../../../src-shared/validation/classifier-test.ts'
import type { SampleStatistic } from '../../../src-shared/validation/sample-statistics.ts'
import type { Engine } from '../host/engine.ts'
import { classifySets, type ClassifiedSet, type ClassifyOptions } from './classify-sets.ts'

/**
 * Classifies each model's patches against the sky's, and other sky, the floor, against it too.
 * @param options.onStep called with the steps of all tests
 * @throws CirrusError as `classifySets`
 */
export async function classifyModels(
  engine: Engine,
  { sky, floor, models }: { sky: ClassifiedSet; floor: ClassifiedSet | null; models: readonly ClassifiedSet[] },
  { onStep, ...options }: ClassifyOptions,
): Promise<ClassifierComparison> {
  const all = [...models, ...(floor ? [floor] : [])]
  const found: ClassifierTest[] = []
  for (const [i, set] of all.entries()) {
    const told = (done: number, count: number) => onStep?.(i * count + done, all.length * count)
    found.push(await classifySets(engine, [sky, set], { ...options, onStep: told }))
  }
  return { models: found.slice(0, models.length), floor: floor ? found[models.length] : null }
}

/** As one of the statistics of samples: the accuracy's distance from 1/2, and its standard deviation by chance. */
export function classifierStatistic({ models, floor }: ClassifierComparison): SampleStatistic {
  const of = ({ accuracy, count, folds }: ClassifierTest): SampleStatistic['models'][number] => ({
    distance: Math.abs(accuracy - 0.5),
    chance: 0.5 / Math.sqrt(effectiveCount(count, folds.length)),
    bands: { low: [null], median: [accuracy], high: [null] },
  })
  return { name: 'classifier', x: [], sky: null, floor: floor && of(floor), models: models.map(of) }
}
