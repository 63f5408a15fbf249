/** What TensorFlow, the graphics card's driver and the system say when they ran out of memory. */
const memory =
  /Invalid TF_Status: 8\b|RESOURCE_EXHAUSTED|OOM when allocating|out of memory|OUT_OF_MEMORY|std::bad_alloc|Array buffer allocation failed|Cannot allocate memory/i

/** What they say of a card that failed: CUDA's and its libraries' errors other than of memory, ECC, a card that is gone. */
const card =
  /CUDA_ERROR_(?!OUT_OF_MEMORY|NO_DEVICE)[A-Z_]+|CU(?:DNN|BLAS)_STATUS_(?:EXECUTION_FAILED|INTERNAL_ERROR|MAPPING_ERROR)|uncorrectable ECC|fallen off the bus|device-side assert/i

export type MachineFailure = 'out-of-memory' | 'device-failed'

/** The failures of a machine that a program can tell its user something about; null for all other words. */
export function machineFailureIn(words: string): MachineFailure | null {
  if (memory.test(words)) return 'out-of-memory'
  return card.test(words) ? 'device-failed' : null
}

/** What to do about them. */
export const remedies: Record<MachineFailure, string> = {
  'out-of-memory': 'Choose a smaller batch, fewer filters or smaller patches, or end what else uses this memory.',
  'device-failed':
    'Resume goes on from the last checkpoint; if it happens again restart the machine, or train without this card.',
}

/** The array that was asked for last, where TensorFlow names its shape: "an array of 64 x 128 x 128 x 256 (1.07 GB)". */
export function arrayIn(words: string): string | null {
  const shape = /shape\[([\d,]+)\]/.exec(words)?.[1].split(',').map(Number)
  if (!shape) return null
  const bytes = 4 * shape.reduce((product, length) => product * length, 1)
  return `an array of ${shape.join(' x ')} (${(bytes / 1e9).toFixed(2)} GB)`
}
