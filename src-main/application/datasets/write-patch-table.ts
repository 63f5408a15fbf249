import type { DatasetRecipe, Patch } from '../../../src-preload/contract/datasets.ts'
import { textureNames, textureOf } from '../../../src-shared/model/texture.ts'
import { channelSets } from '../../../src-shared/sky/channels.ts'
import { writeCsv } from '../../files/csv.ts'
import { datasetFiles, patchTable } from './dataset-folder.ts'
import { readPieces } from './finish-patches.ts'

/** Writes patches.csv, with the texture of each patch, measured in patches.npy. */
export async function writePatchTable(
  folder: string,
  patches: readonly Patch[],
  recipe: Pick<DatasetRecipe, 'size' | 'channels'>,
): Promise<void> {
  const { columns, rows } = patchTable(patches, channelSets[recipe.channels])
  const textures = await texturesOf(folder, patches.length, recipe)
  await writeCsv(datasetFiles(folder).table, {
    columns: [...columns, ...textureNames(recipe.size)],
    rows: rows.map((row, i) => [...row, ...textures[i]]),
  })
}

async function texturesOf(
  folder: string,
  count: number,
  { size, channels }: Pick<DatasetRecipe, 'size' | 'channels'>,
): Promise<number[][]> {
  const shape = { size, channels: channels.length }
  const length = size ** 2 * channels.length
  const textures: number[][] = []
  for await (const { values } of readPieces(folder, count, { size, channels, masked: false })) {
    for (let at = 0; at < values.length; at += length) {
      textures.push(textureOf(values.subarray(at, at + length), shape).map((value) => Number(value.toPrecision(6))))
    }
  }
  return textures
}
