import { join } from 'node:path'
import type { LatentChoice } from '../../engine/contract.ts'
import { decodedFiles } from '../../engine/inference/decoded-files.ts'
import { encodeAnimatedPng } from '../../files/animated-png.ts'
import { writeFileAtomically } from '../../files/atomic.ts'
import { readNpy } from '../../files/npy.ts'
import { colourPicture } from '../../figures/colour-picture.ts'
import { enlarged } from '../../figures/enlarged.ts'
import type { Figure } from '../../figures/figure.ts'
import { channelScale } from '../../../src-shared/colour/channel-scale.ts'
import { channelOf, channelsOf, type Channel } from '../../../src-shared/sky/channels.ts'
import { rangeOf } from '../../../src-shared/colour/range.ts'
import { writeFigures } from '../exports/write-figures.ts'
import { readDecoding } from './decode-run.ts'
import { writtenFile, type WrittenFile } from '../host/written-file.ts'

/** Minimum side of an animation in pixels. */
const animationSide = 384
/** Most samples in an animation. */
const mostFrames = 48
/** Seconds per picture, of an interpolation and of a gallery. */
const secondsOf = { interpolation: 0.15, samples: 0.8 } as const

/**
 * Draws the decoded patches in a folder: a figure of all (SVG, PDF, PNG) with numbers (CSV), and an animated PNG, in
 * which an interpolation runs back and forth. Of patches with several channels, each has its own files.
 * @returns the array of the patches (.npy) first, then the files drawn from it
 */
export async function writeDecodedPictures(
  folder: string,
  latents: Extract<LatentChoice, { kind: 'interpolation' | 'samples' }>,
  signal?: AbortSignal,
): Promise<WrittenFile[]> {
  const array = decodedFiles(folder, latents.kind).pictures
  const prior = (await readDecoding(folder, latents.kind))?.prior ?? null
  const { data, shape } = await readNpy(array)
  const [count, size, , several = 1] = shape
  const factor = Math.ceil(animationSide / size)
  const files = [await writtenFile(array)]
  for (const [c, channel] of channelsOf(several)!.entries()) {
    const values = channelOf(data as Float32Array, several, c)
    const pictures = Array.from({ length: count }, (_, i) => values.slice(i * size ** 2, (i + 1) * size ** 2))
    const named = several === 1 ? null : channel
    const figures = await writeFigures([await figureOf({ ...latents, prior }, pictures, size, named)], {
      out: folder,
      signal,
    })
    const { range, colourMap: colours } = channelScale(channel, rangeOf(pictures), 'magma')
    const seen = latents.kind === 'samples' ? pictures.slice(0, mostFrames) : pictures
    const frames = seen.map((picture) => enlarged(colourPicture(picture, size, size, { range, colours }), factor))
    const order = latents.kind === 'interpolation' ? [...frames, ...frames.slice(1, -1).toReversed()] : frames
    const animation = join(folder, `${latents.kind}-animation${named ? `-${named}` : ''}.png`)
    await writeFileAtomically(animation, encodeAnimatedPng(order, secondsOf[latents.kind]))
    files.push(...figures, await writtenFile(animation))
  }
  return files
}

// Figures load ECharts and PDFKit, which takes half a second that only callers who draw them should pay for.
async function figureOf(
  latents: Parameters<typeof writeDecodedPictures>[1] & { prior: string | null },
  pictures: Float32Array[],
  size: number,
  channel: Channel | null,
): Promise<Figure> {
  if (latents.kind === 'samples') {
    const { sampleGallery } = await import('../../figures/sample-gallery.ts')
    return sampleGallery(pictures, size, channel, latents.prior)
  }
  const { interpolationStrip, interpolationTable } = await import('../../figures/validation/interpolation.ts')
  const interpolation = { ...latents, pictures }
  return {
    name: `interpolation-strip${channel ? `-${channel}` : ''}`,
    title: `From patch ${latents.from} to patch ${latents.to}${channel ? `, ${channel}` : ''}`,
    caption: `The great circle of Eq. 11 between two posterior means${latents.prior === null ? '' : `, in the noise of the prior ${latents.prior}`}, decoded at ${latents.steps} points between them.`,
    svg: interpolationStrip(interpolation, size, channel ?? 'I'),
    numbers: interpolationTable(interpolation),
  }
}
