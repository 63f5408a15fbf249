import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { decodedFiles } from '../../engine/inference/decoded-files.ts'
import { chosenEpoch } from '../../engine/inference/trained-model.ts'
import { channelOf } from '../../../src-shared/sky/channels.ts'
import { readNpy } from '../../files/npy.ts'
import type { Interpolation } from '../../figures/validation/index.ts'
import type { Engine } from '../host/engine.ts'
import { readDecoding } from './decode-run.ts'
import { interpolateRun } from './interpolate-run.ts'
import type { ValidationRecord } from './validation-folder.ts'

/** N of Fig. 5. */
const steps = 10

/**
 * The interpolation of Fig. 5 for a validation, between the patches at the quartiles of its errors: decoded once and
 * stored with it.
 * @returns null if the run's checkpoint is no longer the validated one
 * @throws CirrusError as `interpolateRun`
 */
export async function validationInterpolation(
  engine: Engine,
  folder: string,
  record: ValidationRecord,
  signal?: AbortSignal,
): Promise<Interpolation | null> {
  const sorted = record.patches.toSorted((a, b) => a.meanSquaredError - b.meanSquaredError)
  const [from, to] = [0.25, 0.75].map((share) => sorted[Math.round(share * (sorted.length - 1))].index)
  const held = await readDecoding(folder, 'interpolation')
  const same =
    held?.latents.kind === 'interpolation' &&
    held.result.epoch === record.epoch &&
    held.latents.from === from &&
    held.latents.to === to &&
    held.latents.steps === steps
  if (!same) {
    const { checkpoint } = record.config
    const epoch = await chosenEpoch(record.run, checkpoint).catch(() => null)
    if (epoch !== record.epoch) return null
    await rm(join(folder, 'interpolation.json'), { force: true })
    const dataset = record.dataset.folder
    await interpolateRun(engine, { run: record.run, dataset, checkpoint, from, to, steps, folder, signal })
  }
  const { data: decoded, shape } = await readNpy(decodedFiles(folder, 'interpolation').pictures)
  const data = channelOf(decoded as Float32Array, shape[3] ?? 1, record.channel)
  const size = record.size ** 2
  const pictures = Array.from({ length: data.length / size }, (_, i) =>
    Float32Array.from(data.subarray(i * size, (i + 1) * size)),
  )
  return { from, to, steps, pictures }
}
