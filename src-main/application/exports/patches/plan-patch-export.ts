import { datasetChannels, standardOf, type Patch } from '../../../../src-preload/contract/datasets.ts'
import type { PatchChoice } from '../../../../src-preload/contract/patch-choice.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { channelPlace, type Channel } from '../../../../src-shared/sky/channels.ts'
import { passes } from '../../../../src-shared/sky/patch-choice/patch-filter.ts'
import { counted } from '../../../../src-shared/text/counted.ts'
import { hasNoise } from '../../datasets/dataset-noise.ts'
import { readDataset, type DatasetRecord } from '../../datasets/dataset-folder.ts'
import { unitOf } from '../../datasets/patch-origin.ts'
import { convertingFactor, type Conversion } from '../../maps/converting-factor.ts'

export interface PatchExportRequest extends Conversion {
  /** Folder of the dataset. */
  folder: string
  choice: PatchChoice
}

/** Patches that can be exported. */
export interface PatchExportPlan {
  record: DatasetRecord
  channels: readonly Channel[]
  /** The chosen ones, by index. */
  patches: Patch[]
  /** Patches of the whole dataset. */
  count: number
  /** Unit of the files in the map's unit, or another, and what the map's values are multiplied by. */
  unit: string
  factor: number
  /** Whether the patches have noise maps. */
  noise: boolean
}

/**
 * Chooses patches of a dataset, without reading their values.
 * @throws CirrusError refused, with the field, if nothing is chosen, or the unit can't be converted; or for noise maps that do
 *   not fit the patches; FileFormatError
 */
export async function planPatchExport(request: PatchExportRequest): Promise<PatchExportPlan> {
  const { record, patches } = await readDataset(request.folder)
  const channels = datasetChannels(record.recipe)
  const { unit, factor } = convertingFactor(request, request.folder, 'unit of the patches', unitOf(record))
  const chosen = choosePatches(patches, channels, request.choice)
  const noise = await hasNoise(request.folder, record)
  return { record, channels, patches: chosen, count: patches.length, unit, factor, noise }
}

function choosePatches(patches: readonly Patch[], channels: readonly Channel[], choice: PatchChoice): Patch[] {
  const { patches: indices, channel, ...filter } = choice
  const place = channelPlace(channels, channel ?? null)
  if (place < 0) throw wrong('channel', `The patches have no channel ${channel}, only ${channels.join(', ')}.`)
  const missing = indices?.find((index) => index >= patches.length)
  if (missing !== undefined)
    throw wrong('patches', `There is no patch ${missing}: the dataset has ${patches.length}, numbered from 0.`)
  const listed = indices && new Set(indices)
  const chosen = patches.filter(
    (patch) => (!listed || listed.has(patch.index)) && passes(patch, filter, (one) => standardOf(one, place)),
  )
  if (chosen.length > 0) return chosen
  if ((filter.lon || filter.lat) && patches.every(({ lat }) => lat === null))
    throw wrong('choice', 'The patches have no positions on the sky; choose them by index, split, mean or std instead.')
  throw wrong('choice', `None of the ${counted(patches.length, 'patch', 'patches')} is chosen; widen the ranges.`)
}

const wrong = (field: string, message: string) => new CirrusError('refused', message, undefined, { field })
