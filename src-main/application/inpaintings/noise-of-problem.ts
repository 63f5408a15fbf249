import type { Problem } from '../../../src-preload/contract/inpaintings.ts'
import type { PatchNoise } from '../../../src-shared/inpainting/patch-noise.ts'
import { readNpy, writeNpy } from '../../files/npy.ts'
import { inpaintingFiles } from './inpainting-folder.ts'

/** Keeps the noise of a problem in its folder, in the dataset's standardised units; that of white noise is in its record. */
export async function writeProblemNoise(folder: string, noise: PatchNoise, size: number): Promise<void> {
  const { noise: file } = inpaintingFiles(folder)
  if (noise.kind === 'map') await writeNpy(file, noise.deviation, [size, size])
  if (noise.kind === 'spectrum') await writeNpy(file, noise.power, [2 * size, 2 * size])
}

/** The noise of a problem, in the dataset's standardised units. */
export async function readProblemNoise(folder: string, { noise }: Pick<Problem, 'noise'>): Promise<PatchNoise> {
  if (noise.kind === 'white') return noise
  const values = Float32Array.from((await readNpy(inpaintingFiles(folder).noise)).data)
  return noise.kind === 'map' ? { kind: 'map', deviation: values } : { kind: 'spectrum', power: values }
}
