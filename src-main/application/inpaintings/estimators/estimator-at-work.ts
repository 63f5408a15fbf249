import type { Estimator } from '../../../../src-preload/contract/estimators.ts'
import type { HolesWork } from '../fills/filler-of-holes.ts'
import { holesThread } from '../fills/holes-thread.ts'
import type { Given, Made } from './estimator-kind.ts'
import { runEstimator } from './table.ts'

/** An estimator that is used on many problems, which share all but what is seen. End it. */
export interface EstimatorAtWork {
  /** @param seed of this problem; null for estimators that have none */
  estimate(given: Given, seed: number | null): Promise<Made>
  end(): Promise<void>
}

/** What the problems share. */
type Shared = Pick<Given, 'size' | 'channels' | 'noises' | 'blurs' | 'dataset' | 'signal'>

/** Estimators without a model get a thread that keeps what all problems have in common; others work as on one. */
export function estimatorAtWork(settings: Estimator, shared: Shared): EstimatorAtWork {
  const work = workOfThread(settings, shared)
  if (work === null)
    return {
      estimate: (given, seed) =>
        runEstimator('seed' in settings && seed !== null ? { ...settings, seed } : settings, given),
      end: () => Promise.resolve(),
    }
  const thread = holesThread(work, shared.signal)
  return { estimate: ({ data, mask }, seed) => thread.fill({ data, mask, seed: seed ?? 0 }), end: thread.end }
}

function workOfThread(
  settings: Estimator,
  { size, channels: { length: channels }, noises, blurs, dataset }: Shared,
): HolesWork | null {
  const { kind } = settings
  if (kind === 'diffusion' || kind === 'biharmonic') return { kind, size, channels }
  if (kind !== 'wiener') return null
  const { covariance, samples } = settings
  return { kind, covariance, samples, size, noises, blurs, dataset }
}
