import { join } from 'node:path'
import { channelOf, scalingOf } from '../../../src-shared/sky/channels.ts'
import { toMapUnits } from '../../../src-shared/sky/scale.ts'
import { decodedFiles } from '../../engine/inference/decoded-files.ts'
import { readNpyRows } from '../../files/npy.ts'
import type { SamplePlan } from './plan-samples.ts'

export const sampleFiles = (folder: string) => ({
  /** As the run makes them: float32 [count, size, size], with a last axis for channels. */
  standard: decodedFiles(folder, 'samples').pictures,
  /** The same in the map's unit. */
  map: join(folder, 'samples-map.npy'),
  /** A row for each sample. */
  table: join(folder, 'samples.csv'),
  /** The names don't depend on how many there are. */
  fits: (index: number) => join(folder, `sample-${String(index).padStart(5, '0')}.fits`),
})

/** A sample, [channels][size, size]. */
export interface SampleValues {
  index: number
  standard: Float32Array[]
  /** Null if the map's unit is not asked for. */
  map: Float32Array[] | null
}

/** The samples in a folder, one after another. @throws the signal's reason */
export async function* readSamples(
  folder: string,
  plan: Pick<SamplePlan, 'count' | 'standards' | 'dataset'>,
  signal?: AbortSignal,
): AsyncGenerator<SampleValues> {
  for (let index = 0; index < plan.count; index++) {
    signal?.throwIfAborted()
    const { data, shape } = await readNpyRows(sampleFiles(folder).standard, index, 1)
    const channels = shape[3] ?? 1
    const standard = Array.from({ length: channels }, (_, c) => channelOf(data as Float32Array, channels, c))
    yield { index, standard, map: inMapUnit(plan, index, standard) }
  }
}

function inMapUnit(
  { standards, dataset }: Pick<SamplePlan, 'standards' | 'dataset'>,
  index: number,
  standard: readonly Float32Array[],
): Float32Array[] | null {
  if (!standards) return null
  const { record, channels } = dataset!
  return standard.map((values, c) => toMapUnits(values, standards[index][c], scalingOf(channels[c], record.recipe)))
}
