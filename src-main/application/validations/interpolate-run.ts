import type { Engine } from '../host/engine.ts'
import { decodeRun, type DecodeOrder, type DecodingRecord } from './decode-run.ts'

export interface InterpolateOrder extends DecodeOrder {
  /** Indices of the end patches, and number of pictures between them. */
  from: number
  to: number
  steps: number
}

/**
 * Decodes the interpolation between two patches in latent space (Eq. 11): interpolation.npy [steps + 2, size, size].
 * @throws CirrusError refused | conflict | cancelled | engine-...
 */
export const interpolateRun = (engine: Engine, order: InterpolateOrder): Promise<DecodingRecord> =>
  decodeRun(engine, order, { kind: 'interpolation', from: order.from, to: order.to, steps: order.steps })
