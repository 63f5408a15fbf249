import { readNpy } from '../../files/npy.ts'
import { EngineError } from '../runtime/errors.ts'

/** Square patches, float32 [count, size, size]. */
export interface PatchStack {
  count: number
  size: number
  values: Float32Array
}

/** Smallest patches: the network halves them at least twice. */
const smallest = 8

/**
 * Two sets of patches of one size, brought to mean 0 and variance 1 together, so that what tells them apart is kept.
 * @throws EngineError 'dataset' for arrays that are not such patches, sizes that differ, and values that are not finite;
 *   FileFormatError
 */
export async function readPatchStacks(first: string, second: string): Promise<[PatchStack, PatchStack]> {
  const stacks: [PatchStack, PatchStack] = [await readStack(first), await readStack(second)]
  if (stacks[0].size !== stacks[1].size) {
    throw new EngineError(
      'dataset',
      `${second} has patches of ${stacks[1].size} pixels, ${first} of ${stacks[0].size}. Cut or resample them alike.`,
    )
  }
  standardise(stacks)
  return stacks
}

async function readStack(file: string): Promise<PatchStack> {
  const { shape, data } = await readNpy(file)
  const [count, rows, columns] = shape
  if (shape.length !== 3 || rows !== columns || rows < smallest) {
    throw new EngineError(
      'dataset',
      `${file} has the shape [${shape.join(', ')}], but a classifier takes [patches, rows, columns] of square patches of at least ${smallest} pixels.`,
    )
  }
  const values = data instanceof Float32Array ? data : Float32Array.from(data)
  const odd = values.findIndex((value) => !Number.isFinite(value))
  if (odd >= 0) {
    throw new EngineError(
      'dataset',
      `${file}: patch ${Math.floor(odd / rows ** 2)} has a value that is not finite. Fill it or leave the patch out.`,
    )
  }
  return { count, size: rows, values }
}

function standardise(stacks: readonly PatchStack[]): void {
  let [sum, squares, count] = [0, 0, 0]
  for (const { values } of stacks) {
    for (let i = 0; i < values.length; i++) sum += values[i]
    count += values.length
  }
  const mean = sum / count
  for (const { values } of stacks) for (let i = 0; i < values.length; i++) squares += (values[i] - mean) ** 2
  const deviation = Math.sqrt(squares / count) || 1
  for (const { values } of stacks) for (let i = 0; i < values.length; i++) values[i] = (values[i] - mean) / deviation
}
