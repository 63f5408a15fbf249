import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { deviationOf, type PatchNoise } from '../../../../src-shared/inpainting/patch-noise.ts'
import { patchShape } from '../../../../src-shared/sky/channels.ts'
import { readNpy, writeNpy } from '../../../files/npy.ts'
import { whitenInThread } from '../whitening-thread.ts'
import type { Given } from './estimator-kind.ts'

/** What the engine is told of data: their files, and their noise. */
interface DataFiles {
  data: string
  mask: string
  folder: string
  /** Of white noise that is the same in all channels. */
  sigma: number
  /** The file of other noise, instead of sigma. */
  noise: string | null
}

/**
 * Hands what an estimator is given to the engine, which reads files; they are removed when it has done its work.
 * @param noises of the data about what is decoded, of each channel
 */
export async function withDataFiles<T>(
  given: Given,
  noises: readonly PatchNoise[],
  work: (files: DataFiles) => Promise<T>,
): Promise<T> {
  const { data, mask, size, channels, folder } = given
  const files = { data: join(folder, 'data.npy'), mask: join(folder, 'mask.npy'), noise: join(folder, 'noise.npy') }
  const shape = patchShape(size, channels.length)
  const sigma = sigmaOfAll(noises)
  try {
    await writeNpy(files.data, data, shape)
    await writeNpy(files.mask, mask, shape)
    if (sigma === null) await writeNoise(files.noise, given, noises)
    return await work({
      ...{ data: resolve(files.data), mask: resolve(files.mask), folder: resolve(folder) },
      ...(sigma === null ? { sigma: 1, noise: resolve(files.noise) } : { sigma, noise: null }),
    })
  } finally {
    for (const file of Object.values(files)) await rm(file, { force: true })
  }
}

/** The standard deviation of noise that is white and the same in all channels; null of other noise. */
function sigmaOfAll([first, ...others]: readonly PatchNoise[]): number | null {
  if (first.kind !== 'white') return null
  return others.every((noise) => noise.kind === 'white' && noise.sigma === first.sigma) ? first.sigma : null
}

type Independent = Exclude<PatchNoise, { kind: 'spectrum' }>

const areIndependent = (noises: readonly PatchNoise[]): noises is readonly Independent[] =>
  noises.every(({ kind }) => kind !== 'spectrum')

/** Writes the standard deviation of every value; if a channel has a spectrum, the matrices that whiten those of each. */
async function writeNoise(file: string, { mask, size, channels, signal }: Given, noises: readonly PatchNoise[]) {
  const pixels = size ** 2
  if (areIndependent(noises)) {
    const deviation = new Float32Array(pixels * noises.length)
    noises.forEach((noise, c) => {
      const deviationAt = deviationOf(noise)
      for (let i = 0; i < pixels; i++) deviation[i * noises.length + c] = deviationAt(i)
    })
    await writeNpy(file, deviation, patchShape(size, channels.length))
    return
  }
  const whitening = new Float32Array(channels.length * pixels ** 2)
  for (const [c, noise] of noises.entries()) {
    const matrix = whitening.subarray(c * pixels ** 2, (c + 1) * pixels ** 2)
    const seen = Uint8Array.from({ length: pixels }, (_, i) => mask[i * channels.length + c])
    if (noise.kind === 'spectrum') matrix.set(await whitenInThread({ power: noise.power, mask: seen }, signal))
    else seen.forEach((one, i) => (matrix[i * (pixels + 1)] = one === 1 ? 1 / deviationOf(noise)(i) : 0))
  }
  await writeNpy(file, whitening, [channels.length, pixels, pixels])
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
