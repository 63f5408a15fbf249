import type { Frame } from '../../../src-shared/sky/healpix/map.ts'
import { axesOnView } from '../../../src-shared/sky/overlay/axes-on-view.ts'
import { emptyField, interpolateAxes } from '../../../src-shared/sky/overlay/axis-field.ts'
import { lightAndDark } from '../../../src-shared/sky/overlay/light-and-dark.ts'
import { integrateLines, whiteNoise } from '../../../src-shared/sky/overlay/line-integrals.ts'
import { viewGrid } from '../../../src-shared/sky/overlay/view-grid.ts'
import type { SkyViewGeometry } from '../../../src-shared/sky/projection/wcs-of-view.ts'
import { turnOf, type PolarisationChoice } from './choices.ts'

/** A texture of a view: red, green, blue and opacity of each pixel. */
export interface Drapery {
  width: number
  height: number
  pixels: Uint8ClampedArray<ArrayBuffer>
}

/** Distance between the directions that the texture follows, pixels of the view. */
export const draperySpacing = 12
/** Half the length of a streak, pixels. */
const half = 20
/** Milliseconds of work between pauses, in which the window answers. */
const slice = 8
const rowsAtOnce = 4

/**
 * The texture of streaks along the polarisation of a view, or along the magnetic field.
 * @param angles polarisation angles on the view's grid of `draperySpacing`, from the north of `frame` through east, degrees
 * @throws the signal's reason
 */
export async function draperyOf(
  view: SkyViewGeometry,
  angles: Float32Array,
  frame: Frame,
  direction: PolarisationChoice['direction'],
  signal?: AbortSignal,
): Promise<Drapery> {
  const turned = angles.map((angle) => angle + turnOf(direction))
  const { width, height } = view
  const axes = axesOnView(view, viewGrid(view, draperySpacing), turned, frame)
  const field = emptyField(width, height)
  await inSlices(height, (rows) => interpolateAxes(axes, rows, field), signal)
  const noise = whiteNoise(width * height)
  const values = new Float32Array(width * height)
  await inSlices(height, (rows) => integrateLines(field, noise, half, rows, values), signal)
  return { width, height, pixels: lightAndDark(values) }
}

/** Works on a few rows at a time, with pauses. @throws the signal's reason */
async function inSlices(height: number, work: (rows: readonly [number, number]) => void, signal?: AbortSignal) {
  let begun = performance.now()
  for (let row = 0; row < height; row += rowsAtOnce) {
    work([row, Math.min(height, row + rowsAtOnce)])
    if (performance.now() - begun < slice) continue
    await new Promise((resolve) => setTimeout(resolve))
    signal?.throwIfAborted()
    begun = performance.now()
  }
}

const pictures = new WeakMap<Drapery, HTMLCanvasElement>()

/** A texture as a picture to draw, made once. */
export function pictureOf(drapery: Drapery): HTMLCanvasElement {
  const made = pictures.get(drapery) ?? document.createElement('canvas')
  if (pictures.has(drapery)) return made
  pictures.set(drapery, made)
  ;[made.width, made.height] = [drapery.width, drapery.height]
  made.getContext('2d')?.putImageData(new ImageData(drapery.pixels, drapery.width, drapery.height), 0, 0)
  return made
}
