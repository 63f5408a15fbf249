import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ValidationConfig } from '../../../../src-preload/contract/validations.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import type { Engine } from '../../engine.ts'
import { readDecoding } from '../decode-run.ts'
import { readReconstruction, reconstructPatches } from '../reconstruct-patches.ts'
import { sampleRun } from '../sample-run.ts'

/** Draws from the prior whose statistics are compared with the patches', and of the training patches at most as many. */
export const sampleCount = 500

const seed = 0

export interface DecodingsOrder {
  run: string
  dataset: string
  fingerprint: string
  /** Of the checkpoint that is validated. */
  epoch: number
  config: ValidationConfig
  folder: string
  signal?: AbortSignal
  onPatch?(done: number, count: number): void
  onSample?(done: number, count: number): void
}

/**
 * What a model makes of a split and of draws from the prior, in a folder. What is stored there already from the same
 * checkpoint and patches is left as it is.
 * @throws CirrusError conflict if the run has trained on meanwhile | refused | cancelled | engine-...
 */
export async function storeDecodings(engine: Engine, order: DecodingsOrder): Promise<void> {
  const { run, dataset, fingerprint, epoch, config, folder, signal } = order
  const { checkpoint, split, samples } = config
  const reconstruction = await readReconstruction(folder)
  const asWanted =
    reconstruction?.fingerprint === fingerprint &&
    reconstruction.split === split &&
    reconstruction.samples === samples &&
    reconstruction.seed === seed
  if (!asWanted || reconstruction.result.epoch !== epoch) {
    await rm(join(folder, 'reconstruction.json'), { force: true })
    const choice = { run, dataset, checkpoint, split, samples, seed, folder }
    const { result } = await reconstructPatches(engine, { ...choice, signal, onPatch: order.onPatch })
    checkEpoch(run, epoch, result.epoch)
  }
  const draws = await readDecoding(folder, 'samples')
  const asMany = draws?.latents.kind === 'samples' && draws.result.count === sampleCount && draws.latents.seed === seed
  if (!asMany || draws.result.epoch !== epoch) {
    await rm(join(folder, 'samples.json'), { force: true })
    const choice = { run, checkpoint, count: sampleCount, seed, folder }
    const { result } = await sampleRun(engine, { ...choice, signal, onDecoded: order.onSample })
    checkEpoch(run, epoch, result.epoch)
  }
}

function checkEpoch(run: string, wanted: number, used: number): void {
  if (used === wanted) return
  throw new CirrusError(
    'conflict',
    `${run} has trained on meanwhile: epoch ${wanted} was to be validated, the checkpoint is now of epoch ${used}. Validate it again.`,
  )
}
