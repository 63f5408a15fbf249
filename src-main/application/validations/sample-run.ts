import type { Engine } from '../host/engine.ts'
import { decodeRun, type DecodeOrder, type DecodingRecord } from './decode-run.ts'

export interface SampleOrder extends Omit<DecodeOrder, 'dataset'> {
  count: number
  seed: number
}

/**
 * Decodes samples from the prior: samples.npy [count, size, size]. The same seed gives the same samples, however many
 * there are.
 * @throws CirrusError refused | conflict | cancelled | engine-...
 */
export const sampleRun = (engine: Engine, order: SampleOrder): Promise<DecodingRecord> =>
  decodeRun(engine, { ...order, dataset: null }, { kind: 'samples', count: order.count, seed: order.seed })
