import { noiseFileOf } from '../../../src-preload/contract/datasets.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { channelSets, patchesShape } from '../../../src-shared/sky/channels.ts'
import { readNpyHeader, readNpyRows, requireWholeNpy } from '../../files/npy.ts'
import { datasetFiles, type DatasetRecord } from './dataset-folder.ts'

/**
 * Whether a dataset has noise maps.
 * @throws CirrusError refused for noise.npy of another shape than the patches; FileFormatError for one that can't be read
 */
export async function hasNoise(folder: string, { count, recipe, stack }: DatasetRecord): Promise<boolean> {
  if (noiseFileOf({ recipe, stack }) === null) return false
  const { noise } = datasetFiles(folder)
  const header = await readNpyHeader(noise)
  const shape = patchesShape(count, recipe.size, channelSets[recipe.channels].length)
  if (header.type !== 'float32' || header.shape.join() !== shape.join()) {
    const reason = `expected float32 standard deviations of the patches' shape [${shape.join(', ')}]; make the dataset again`
    throw refused(noise, `${header.type} [${header.shape.join(', ')}]`, reason)
  }
  await requireWholeNpy(noise, header)
  return true
}

/** The noise maps of some patches of a dataset that has them, float32 as the patches: in the unit of the standardised values. */
export async function datasetNoise(folder: string, first: number, count: number): Promise<Float32Array> {
  const { data } = await readNpyRows(datasetFiles(folder).noise, first, count)
  return data as Float32Array
}
