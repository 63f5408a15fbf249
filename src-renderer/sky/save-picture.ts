import { saveFile } from '../composables/save-file.ts'
import { skySvg, type SkyPicture } from './sky-svg.ts'

/** Pixels of a PNG for each pixel of the view, so that text is sharp in print. */
const sharpness = 2

/**
 * Downloads a picture of one sky, or of two in one file.
 * @param across whether two lie next to each other
 * @throws Error if the browser can't draw it
 */
export async function savePicture(
  pictures: readonly SkyPicture[],
  across: boolean,
  name: string,
  format: 'svg' | 'png',
): Promise<void> {
  const { svg, width, height } = skySvg(pictures, across)
  if (format === 'svg') return saveFile(`${name}.svg`, svg, 'image/svg+xml')
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = sharpness * width
  canvas.height = sharpness * height
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'))
  if (!blob) throw new Error('the browser made no PNG of this size')
  saveFile(`${name}.png`, blob)
}
