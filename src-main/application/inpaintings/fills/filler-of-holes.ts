import { holesWiener } from '../../../../src-shared/inpainting/holes-wiener.ts'
import { covarianceOfField } from '../../../../src-shared/inpainting/stationary-prior.ts'
import { covariancePriorOf, stationaryPriorOf } from '../../datasets/gaussian-prior.ts'
import type { Filled, SurfaceTask, WienerTask } from './fill-task.ts'
import { surfaceFill } from './surface-fill.ts'
import { drawn, isExact, wienerFill } from './wiener-fill.ts'

/** What many fills have in common. */
export type HolesWork = Pick<SurfaceTask, 'kind' | 'size' | 'channels'> | Omit<WienerTask, 'data' | 'mask' | 'seed'>

/** One of them. */
export type HoleTask = Pick<WienerTask, 'data' | 'mask' | 'seed'>

/** Prepares the filling of many holes without a model; what they have in common is computed for the first. */
export function fillerOfHoles(work: HolesWork): (task: HoleTask) => Promise<Filled> {
  if (work.kind !== 'wiener') return async ({ data, mask }) => surfaceFill({ ...work, data, mask })
  const sigmas = work.noises.flatMap((noise) => (noise.kind === 'white' ? [noise.sigma] : []))
  const isDirect = work.blurs.every((blur) => blur === null)
  if (!isExact(work) || !isDirect || sigmas.length < work.noises.length)
    return (task) => wienerFill({ ...work, ...task }, () => {})
  let prepared: Promise<ReturnType<typeof holesWiener>> | undefined
  return async ({ data, mask, seed }) => {
    prepared ??= preparedWiener(work, sigmas)
    return drawn({ samples: work.samples, seed }, (await prepared)(data, mask))
  }
}

async function preparedWiener(
  { covariance, dataset, size }: Omit<WienerTask, 'data' | 'mask' | 'seed'>,
  sigmas: readonly number[],
) {
  if (covariance === 'patches') return holesWiener(await covariancePriorOf(dataset, () => {}), sigmas)
  const prior = await stationaryPriorOf(dataset, () => {})
  const mean = new Float64Array(size ** 2).fill(prior.mean)
  return holesWiener({ mean, covariance: covarianceOfField(prior, size) }, sigmas)
}
