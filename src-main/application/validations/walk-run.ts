import type { Engine } from '../host/engine.ts'
import { decodeRun, type DecodeOrder, type DecodingRecord } from './decode-run.ts'

export interface WalkOrder extends DecodeOrder {
  /** Index of the patch from whose posterior mean the walk departs. */
  patch: number
  latent: number
  /** The latent goes from -reach to reach in so many even steps, both ends among them. */
  reach: number
  steps: number
}

/**
 * A walk along one latent, decoded: walk.npy [steps, size, size].
 * @throws CirrusError refused | conflict | invalid-params if there is no such latent | cancelled | engine-...
 */
export const walkRun = (engine: Engine, order: WalkOrder): Promise<DecodingRecord> =>
  decodeRun(engine, order, {
    kind: 'walk',
    patch: order.patch,
    latent: order.latent,
    reach: order.reach,
    steps: order.steps,
  })
