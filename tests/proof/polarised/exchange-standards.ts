import { existsSync } from 'node:fs'
import { readNpy, writeNpy } from '../../../src-main/files/npy.ts'
import { channelSets } from '../../../src-shared/sky/channels.ts'
import { patchInMapUnit } from '../../../src-shared/sky/patch-in-map-unit.ts'
import type { Standard } from '../../../src-shared/sky/scale.ts'
import { standardiseChannels } from '../../../src-shared/sky/standardise-channels.ts'

const channels = channelSets.IQU
const scaling = { scale: 'log' } as const

/**
 * Patches of I, Q and U, each standardised by itself and put back by the mean and standard deviation of the next: what perfect
 * samples of standardised patches would be that are given those of a training patch.
 * @param file [patches, rows, columns, 3], I > 0
 */
export async function exchangeStandards(file: string): Promise<string> {
  const path = file.replace(/\.npy$/, '-exchanged.npy')
  if (existsSync(path)) return path
  const { data, shape } = await readNpy(file)
  const values = Float64Array.from(data as Float32Array)
  const each = values.length / shape[0]
  const out = new Float32Array(values.length)
  const standards = Array.from({ length: shape[0] }, (_, k) => {
    const place = out.subarray(k * each, (k + 1) * each)
    return standardiseChannels(values.subarray(k * each, (k + 1) * each), channels, scaling, place) as Standard[]
  })
  standards.forEach((_, k) => {
    const place = out.subarray(k * each, (k + 1) * each)
    const next = standards[(k + 1) % standards.length]
    place.set(patchInMapUnit(place, channels, next, scaling))
  })
  await writeNpy(path, out, shape)
  return path
}
