import type { Run, SampleNumber, sampleMethods } from '../../../src-preload/contract/index.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { found } from './found.ts'

/** Level and contrast of patches of the logarithm of dust, as a whole map has them. */
const ranges: Readonly<Record<string, SampleNumber['range']>> = {
  mean: { least: 0.31, median: 1.42, most: 3.87 },
  std: { least: 0.082, median: 0.213, most: 0.671 },
  latitude: { least: 15, median: 38.5, most: 89.2 },
}

/** The numbers that samples of an in-memory host's runs can be given: conditions of a flow, mean and std. */
export function createFakeSamples(runs: readonly Run[]) {
  const handlers: Handlers<{ methods: typeof sampleMethods; events: Record<never, never> }> = {
    'samples.numbers'({ runId, prior }) {
      const { config } = found([...runs], runId, 'run')
      const told = prior === null ? config.conditions : []
      const names = [...told, ...['mean', 'std'].filter((name) => !told.includes(name))]
      return names.map((name) => ({
        ...{ name, told: told.includes(name), undoes: name === 'mean' || name === 'std' },
        range: ranges[name] ?? { least: 0, median: 1, most: 2 },
      }))
    },
  }
  return { handlers }
}
