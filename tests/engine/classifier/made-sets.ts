import { join } from 'node:path'
import { mkdirSync } from 'node:fs'
import { writeNpy } from '../../../src-main/files/npy.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'

export const size = 16

/** White noise, smoothed over `width` neighbours each way and brought back to variance 1. */
export function noisePatches(count: number, seed: number, width = 0): Float32Array {
  const values = fillNormal(new Float32Array(count * size ** 2), randomStream(seed))
  if (width === 0) return values
  return values.map((_, at) => {
    const [patch, row, column] = [Math.floor(at / size ** 2), Math.floor(at / size) % size, at % size]
    let sum = 0
    for (let i = -width; i <= width; i++)
      for (let j = -width; j <= width; j++)
        sum += values[patch * size ** 2 + ((row + i + size) % size) * size + ((column + j + size) % size)]
    return sum / (2 * width + 1)
  })
}

/** Writes a set into the folder, which is made, and returns its path. */
export async function writeSet(folder: string, name: string, values: Float32Array, side = size): Promise<string> {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${name}.npy`)
  await writeNpy(file, values, [values.length / side ** 2, side, side])
  return file
}
