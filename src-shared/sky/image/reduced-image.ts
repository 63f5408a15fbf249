import type { SkyImage } from './sky-image.ts'

/**
 * An image in fewer pixels: every k-th of each row and column.
 * @param most pixels on the longer side
 * @returns float64 [height, width], rows in the order of the image; NaN where a pixel is missing
 */
export function reducedImage(
  image: Pick<SkyImage, 'width' | 'height' | 'values'>,
  most: number,
): { values: Float64Array; width: number; height: number } {
  const every = Math.max(1, Math.ceil(Math.max(image.width, image.height) / most))
  const [width, height] = [Math.ceil(image.width / every), Math.ceil(image.height / every)]
  const values = new Float64Array(width * height)
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      values[row * width + column] = image.values[row * every * image.width + column * every]
    }
  }
  return { values, width, height }
}
