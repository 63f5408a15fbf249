import { join } from 'node:path'
import type { LatentChoice } from '../../engine/contract.ts'
import { decodedFiles } from '../../engine/inference/decoded-files.ts'
import { encodeAnimatedPng } from '../../files/animated-png.ts'
import { writeFileAtomically } from '../../files/atomic.ts'
import { readNpy } from '../../files/npy.ts'
import { colourPicture } from '../../figures/colour-picture.ts'
import { enlarged } from '../../figures/enlarged.ts'
import type { Figure } from '../../figures/figure.ts'
import { rangeOf } from '../../../src-shared/colour/range.ts'
import { writeFigures } from '../exports/write-figures.ts'
import { writtenFile, type WrittenFile } from '../host/written-file.ts'

/** Minimum side of an animation in pixels. */
const animationSide = 384
/** Seconds per picture, of an interpolation and of a gallery. */
const secondsOf = { interpolation: 0.15, samples: 0.8 } as const

/**
 * Draws the decoded patches in a folder: a figure of all (SVG, PDF, PNG) with numbers (CSV), and an animated PNG, in
 * which an interpolation runs back and forth.
 * @returns the array of the patches (.npy) first, then the files drawn from it
 */
export async function writeDecodedPictures(
  folder: string,
  latents: Extract<LatentChoice, { kind: 'interpolation' | 'samples' }>,
  signal?: AbortSignal,
): Promise<WrittenFile[]> {
  const array = decodedFiles(folder, latents.kind).pictures
  const { data, shape } = await readNpy(array)
  const [count, size] = shape
  const pictures = Array.from({ length: count }, (_, i) =>
    Float32Array.from(data.subarray(i * size ** 2, (i + 1) * size ** 2)),
  )
  const figures = await writeFigures([await figureOf(latents, pictures, size)], { out: folder, signal })
  const range = rangeOf(pictures)
  const factor = Math.ceil(animationSide / size)
  const frames = pictures.map((picture) => enlarged(colourPicture(picture, size, size, { range }), factor))
  const order = latents.kind === 'interpolation' ? [...frames, ...frames.slice(1, -1).toReversed()] : frames
  const animation = join(folder, `${latents.kind}-animation.png`)
  await writeFileAtomically(animation, encodeAnimatedPng(order, secondsOf[latents.kind]))
  return [await writtenFile(array), ...figures, await writtenFile(animation)]
}

// Figures load ECharts and PDFKit, which takes half a second that only callers who draw them should pay for.
async function figureOf(
  latents: Parameters<typeof writeDecodedPictures>[1],
  pictures: Float32Array[],
  size: number,
): Promise<Figure> {
  if (latents.kind === 'samples') {
    const { sampleGallery } = await import('../../figures/sample-gallery.ts')
    return sampleGallery(pictures, size)
  }
  const { interpolationStrip, interpolationTable } = await import('../../figures/validation/interpolation.ts')
  const interpolation = { ...latents, pictures }
  return {
    name: 'interpolation-strip',
    title: `From patch ${latents.from} to patch ${latents.to}`,
    caption: `The great circle of Eq. 11 between two posterior means, decoded at ${latents.steps} points between them.`,
    svg: interpolationStrip(interpolation, size),
    numbers: interpolationTable(interpolation),
  }
}
