import type { SearchParameter } from '../../../src-shared/study/search-space.ts'
import type { CirrusContract } from '../../../src-preload/contract/index.ts'
import type { ParamsInputOf } from '../../../src-preload/rpc/table.ts'
import { until, type Opened } from '../harness.ts'
import { smallTraining } from '../small-application.ts'

export const smallSpace: SearchParameter[] = [
  { kind: 'float', name: 'learningRate', low: 1e-4, high: 1e-2, log: true },
  { kind: 'int', name: 'latentDimension', low: 2, high: 8 },
]

type Order = ParamsInputOf<CirrusContract, 'studies.start'>

/** A study of trainings that take a moment each. */
export const smallStudy = (datasetId: string, changes: Partial<Order> = {}): Order => ({
  datasetId,
  base: smallTraining,
  space: smallSpace,
  sampler: { kind: 'random' },
  epochs: 2,
  budget: 3,
  seed: 7,
  ...changes,
})

/** Waits until a study has ended. */
export const studied = (app: Opened, id: string) =>
  until(
    () => app.call('studies.get', { id }),
    ({ state, counts }) => state !== 'waiting' && state !== 'running' && counts.running === 0,
    150_000,
  )
