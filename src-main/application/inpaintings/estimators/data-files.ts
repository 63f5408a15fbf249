import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { PatchNoise } from '../../../../src-shared/inpainting/patch-noise.ts'
import { readNpy, writeNpy } from '../../../files/npy.ts'
import { whitenInThread } from '../whitening-thread.ts'
import type { Given } from './estimator-kind.ts'

/** What the engine is told of data: their files, and their noise. */
interface DataFiles {
  data: string
  mask: string
  folder: string
  /** Of white noise. */
  sigma: number
  /** The file of other noise, instead of sigma. */
  noise: string | null
}

/**
 * Hands what an estimator is given to the engine, which reads files; they are removed when it has done its work.
 * @param noise of the data about what is decoded
 */
export async function withDataFiles<T>(
  { data, mask, size, folder, signal }: Given,
  noise: PatchNoise,
  work: (files: DataFiles) => Promise<T>,
): Promise<T> {
  const files = { data: join(folder, 'data.npy'), mask: join(folder, 'mask.npy'), noise: join(folder, 'noise.npy') }
  try {
    await writeNpy(files.data, data, [size, size])
    await writeNpy(files.mask, mask, [size, size])
    if (noise.kind === 'map') await writeNpy(files.noise, noise.deviation, [size, size])
    if (noise.kind === 'spectrum') {
      const whitening = await whitenInThread({ power: noise.power, mask }, signal)
      await writeNpy(files.noise, whitening, [size ** 2, size ** 2])
    }
    return await work({
      ...{ data: resolve(files.data), mask: resolve(files.mask), folder: resolve(folder) },
      ...(noise.kind === 'white' ? { sigma: noise.sigma, noise: null } : { sigma: 1, noise: resolve(files.noise) }),
    })
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
