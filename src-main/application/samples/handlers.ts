import type { sampleMethods } from '../../../src-preload/contract/samples.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import type { Context } from '../host/context.ts'
import { found } from '../host/found.ts'
import { sampleNumbers } from './sample-numbers.ts'

type SampleContract = { methods: typeof sampleMethods; events: Record<never, never> }

export function sampleHandlers({ catalog }: Pick<Context, 'catalog'>): Handlers<SampleContract> {
  return {
    'samples.numbers': ({ runId, prior }) =>
      sampleNumbers(found(catalog.runs.get(runId), 'run', runId).folder, prior ?? undefined),
  }
}
