import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { datasetChannels, standardOf } from '../../../../src-preload/contract/datasets.ts'
import { refused } from '../../../../src-preload/rpc/errors.ts'
import { channelSets, type Channel, type ChannelSet } from '../../../../src-shared/sky/channels.ts'
import { positionOf } from '../../../../src-shared/sky/position.ts'
import { readNpyHeader, requireWholeNpy, type NpyHeader } from '../../../files/npy.ts'
import type { PatchFile } from '../../../sky/assemble/assemble-task.ts'
import { datasetFiles, readDataset, type DatasetRecord } from '../../datasets/dataset-folder.ts'
import { unitOf } from '../../datasets/patch-origin.ts'
import { requireMasks } from '../../datasets/require-masks.ts'
import { readPositions } from '../../datasets/read-positions.ts'

/** Patches with all that an assembled map says of them. */
export interface PatchesToAssemble {
  file: PatchFile
  /** Precision of the patches. */
  type: 'float32' | 'float64'
  channels: ChannelSet
  /** TTYPE of each channel, and the TUNIT of all. */
  names: readonly string[]
  unit: string
  /** The map that they were cut from; null if it is not known. */
  source: DatasetRecord['map']
  /** For HISTORY cards. */
  history: string[]
}

/**
 * The patches of a dataset, in the unit of its map or stack.
 * @throws CirrusError refused, FileFormatError: the file and what is wrong with it
 */
export async function patchesOfDataset(folder: string): Promise<PatchesToAssemble> {
  const { record, patches } = await readDataset(folder)
  const { size, width } = record.recipe
  const { patches: path, masks } = datasetFiles(folder)
  const channels = datasetChannels(record.recipe)
  await requireWholeNpy(path, await readNpyHeader(path))
  const placed = patches.map((patch) => {
    const position = positionOf(patch)
    if (position) return { ...position, index: patch.index, standards: channels.map((_, c) => standardOf(patch, c)) }
    throw refused(datasetFiles(folder).table, `patch ${patch.index}`, noPosition)
  })
  return {
    file: {
      ...{ path, channels, masks: existsSync(masks) ? masks : null, geometry: { size, width } },
      ...{ scaling: record.recipe, patches: placed },
    },
    type: 'float32',
    channels: record.recipe.channels,
    names: channels.length === 1 ? [record.map?.column ?? 'SIGNAL'] : stokesNames(channels),
    unit: unitOf(record),
    source: record.map,
    history: [`Patches: dataset ${resolve(folder)}, ${originWords(record)}.`, ...citationWords(record)],
  }
}

/** Names that HEALPix programs know Stokes parameters by. */
const stokesNames = (channels: readonly Channel[]) => channels.map((channel) => `${channel}_STOKES`)

const noPosition =
  'it was imported without a position on the sky, so that no map can be assembled; import the stack with --positions'

const originWords = ({ map, stack }: DatasetRecord): string =>
  map ? `cut from ${map.path}, column ${map.column}` : `imported from ${stack?.path}, centres from ${stack?.positions}`

const citationWords = ({ map }: DatasetRecord): string[] => (map?.citation ? [`Data: ${map.citation}`] : [])

export interface StackOrder {
  /** .npy file [patches, size, size], or [patches, size, size, channels] of Q and U, or I, Q and U, as in a dataset. */
  path: string
  /** .npy file [patches, size, size] of 1 at good pixels and 0 at others; null if all are good. */
  masks: string | null
  /** CSV file with the centres of the patches: columns lon and lat, Galactic, degrees. */
  positions: string
  /** Degrees of the tangent plane between the centres of the first and last pixels of a row. */
  width: number
  unit: string
}

/**
 * The patches of a .npy file, at the positions of a CSV file.
 * @throws CirrusError refused, FileFormatError: the file and what is wrong with it
 */
export async function patchesOfStack({ path, masks, positions, width, unit }: StackOrder): Promise<PatchesToAssemble> {
  const header = await readNpyHeader(path)
  const { count, size, channels } = shapeOfStack(path, header)
  await requireWholeNpy(path, header)
  if (masks !== null) await requireMasks(masks, { count, rows: size, columns: size })
  const centres = await readPositions(positions, count)
  const placed = centres.map((centre, index) => ({ ...centre, index, standards: null }))
  return {
    file: {
      ...{ path, channels: channelSets[channels], masks, geometry: { size, width } },
      ...{ scaling: { scale: 'linear' }, patches: placed },
    },
    type: header.type === 'float32' ? 'float32' : 'float64',
    channels,
    names: channels === 'I' ? ['SIGNAL'] : stokesNames(channelSets[channels]),
    unit,
    source: null,
    history: [`Patches: ${resolve(path)}, ${width} deg wide, centres from ${resolve(positions)}.`],
  }
}

interface StackShape {
  count: number
  size: number
  channels: ChannelSet
}

function shapeOfStack(path: string, { shape, fortranOrder }: NpyHeader): StackShape {
  const [count, rows, columns, stored = 1] = shape
  const channels = stored === 1 ? 'I' : stored === 2 ? 'QU' : stored === 3 ? 'IQU' : null
  const place = `shape [${shape.join(', ')}]`
  if (shape.length !== 3 && shape.length !== 4)
    throw refused(path, place, 'patches are [patches, rows, columns]; add an axis to a single one')
  if (channels === null)
    throw refused(path, place, 'the channels in the last axis are Q and U, or I, Q and U; save one as stack[..., 0]')
  if (rows !== columns) throw refused(path, place, `patches must be square, not ${rows} x ${columns} px`)
  if (count === 0) throw refused(path, place, 'there are no patches')
  if (rows < 3) throw refused(path, place, `patches of ${rows} px have no inside; at least 3 px are needed`)
  if (fortranOrder)
    throw refused(
      path,
      'header',
      'in Fortran order every patch is all over the file; save numpy.ascontiguousarray(stack)',
    )
  return { count, size: rows, channels }
}
