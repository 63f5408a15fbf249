import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { datasetChannels } from '../../../../src-preload/contract/datasets.ts'
import { refused } from '../../../../src-preload/rpc/errors.ts'
import { scalingOf } from '../../../../src-shared/sky/channels.ts'
import { positionOf } from '../../../../src-shared/sky/position.ts'
import { readNpyHeader, requireWholeNpy, type NpyHeader } from '../../../files/npy.ts'
import type { PatchFile } from '../../../sky/assemble/assemble-task.ts'
import { datasetFiles, readDataset, type DatasetRecord } from '../../datasets/dataset-folder.ts'
import { unitOf } from '../../datasets/patch-origin.ts'
import { readPositions } from '../../datasets/read-positions.ts'

/** Patches with all that an assembled map says of them. */
export interface PatchesToAssemble {
  file: PatchFile
  /** Precision of the patches. */
  type: 'float32' | 'float64'
  /** TTYPE and TUNIT of the map. */
  name: string
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
  if (channels.length > 1) {
    const reason = `its patches have the channels ${channels.join(', ')}, and only patches of one channel can be assembled`
    throw refused(datasetFiles(folder).record, 'channels', `${reason}; cut a dataset of one column`)
  }
  await requireWholeNpy(path, await readNpyHeader(path))
  const placed = patches.map(({ index, mean, std, ...place }) => {
    const position = positionOf(place)
    if (position) return { ...position, index, standard: { mean, std } }
    throw refused(datasetFiles(folder).table, `patch ${index}`, noPosition)
  })
  return {
    file: {
      ...{ path, masks: existsSync(masks) ? masks : null, geometry: { size, width } },
      ...{ scaling: scalingOf('I', record.recipe), patches: placed },
    },
    type: 'float32',
    name: record.map?.column ?? 'SIGNAL',
    unit: unitOf(record),
    source: record.map,
    history: [`Patches: dataset ${resolve(folder)}, ${originWords(record)}.`, ...citationWords(record)],
  }
}

const noPosition =
  'it was imported without a position on the sky, so that no map can be assembled; import the stack with --positions'

const originWords = ({ map, stack }: DatasetRecord): string =>
  map ? `cut from ${map.path}, column ${map.column}` : `imported from ${stack?.path}, centres from ${stack?.positions}`

const citationWords = ({ map }: DatasetRecord): string[] => (map?.citation ? [`Data: ${map.citation}`] : [])

export interface StackOrder {
  /** .npy file [patches, size, size] */
  path: string
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
export async function patchesOfStack({ path, positions, width, unit }: StackOrder): Promise<PatchesToAssemble> {
  const header = await readNpyHeader(path)
  const [count, size] = shapeOfStack(path, header)
  await requireWholeNpy(path, header)
  const centres = await readPositions(positions, count)
  const placed = centres.map((centre, index) => ({ ...centre, index, standard: null }))
  return {
    file: { path, masks: null, geometry: { size, width }, scaling: { scale: 'linear' }, patches: placed },
    type: header.type === 'float32' ? 'float32' : 'float64',
    name: 'SIGNAL',
    unit,
    source: null,
    history: [`Patches: ${resolve(path)}, ${width} deg wide, centres from ${resolve(positions)}.`],
  }
}

function shapeOfStack(path: string, { shape, fortranOrder }: NpyHeader): [count: number, size: number] {
  const [count, rows, columns] = shape
  const place = `shape [${shape.join(', ')}]`
  if (shape.length === 4)
    throw refused(
      path,
      place,
      'the patches have several channels; save one, as stack[..., 0], and assemble each by itself',
    )
  if (shape.length !== 3)
    throw refused(path, place, 'patches are [patches, rows, columns]; add an axis to a single one')
  if (rows !== columns) throw refused(path, place, `patches must be square, not ${rows} x ${columns} px`)
  if (count === 0) throw refused(path, place, 'there are no patches')
  if (rows < 3) throw refused(path, place, `patches of ${rows} px have no inside; at least 3 px are needed`)
  if (fortranOrder)
    throw refused(
      path,
      'header',
      'in Fortran order every patch is all over the file; save numpy.ascontiguousarray(stack)',
    )
  return [count, rows]
}
