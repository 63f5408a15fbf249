/** What TensorFlow, the graphics driver and the system print when memory runs out. */
const memory =
  /Invalid TF_Status: 8\b|RESOURCE_EXHAUSTED|OOM when allocating|out of memory|OUT_OF_MEMORY|std::bad_alloc|Array buffer allocation failed|Cannot allocate memory/i

/** What they print when a card fails: errors of CUDA and its libraries other than memory, ECC errors, a lost card. */
const card =
  /CUDA_ERROR_(?!OUT_OF_MEMORY|NO_DEVICE)[A-Z_]+|CU(?:DNN|BLAS)_STATUS_(?:EXECUTION_FAILED|INTERNAL_ERROR|MAPPING_ERROR)|uncorrectable ECC|fallen off the bus|device-side assert/i

export type MachineFailure = 'out-of-memory' | 'device-failed'

/** Machine failures with advice for the user; null for any other text. */
export function machineFailureIn(words: string): MachineFailure | null {
  if (memory.test(words)) return 'out-of-memory'
  return card.test(words) ? 'device-failed' : null
}

/** What the user can do about each. */
export const remedies: Record<MachineFailure, string> = {
  'out-of-memory':
    'Choose a smaller batch, fewer filters or smaller patches, or close other programs that use this memory.',
  'device-failed':
    'Resume from the last checkpoint; if it happens again, restart the machine or train without this GPU.',
}

/** The last array requested, if TensorFlow names its shape: "an array of 64 x 128 x 128 x 256 (1.07 GB)". */
export function arrayIn(words: string): string | null {
  const shape = /shape\[([\d,]+)\]/.exec(words)?.[1].split(',').map(Number)
  if (!shape) return null
  const bytes = 4 * shape.reduce((product, length) => product * length, 1)
  return `an array of ${shape.join(' x ')} (${(bytes / 1e9).toFixed(2)} GB)`
}
