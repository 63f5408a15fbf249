import type { Engine } from '../host/engine.ts'
import { decodeRun, type DecodeOrder, type DecodingRecord } from './decode-run.ts'

export interface InterpolateOrder extends DecodeOrder {
  /** Indices of the patches at the ends, and pictures between them. */
  from: number
  to: number
  steps: number
}

/**
 * The interpolation between two patches through the latents (Eq. 11), decoded: interpolation.npy [steps + 2, size, size].
 * @throws CirrusError refused | conflict | cancelled | engine-...
 */
export const interpolateRun = (engine: Engine, order: InterpolateOrder): Promise<DecodingRecord> =>
  decodeRun(engine, order, { kind: 'interpolation', from: order.from, to: order.to, steps: order.steps })
