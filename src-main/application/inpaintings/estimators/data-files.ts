import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { writeNpy } from '../../../files/npy.ts'
import type { Given } from './estimator-kind.ts'

/** Hands what an estimator is given to the engine, which reads files; they are removed when it has done its work. */
export async function withDataFiles<T>(
  { data, mask, size, folder }: Given,
  work: (files: { data: string; mask: string; folder: string }) => Promise<T>,
): Promise<T> {
  const files = { data: join(folder, 'data.npy'), mask: join(folder, 'mask.npy') }
  try {
    await writeNpy(files.data, data, [size, size])
    await writeNpy(files.mask, mask, [size, size])
    return await work({ data: resolve(files.data), mask: resolve(files.mask), folder: resolve(folder) })
  } finally {
    for (const file of Object.values(files)) await rm(file, { force: true })
  }
}
