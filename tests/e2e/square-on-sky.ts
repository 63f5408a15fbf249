import type { Page } from 'playwright-core'

/** Width and height in pixels of the square about to be cut: nothing else drawn over the sky is white. */
export const squareOnSky = (page: Page) =>
  page.locator('canvas.outlines').evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, width, height)
    let [left, right, top, bottom] = [width, -1, height, -1]
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const at = 4 * (y * width + x)
        if (Math.min(data[at], data[at + 1], data[at + 2]) < 245 || data[at + 3] < 200) continue
        ;[left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)]
      }
    return { width: right - left + 1, height: bottom - top + 1 }
  })
