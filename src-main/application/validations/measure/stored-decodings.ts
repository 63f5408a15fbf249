import { existsSync } from 'node:fs'
import { constants, copyFile, rm } from 'node:fs/promises'
import type { ValidationConfig } from '../../../../src-preload/contract/validations.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { decodedFiles } from '../../../engine/inference/decoded-files.ts'
import { reconstructionFiles } from '../../../engine/inference/reconstruction-files.ts'
import type { Engine } from '../../host/engine.ts'
import { decodingRecord, readDecoding } from '../decode-run.ts'
import { readReconstruction, reconstructionRecord, reconstructPatches } from '../reconstruct-patches.ts'
import { sampleRun } from '../sample-run.ts'

/** Seed of a validation's draws from the prior; those of posteriors have the same. */
export const seedOfDraws = 0
const seed = seedOfDraws

export interface DecodingsOrder {
  run: string
  dataset: string
  fingerprint: string
  /** Epoch of the validated checkpoint. */
  epoch: number
  config: ValidationConfig
  /** Of its prior (fitting-prior.ts); null for N(0, 1). */
  priorVersion: string | null
  folder: string
  /** Folders of other validations of the same run. */
  alike: readonly string[]
  signal?: AbortSignal
  onPatch?(done: number, count: number): void
  onSample?(done: number, count: number): void
}

/**
 * Stores a model's reconstructions of a split and samples from the prior in a folder. Results already there from the
 * same checkpoint and patches are kept; results of another validation with the same settings are copied.
 * @throws CirrusError conflict if the run has been trained further meanwhile | refused | cancelled | engine-...
 */
export async function storeDecodings(engine: Engine, order: DecodingsOrder): Promise<void> {
  const { run, dataset, epoch, config, folder, signal } = order
  const { checkpoint, split, samples } = config
  if (!(await holdsReconstructions(folder, order)) && !(await taken(order, holdsReconstructions, reconstructed))) {
    await rm(reconstructionRecord(folder), { force: true })
    const choice = { run, dataset, checkpoint, split, samples, seed, folder }
    const { result } = await reconstructPatches(engine, { ...choice, signal, onPatch: order.onPatch })
    requireEpoch(run, epoch, result.epoch)
  }
  if (!(await holdsDraws(folder, order)) && !(await taken(order, holdsDraws, drawn))) {
    await rm(decodingRecord(folder, 'samples'), { force: true })
    const prior = config.prior ?? undefined
    const choice = { run, checkpoint, prior, count: config.priorSamples, seed, folder }
    const { result } = await sampleRun(engine, { ...choice, signal, onDecoded: order.onSample })
    requireEpoch(run, epoch, result.epoch)
  }
}

type Holds = (folder: string, order: DecodingsOrder) => Promise<boolean>

const holdsReconstructions: Holds = async (folder, { fingerprint, epoch, config }) => {
  const held = await readReconstruction(folder)
  return (
    held?.fingerprint === fingerprint &&
    held.split === config.split &&
    held.samples === config.samples &&
    held.seed === seed &&
    held.result.epoch === epoch
  )
}

const holdsDraws: Holds = async (folder, { epoch, config, priorVersion }) => {
  const held = await readDecoding(folder, 'samples')
  if (held?.latents.kind !== 'samples' || held.latents.seed !== seed) return false
  if (held.prior !== config.prior || held.priorVersion !== priorVersion) return false
  return held.result.count === config.priorSamples && held.result.epoch === epoch
}

/** Files of each in a folder; the record, which marks them complete, comes last. */
const reconstructed = (folder: string) => [...Object.values(reconstructionFiles(folder)), reconstructionRecord(folder)]
const drawn = (folder: string) => [...Object.values(decodedFiles(folder, 'samples')), decodingRecord(folder, 'samples')]

/** Copies the files from the first matching validation that holds them. @returns whether there was one */
async function taken(order: DecodingsOrder, holds: Holds, files: (folder: string) => string[]): Promise<boolean> {
  for (const from of order.alike) {
    const [sources, targets] = [files(from), files(order.folder)]
    if (!sources.every(existsSync) || !(await holds(from, order))) continue
    // Shares the data on disk if the file system supports it.
    for (const [i, source] of sources.entries()) await copyFile(source, targets[i], constants.COPYFILE_FICLONE)
    return true
  }
  return false
}

/** @throws CirrusError conflict for a checkpoint of another epoch than that which is validated */
export function requireEpoch(run: string, wanted: number, used: number): void {
  if (used === wanted) return
  throw new CirrusError(
    'conflict',
    `${run} has been trained further: epoch ${wanted} was to be validated, but the checkpoint is now of epoch ${used}. Validate it again.`,
  )
}
