import { scalingOfCondition, type ConditionScaling } from '../../../src-shared/model/condition-scaling.ts'
import { EngineError } from '../runtime/errors.ts'
import type { PatchSource } from './patch-source.ts'

/** The conditions of a patch, [conditions]. */
export function conditionsAt({ conditions, count }: Pick<PatchSource, 'conditions' | 'count'>, index: number) {
  const width = conditions.length / count
  return conditions.subarray(index * width, (index + 1) * width)
}

/**
 * How each condition is scaled, by the training patches.
 * @throws EngineError 'dataset' for a condition that is the same in all of them
 */
export function conditionScalings(
  source: Pick<PatchSource, 'conditions' | 'count' | 'splits'>,
  conditions: readonly string[],
): ConditionScaling[] {
  return conditions.map((name, c) => {
    const scaling = scalingOfCondition(source.splits.train.map((index) => conditionsAt(source, index)[c]))
    if (scaling) return scaling
    throw new EngineError(
      'dataset',
      `All training patches have the same "${name}", so a flow can't be conditioned on it. ` +
        'Choose other conditions, or a dataset whose patches are standardised one by one.',
    )
  })
}
