import { ofChannel, type Problem } from '../../../src-preload/contract/inpaintings.ts'
import type { PatchNoise } from '../../../src-shared/inpainting/patch-noise.ts'
import { channelSets, type ChannelSet } from '../../../src-shared/sky/channels.ts'
import { readNpy, writeNpy } from '../../files/npy.ts'
import { inpaintingFiles } from './inpainting-folder.ts'

/**
 * Keeps the noise of each channel of a problem in its folder, in the dataset's standardised units; that of white noise is in
 * its record.
 */
export async function writeProblemNoises(
  folder: string,
  noises: readonly PatchNoise[],
  { size, channels }: { size: number; channels: ChannelSet },
): Promise<void> {
  for (const [c, noise] of noises.entries()) {
    const file = inpaintingFiles(folder).noise(channelSets[channels][c], channels)
    if (noise.kind === 'map') await writeNpy(file, noise.deviation, [size, size])
    if (noise.kind === 'spectrum') await writeNpy(file, noise.power, [2 * size, 2 * size])
  }
}

/** The noise of each channel of a problem, in the dataset's standardised units. */
export const readProblemNoises = (
  folder: string,
  { problem, channels }: { problem: Problem; channels: ChannelSet },
): Promise<PatchNoise[]> =>
  Promise.all(
    channelSets[channels].map(async (channel): Promise<PatchNoise> => {
      const { noise } = ofChannel(problem, channel)
      if (noise.kind === 'white') return noise
      const file = inpaintingFiles(folder).noise(channel, channels)
      const values = Float32Array.from((await readNpy(file)).data)
      return noise.kind === 'map' ? { kind: 'map', deviation: values } : { kind: 'spectrum', power: values }
    }),
  )
