import { totalmem } from 'node:os'
import { FitsError } from './fits-error.ts'

export interface MemoryOptions {
  /** bytes that the values may take; by default the memory of this machine */
  mostBytes?: number
  /** whether worker threads share the memory */
  shared?: boolean
}

/**
 * An array for the values of a map or an image, zeros.
 * @param remedy what makes it smaller
 * @throws FitsError if they take more memory than allowed, or than there is
 */
export function allocateValues(
  file: string,
  place: string,
  { count, double }: { count: number; double: boolean },
  remedy: string,
  { mostBytes = totalmem(), shared = false }: MemoryOptions = {},
): Float32Array | Float64Array {
  const bytes = count * (double ? 8 : 4)
  const refuse = (): never => {
    throw new FitsError(
      file,
      place,
      `its ${count} values take ${(bytes / 1e9).toFixed(1)} GB, more memory than there is; ${remedy}`,
    )
  }
  if (bytes > mostBytes) refuse()
  try {
    const memory = shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes)
    return double ? new Float64Array(memory) : new Float32Array(memory)
  } catch (error) {
    if (error instanceof RangeError) return refuse()
    throw error
  }
}
