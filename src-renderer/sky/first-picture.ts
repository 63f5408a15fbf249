import { fromHex } from '../../src-shared/colour/oklab.ts'
import { coarseNside } from '../../src-shared/sky/coarse-nside.ts'
import { convert } from '../../src-shared/sky/frames.ts'
import { ang2pix } from '../../src-shared/sky/healpix/ang2pix.ts'
import { skyOfView } from '../../src-shared/sky/overlay/view-grid.ts'
import type { SkyViewGeometry } from '../../src-shared/sky/projection/wcs-of-view.ts'
import type { Look } from './sky-screen.ts'
import { placeOf } from './stretch.ts'

/** Colours of the table between those of a look, three bytes each. */
function tableOf(colours: readonly string[]): Uint8ClampedArray {
  const stops = colours.map((hex) => fromHex(hex))
  const table = new Uint8ClampedArray(3 * 256)
  for (let i = 0; i < 256; i++) {
    const at = (i / 255) * (stops.length - 1)
    const [low, high] = [stops[Math.floor(at)], stops[Math.ceil(at)]]
    for (let c = 0; c < 3; c++) table[3 * i + c] = Math.round(255 * (low[c] + (at % 1) * (high[c] - low[c])))
  }
  return table
}

/**
 * What aladin-lite will show of a view, but coarser: in the same projection and colours.
 * @param values of a coarse map, NESTED
 * @param frame of its axes
 * @param look cuts less the zero of the values
 * @returns RGBA [height, width], the uppermost row first; transparent beyond the sky and where data are missing
 */
export function firstPicture(
  values: ArrayLike<number>,
  frame: 'G' | 'C',
  view: SkyViewGeometry,
  look: Look,
): Uint8ClampedArray<ArrayBuffer> {
  const { width, height } = view
  const rgba = new Uint8ClampedArray(4 * width * height)
  const toSky = skyOfView(view)
  const table = tableOf(look.colours)
  for (let row = 0, at = 0; row < height; row++)
    for (let column = 0; column < width; column++, at += 4) {
      const sky = toSky(column + 0.5, row + 0.5)
      if (!sky) continue
      const value = values[ang2pix(coarseNside, 'NESTED', ...(frame === 'G' ? sky : convert('G', frame, ...sky)))]
      if (Number.isNaN(value)) continue
      const place = 3 * Math.round(255 * placeOf(value, look.cuts, look.stretch))
      for (let c = 0; c < 3; c++) rgba[at + c] = table[place + c]
      rgba[at + 3] = 255
    }
  return rgba
}
