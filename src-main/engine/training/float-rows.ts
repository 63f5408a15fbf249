import { closeSync, openSync, readSync } from 'node:fs'
import type { NpyHeader } from '../../files/npy.ts'
import { EngineError } from '../runtime/errors.ts'

/** The rows of a float32 array in a file, read one at a time; the operating system caches those in use. */
export interface FloatRows {
  /** Copies a row into `target` at `offset`. @throws EngineError 'dataset' for a file that ends before it does */
  read(index: number, target: Float32Array, offset: number): void
  close(): void
}

/**
 * Opens a .npy file that has the layout of memory.
 * @param row what a row is called, in errors
 */
export function openRows(file: string, { shape, dataOffset }: NpyHeader, row: string): FloatRows {
  const descriptor = openSync(file, 'r')
  const bytesPerRow = shape.slice(1).reduce((product, length) => product * length, 4)
  return {
    read(index, target, offset) {
      const bytes = new Uint8Array(target.buffer, target.byteOffset + 4 * offset, bytesPerRow)
      const position = dataOffset + index * bytesPerRow
      for (let done = 0; done < bytes.length;) {
        const read = readSync(descriptor, bytes, done, bytes.length - done, position + done)
        if (read === 0)
          throw new EngineError('dataset', `${file}: the file ends inside ${row} ${index}. Make the dataset again.`)
        done += read
      }
    },
    close: () => closeSync(descriptor),
  }
}
