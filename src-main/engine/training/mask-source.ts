import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import { readNpyHeader } from '../../files/npy.ts'
import { EngineError } from '../runtime/errors.ts'
import { asDatasetError } from './dataset-error.ts'

/** Which pixels of a dataset's patches are good, read from disk one patch at a time. */
export interface MaskSource {
  /** Copies a mask [size, size], 1 = good, 0 = not, into `target` at `offset`. */
  read(index: number, target: Float32Array, offset: number): void
  close(): void
}

/**
 * Opens masks.npy (uint8 [count, size, size]) of a dataset.
 * @returns null if it has none: all pixels are good
 * @throws EngineError 'dataset' for a file that does not fit the patches
 */
export async function openMasks(file: string, count: number, size: number): Promise<MaskSource | null> {
  if (!existsSync(file)) return null
  const header = await asDatasetError(file, readNpyHeader(file))
  const { shape, type, fortranOrder } = header
  if (type !== 'uint8' || fortranOrder || shape.join() !== [count, size, size].join()) {
    throw new EngineError(
      'dataset',
      `${file}: expected uint8 masks of shape [${count}, ${size}, ${size}], found ${type} [${shape.join(', ')}].`,
    )
  }
  const descriptor = openSync(file, 'r')
  const pixels = size * size
  const bytes = new Uint8Array(pixels)
  return {
    read(index, target, offset) {
      const read = readSync(descriptor, bytes, 0, pixels, header.dataOffset + index * pixels)
      if (read < pixels)
        throw new EngineError('dataset', `${file}: the file ends inside mask ${index}. Make the dataset again.`)
      target.set(bytes, offset)
    },
    close: () => closeSync(descriptor),
  }
}
