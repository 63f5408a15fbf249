import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { refused } from '../../../../src-preload/rpc/errors.ts'
import { readNpyHeader, type NpyHeader } from '../../../files/npy.ts'
import type { PatchFile } from '../../../sky/assemble/assemble-task.ts'
import { datasetFiles, readDataset, type DatasetRecord } from '../../datasets/dataset-folder.ts'
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
  source: DatasetRecord['map'] | null
  /** For HISTORY cards. */
  history: string[]
}

/**
 * The patches of a dataset, in the unit of its map.
 * @throws CirrusError refused, FileFormatError: the file and what is wrong with it
 */
export async function patchesOfDataset(folder: string): Promise<PatchesToAssemble> {
  const { record, patches } = await readDataset(folder)
  const { size, width, scale } = record.recipe
  const { patches: path } = datasetFiles(folder)
  await requireWhole(path, await readNpyHeader(path))
  const placed = patches.map(({ index, lon, lat, mean, std }) => ({ index, lon, lat, standard: { mean, std } }))
  return {
    file: { path, geometry: { size, width }, scale, patches: placed },
    type: 'float32',
    name: record.map.column,
    unit: record.map.unit,
    source: record.map,
    history: [
      `Patches: dataset ${resolve(folder)}, cut from ${record.map.path}, column ${record.map.column}.`,
      ...(record.map.citation === null ? [] : [`Data: ${record.map.citation}`]),
    ],
  }
}

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
  await requireWhole(path, header)
  const centres = await readPositions(positions, count)
  const placed = centres.map((centre, index) => ({ ...centre, index, standard: null }))
  return {
    file: { path, geometry: { size, width }, scale: 'linear', patches: placed },
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

/** Refuses a file that was cut short. */
async function requireWhole(path: string, { shape, stored, dataOffset }: NpyHeader): Promise<void> {
  const promised = dataOffset + shape.reduce((product, length) => product * length, stored.bytes)
  const { size } = await stat(path)
  if (size < promised) {
    const reason = `the file ends here, but its header promises ${promised} bytes; it was cut short, get a fresh copy`
    throw refused(path, `byte ${size}`, reason)
  }
}
