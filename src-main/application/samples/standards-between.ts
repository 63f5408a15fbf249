import { datasetChannels, standardOf } from '../../../src-preload/contract/datasets.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { betweenConditions, scalingOfCondition } from '../../../src-shared/model/condition-scaling.ts'
import type { Standard } from '../../../src-shared/sky/scale.ts'
import { readDataset } from '../datasets/dataset-folder.ts'
import type { PictureStandards } from './pictures-in-map-unit.ts'

/**
 * What undoes the standardisation of pictures between two patches: it goes from one patch's mean and standard deviation to
 * the other's, evenly as conditions of a flow do.
 * @param path indices of two patches, and the number of pictures between them
 * @throws CirrusError refused for a folder without a dataset; invalid-params for a patch that it doesn't have
 */
export async function standardsBetween(
  dataset: string,
  { from, to, steps }: { from: number; to: number; steps: number },
): Promise<PictureStandards> {
  const { record, patches } = await readDataset(dataset)
  const [first, last] = [from, to].map((index) => {
    const patch = patches.find((one) => one.index === index)
    if (patch) return patch
    throw new CirrusError('invalid-params', `${dataset} has no patch ${index}; it has ${patches.length}.`)
  })
  const train = patches.filter(({ split }) => split === 'train')
  const channels = datasetChannels(record.recipe)
  const between = channels.map((_, c) => {
    const path = (name: keyof Standard) => {
      const [begin, end] = [standardOf(first, c)[name], standardOf(last, c)[name]]
      const scaling = scalingOfCondition(train.map((patch) => standardOf(patch, c)[name]))
      return (t: number) => (scaling ? betweenConditions(begin, end, t, scaling) : begin)
    }
    const [mean, std] = [path('mean'), path('std')]
    return (t: number): Standard => ({ mean: mean(t), std: std(t) })
  })
  const standards = Array.from({ length: steps + 2 }, (_, i) => between.map((at) => at(i / (steps + 1))))
  return { record, channels, standards }
}
