import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { channelOf, interleaved, scalingOf } from '../../../src-shared/sky/channels.ts'
import { decodedFiles } from '../../engine/inference/decoded-files.ts'
import { readNpy, writeNpy } from '../../files/npy.ts'
import type { Engine } from '../host/engine.ts'
import { writtenFile, type WrittenFile } from '../host/written-file.ts'
import { readRunOfPatches } from '../runs/run-of-patches.ts'
import { picturesInMapUnit, type PictureStandards } from '../samples/pictures-in-map-unit.ts'
import { standardsBetween } from '../samples/standards-between.ts'
import { decodeRun, decodingRecord, type DecodeOrder, type DecodingRecord } from './decode-run.ts'

export interface InterpolateOrder extends DecodeOrder {
  /** Indices of the end patches, and number of pictures between them. */
  from: number
  to: number
  steps: number
  /** Whether pictures are also brought back to the map's unit; they aren't if omitted. */
  unit?: 'standard' | 'map'
}

/**
 * Decodes the interpolation between two patches in latent space (Eq. 11): interpolation.npy [steps + 2, size, size], and as
 * asked for interpolation-map.npy. If that can't be written, no record is left.
 * @returns the record, and the files written beside interpolation.npy
 * @throws CirrusError refused | conflict | invalid-params | cancelled | engine-...
 */
export async function interpolateRun(
  engine: Engine,
  { unit = 'standard', ...order }: InterpolateOrder,
): Promise<{ record: DecodingRecord; files: WrittenFile[] }> {
  const { from, to, steps, folder, run } = order
  const latents = { kind: 'interpolation', from, to, steps } as const
  if (unit === 'standard') return { record: await decodeRun(engine, order, latents), files: [] }
  const undo = await standardsBetween(order.dataset ?? (await readRunOfPatches(run)).record.dataset.folder, latents)
  const file = join(folder, 'interpolation-map.npy')
  if (existsSync(file)) throw new CirrusError('conflict', `${file} would be overwritten; choose another folder.`)
  const record = await decodeRun(engine, order, latents)
  try {
    await writeInMapUnit(decodedFiles(folder, 'interpolation').pictures, undo, file)
    return { record, files: [await writtenFile(file)] }
  } catch (error) {
    for (const path of [file, decodingRecord(folder, 'interpolation')]) await rm(path, { force: true }).catch(() => {})
    throw error
  }
}

async function writeInMapUnit(
  pictures: string,
  { record, channels, standards }: PictureStandards,
  file: string,
): Promise<void> {
  const { data, shape } = await readNpy(pictures)
  const planes = channels.map((channel, c) =>
    picturesInMapUnit(
      channelOf(data as Float32Array, channels.length, c),
      standards.map((one) => one[c]),
      scalingOf(channel, record.recipe),
    ),
  )
  await writeNpy(file, interleaved(planes), shape)
}
