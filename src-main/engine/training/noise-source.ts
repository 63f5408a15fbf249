import { existsSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { readNpyHeader } from '../../files/npy.ts'
import { isStoredAsHeld } from '../../files/npy-values.ts'
import { EngineError } from '../runtime/errors.ts'
import { asDatasetError } from './dataset-error.ts'
import { openRows, type FloatRows } from './float-rows.ts'

/** The noise maps of a dataset's patches, read from disk one patch at a time. */
export interface NoiseSource extends FloatRows {
  /** As `read`. @throws EngineError 'dataset' for a value that is no standard deviation, with its place */
  readChecked(index: number, target: Float32Array, offset: number): void
  /**
   * Checks all of them once, so that no step has to. Ends early when the signal is aborted.
   * @throws EngineError 'dataset' for a value that is no standard deviation, with its place
   */
  checkAll(signal?: AbortSignal): Promise<void>
}

/**
 * Opens noise.npy of a dataset: float32, of the patches' shape, the standard deviation of the noise of each value, in the
 * unit of the standardised patches.
 * @throws EngineError 'dataset' for a file that is missing or does not fit the patches
 */
export async function openNoise(file: string, shape: readonly number[]): Promise<NoiseSource> {
  if (!existsSync(file)) {
    throw new EngineError(
      'dataset',
      `${file} is missing: the dataset has no noise maps. Import or cut it with some, or set likelihoodNoise to none.`,
    )
  }
  const header = await asDatasetError(file, readNpyHeader(file))
  const asHeld = isStoredAsHeld(header) && !header.fortranOrder
  if (!asHeld || header.type !== 'float32' || header.shape.join() !== shape.join()) {
    throw new EngineError(
      'dataset',
      `${file}: expected float32 standard deviations of the patches' shape [${shape.join(', ')}], found ${header.type} [${header.shape.join(', ')}].`,
    )
  }
  const rows = openRows(file, header, 'the noise map of patch')
  const values = shape.slice(1).reduce((product, length) => product * length, 1)
  const readChecked: NoiseSource['readChecked'] = (index, target, offset) => {
    rows.read(index, target, offset)
    for (let i = 0; i < values; i++) {
      const value = target[offset + i]
      if (value > 0 && value < Infinity) continue
      const [, size, , channels = 1] = shape
      const pixel = Math.floor(i / channels)
      throw new EngineError(
        'dataset',
        `${file}, patch ${index}, row ${Math.floor(pixel / size)}, column ${pixel % size}: a standard deviation is above 0 and finite, not ${value}. Make the dataset again.`,
      )
    }
  }
  return {
    ...rows,
    readChecked,
    async checkAll(signal) {
      const map = new Float32Array(values)
      for (let index = 0; index < shape[0]; index++) {
        if (index % 64 === 0) await setImmediate()
        if (signal?.aborted) return
        readChecked(index, map, 0)
      }
    },
  }
}
