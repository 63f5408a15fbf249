import { datasetChannels } from '../../src-preload/contract/datasets.ts'
import type { Channel } from '../../src-shared/sky/channels.ts'
import type { DatasetRecord } from '../application/datasets/dataset-folder.ts'
import { refusalWords } from '../application/datasets/refusal-counts.ts'

export const splitWords = ({ train, validation, test, unused }: DatasetRecord['splits']): string =>
  `${train} train, ${validation} validation, ${test} test, ${unused} unused`

export const overlapWords = (overlap: number | null): string =>
  overlap === null
    ? 'not known: the patches have no positions'
    : `${(100 * overlap).toFixed(1)} % of the test area is also in training patches`

const channelWords = (channels: readonly Channel[]) => (channels.length === 1 ? '' : `, Stokes ${channels.join(', ')}`)

/** A dataset that was written, as a table. */
export const datasetTable = (
  { recipe, count, splits, overlap, refused }: DatasetRecord,
  folder: string,
): string[][] => [
  ['wrote', folder],
  ['patches', `${count} of ${recipe.size} x ${recipe.size} px${channelWords(datasetChannels(recipe))}`],
  ['split', splitWords(splits)],
  ['overlap', overlapWords(overlap)],
  ...(refused.length > 0 ? [['left out', refusalWords(refused)]] : []),
]
