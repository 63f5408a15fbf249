import type { Engine } from '../host/engine.ts'
import type { LatentChoice } from '../../engine/contract.ts'
import type { GivenConditions } from '../../engine/inference/drawn-patches.ts'
import { decodeRun, type DecodeOrder, type DecodingRecord } from './decode-run.ts'

export interface SampleOrder extends Omit<DecodeOrder, 'dataset'> {
  count: number
  seed: number
  /** Conditions of a flow: a value for all samples, or one for each; the others are those of training patches. */
  given?: GivenConditions
}

/**
 * Decodes samples from the prior: samples.npy [count, size, size]. The same seed gives the same samples, however many
 * there are.
 * @throws CirrusError refused | conflict | cancelled | engine-...
 */
export const sampleRun = (engine: Engine, order: SampleOrder): Promise<DecodingRecord> =>
  decodeRun(engine, { ...order, dataset: null }, sampleChoice(order))

/** Draws as the engine is asked for them. */
export const sampleChoice = ({
  count,
  seed,
  given = {},
}: Pick<SampleOrder, 'count' | 'seed' | 'given'>): LatentChoice => ({
  kind: 'samples',
  count,
  seed,
  ...(Object.keys(given).length > 0 && {
    given: Object.fromEntries(Object.entries(given).map(([name, value]) => [name, copied(value)])),
  }),
})

const copied = (value: number | readonly number[]) => (typeof value === 'number' ? value : [...value])
