import type { ColourMapName } from '../../src-shared/colour/colour-maps.ts'
import { paint } from '../../src-shared/colour/paint.ts'
import type { Range } from '../../src-shared/colour/range.ts'

/** Paints a picture on a canvas, one pixel of the canvas for each. @param values [height, width], row 0 at the bottom */
export function paintCanvas(
  canvas: HTMLCanvasElement | null,
  { values, width, height }: { values: ArrayLike<number> | null; width: number; height: number },
  { range, colourMap }: { range: Range; colourMap: ColourMapName },
): void {
  const context = canvas?.getContext('2d')
  if (!context || !values || values.length < width * height) return
  context.canvas.width = width
  context.canvas.height = height
  context.putImageData(new ImageData(paint(values, width, height, range, colourMap), width, height), 0, 0)
}
