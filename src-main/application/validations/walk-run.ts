import type { Engine } from '../host/engine.ts'
import { decodeRun, type DecodeOrder, type DecodingRecord } from './decode-run.ts'

export interface WalkOrder extends DecodeOrder {
  /** Index of the patch whose posterior mean is the starting point. */
  patch: number
  latent: number
  /** The latent takes this many evenly spaced values from -reach to reach, both included. */
  reach: number
  steps: number
}

/**
 * Decodes a walk along one latent: walk.npy [steps, size, size].
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
