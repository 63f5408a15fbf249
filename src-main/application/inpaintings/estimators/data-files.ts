import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { readNpy, writeNpy } from '../../../files/npy.ts'
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

/** The values of a picture that the engine wrote into the folder of an estimate; its file is removed. */
export async function takePicture({ folder }: Pick<Given, 'folder'>, name: string): Promise<Float32Array> {
  const file = join(folder, name)
  const { data } = await readNpy(file)
  await rm(file)
  return Float32Array.from(data)
}

/** What the engine wrote of an estimator that draws: the mean and standard deviation of its draws, and some of them. */
export const takeDraws = async (given: Pick<Given, 'folder'>) => ({
  fill: await takePicture(given, 'mean.npy'),
  deviation: await takePicture(given, 'std.npy'),
  samples: await takePicture(given, 'samples.npy'),
})
